import type { Namespace } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";
import { sheetLanguage } from "./scene.ts";

/** `server-messages.ts` without a request: the language is the sheet's. */
export const serverMessages = async (name: Namespace) => messagesFor(sheetLanguage.current, name);

export const titled = () => async () => ({});
