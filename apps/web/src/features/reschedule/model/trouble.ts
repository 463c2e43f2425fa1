import type { AppErrorCode, ErrorDetails, ErrorPayload } from "@reslot/api/errors";
import { en } from "@/copy/en.ts";

/** A move that was not made: why, in words, and which time it was about. */
export interface Trouble {
  code: AppErrorCode;
  message: string;
  details: ErrorDetails;
  /** The start that was asked for, in epoch milliseconds. */
  start: number | null;
}

/** The server's own sentence, which knows names and times. */
export function troubleFrom(error: ErrorPayload, start: number | null): Trouble {
  return { ...error, start };
}

/** True when the same time may still work: after a yes, a new connection, or a moment. */
export function keepsTime({ code }: Trouble): boolean {
  return code !== "BOOKING_CHANGED" && en.errors[code].next !== "chooseAnother";
}

/** For a refusal of which only the code survived, in the address of a page without scripts. */
export function troubleFromCode(code: AppErrorCode, start: number | null): Trouble {
  return { code, message: en.errors[code].body, details: {}, start };
}
