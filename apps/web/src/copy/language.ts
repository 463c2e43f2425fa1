import type { Language } from "@reslot/messages/catalogue";

/** The language of every page. */
export const language: Language = "en";
