import type { ErrorCode } from "@reslot/messages";
import { nextSteps } from "../model/next-steps.ts";

/** Why a move was not made, and for which start. */
export interface Trouble {
  code: ErrorCode;
  /** Flat facts about it; empty when only the code is known, from the address of a page without scripts. */
  details: Readonly<Record<string, string | number | boolean | null>>;
  /** The start that was asked for, in epoch milliseconds. */
  start: number | null;
}

/** Whether the same time may still work: after a confirmation, a new connection, or a retry. */
export function keepsTime({ code }: Pick<Trouble, "code">): boolean {
  return code !== "BOOKING_CHANGED" && nextSteps[code] !== "chooseAnother";
}
