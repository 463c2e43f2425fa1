import type { AppErrorCode, ErrorDetails, ErrorPayload } from "@reslot/api/errors";
import { en } from "@/copy/en.ts";

/** Why a move was not made, and for which start. */
export interface Trouble {
  code: AppErrorCode;
  message: string;
  details: ErrorDetails;
  /** The start that was asked for, in epoch milliseconds. */
  start: number | null;
}

/** The server's own message, which names people and times. */
export function troubleFrom(error: ErrorPayload, start: number | null): Trouble {
  return { ...error, start };
}

/** Whether the same time may still work: after a confirmation, a new connection, or a retry. */
export function keepsTime({ code }: Trouble): boolean {
  return code !== "BOOKING_CHANGED" && en.errors[code].next !== "chooseAnother";
}

/** For a refusal that is known only by its code, from the address of a page without scripts. */
export function troubleFromCode(code: AppErrorCode, start: number | null): Trouble {
  return { code, message: en.errors[code].body, details: {}, start };
}
