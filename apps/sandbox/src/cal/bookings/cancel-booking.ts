import { z } from "zod";
import { findBooking, findSeries } from "../state/find.ts";
import { refuse, refuseBare } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import type { Booking, User } from "../state/state.ts";
import { parseStrict, stringField } from "../http/validate.ts";
import { sendWebhooks } from "../webhooks/send-webhooks.ts";
import type { World } from "../world.ts";
import { viewBooking } from "./booking-view.ts";
import { updateBooking } from "./write-booking.ts";

/**
 * Recorded: a cancellation is faster than a move, and looks at the status only before its work. Of one
 * that starts with a move it wins; of one that starts later both succeed.
 */
const workShare = 0.5;

const cancelSchema = z.strictObject({
  cancellationReason: stringField("cancellationReason").optional(),
  cancelSubsequentBookings: z
    .boolean({ error: "cancelSubsequentBookings must be a boolean value" })
    .optional(),
});

/**
 * POST /v2/bookings/:uid/cancel: no authorisation either; answers 200. A series' uid cancels all of
 * it, `cancelSubsequentBookings` an occurrence and the later ones. Both answer the whole series and
 * send one webhook.
 */
export async function cancelBooking({ world, params, body, caller }: Call): Promise<Answer> {
  const input = parseStrict(cancelSchema, body);
  const uid = params["uid"] ?? "";
  const series = findSeries(world, uid);
  const named = findBooking(world, uid) ?? series.find(isLive) ?? series[0];
  if (named === undefined)
    throw refuse(404, `Booking with uid=${uid} was not found in the database`);
  if (named.status === "cancelled") {
    throw refuse(
      400,
      `Can't cancel booking with uid=${uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`,
    );
  }
  refuseSilentHost(named, { caller, reason: input.cancellationReason });
  const from = firstEnded(named, { isSeries: series.length > 0, input });
  const ended = from === null ? [] : endedWith(world, { named, from });
  await world.work(from === null ? workShare : workShareOfSeries);
  for (const booking of new Set([named, ...ended])) cancelOne(world, booking, input);
  await sendWebhooks(world, "BOOKING_CANCELLED", named);
  if (from === null || named.recurringBookingUid === null)
    return success(viewBooking(world, named));
  const whole = findSeries(world, named.recurringBookingUid);
  return success(whole.map((booking) => viewBooking(world, booking)));
}

/** Recorded: a move of one occurrence at the same time is made before its turn comes, and survives. */
const workShareOfSeries = 1.5;

/** From which start on the occurrences of the series end too; null for one booking alone. */
function firstEnded(
  named: Booking,
  { isSeries, input }: { isSeries: boolean; input: z.infer<typeof cancelSchema> },
): number | null {
  if (isSeries) return 0;
  return input.cancelSubsequentBookings === true ? named.start : null;
}

/** The live occurrences of the series that start at `from` or later; a moved one by its new time. */
function endedWith(world: World, { named, from }: { named: Booking; from: number }): Booking[] {
  const uid = named.recurringBookingUid;
  if (uid === null) return [];
  return findSeries(world, uid).filter((booking) => isLive(booking) && booking.start >= from);
}

function cancelOne(
  world: World,
  booking: Booking,
  { cancellationReason = "" }: z.infer<typeof cancelSchema>,
): void {
  const icsSequence = booking.icsSequence + 1;
  updateBooking(world, booking, { status: "cancelled", cancellationReason, icsSequence });
}

function refuseSilentHost(
  booking: Booking,
  { caller, reason }: { caller: User | null; reason: string | undefined },
): void {
  if (caller?.id === booking.hostId && (reason ?? "") === "")
    throw refuseBare(400, "Cancellation reason is required when you are the host");
}

function isLive({ status }: Booking): boolean {
  return status === "accepted" || status === "pending";
}
