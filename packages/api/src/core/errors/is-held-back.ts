import { CalError } from "@reslot/cal";

/**
 * True when Cal.com was not asked because a budget had nothing left, or refused because of its own rate
 * limit: what is cached is better than this error, and an attempt now would not help.
 */
export function isHeldBack(error: unknown): boolean {
  if (error instanceof CalError) return error.code === "HELD_BACK" || error.code === "RATE_LIMITED";
  return error instanceof Error && error.cause !== undefined && isHeldBack(error.cause);
}
