import "server-only";
import type { RescheduleResult, RouterInputs } from "@reslot/api";
import { logError, toAppError } from "@reslot/api/server";
import { api } from "@/server/api.ts";
import type { ActionResult } from "@/server/action-result.ts";

/**
 * Moves a booking as the signed-in person. Never throws: unexpected errors are logged, and every
 * error is returned.
 */
export async function moveMeeting(
  input: RouterInputs["booking"]["reschedule"],
): Promise<ActionResult<RescheduleResult>> {
  try {
    return { data: await api.booking.reschedule(input), error: null };
  } catch (error) {
    const known = toAppError(error);
    if (known.code === "INTERNAL") logError("CAL_RESCHEDULE_ERROR", error);
    return { data: null, error: known.toPayload() };
  }
}
