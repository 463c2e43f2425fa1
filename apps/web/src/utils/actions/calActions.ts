"use server";

import type { RescheduleResult } from "@reslot/api";
import { logError, toAppError } from "@reslot/api/server";
import { toQuery } from "@reslot/react";
import { redirect } from "next/navigation";
import { ulid } from "ulid";
import { paths } from "@/paths.ts";
import { moveMeeting } from "@/features/reschedule/server/move-meeting.ts";
import { readMoveForm } from "@/features/reschedule/server/read-move-form.ts";
import { api } from "@/server/api.ts";
import type { ActionResult } from "@/server/action-result.ts";

/**
 * Moves a booking to a new time for the signed-in coach or mentee, from where it is now. Times are
 * ISO 8601 with an offset; the end must fit the meeting's length. Never throws.
 */
export async function rescheduleCalMeeting(
  bookingUlid: string,
  newStartTime: string,
  newEndTime: string,
): Promise<ActionResult<RescheduleResult>> {
  try {
    const { version } = await api.booking.get({ bookingUlid });
    const attemptUlid = ulid();
    const move = { bookingUlid, newStartTime, newEndTime, attemptUlid };
    return await moveMeeting({ ...move, expectedVersion: version });
  } catch (error) {
    logError("CAL_RESCHEDULE_ERROR", error);
    return { data: null, error: toAppError(error).toPayload() };
  }
}

/**
 * What the confirm form posts to without scripts: moves the meeting, then redirects to the result,
 * or back to the review with the error.
 */
export async function confirmMove(form: FormData): Promise<void> {
  const { bookingUlid, newStartTime, newEndTime, slot, details } = readMoveForm(form);
  const { data, error } = details
    ? await moveMeeting({ bookingUlid, newStartTime, newEndTime, ...details })
    : await rescheduleCalMeeting(bookingUlid, newStartTime, newEndTime);
  const query = data
    ? toQuery({ slot, attempt: data.attemptUlid })
    : toQuery({ slot, isReviewing: true, error: error.code });
  redirect(`${paths.reschedule(bookingUlid)}${query}`);
}
