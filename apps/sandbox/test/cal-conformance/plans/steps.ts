import type { Stage } from "../stage.ts";

/** One step before the recorded request. */
export type Step = (stage: Stage) => Promise<void>;

/** The start of a booking whose time no recording shows. */
export const parking = "2027-07-01T09:00:00Z";
