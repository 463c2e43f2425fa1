import { z } from "zod";
import { findBooking, findSeries, hostIdsOf } from "../state/find.ts";
import { refuse, refusePlain } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import type { Booking } from "../state/state.ts";
import { parseStrict, stringField } from "../http/validate.ts";
import { sendWebhooks } from "../webhooks/send-webhooks.ts";
import type { World } from "../world.ts";
import { viewBooking } from "./booking-view.ts";
import { updateBooking } from "./write-booking.ts";

const declineSchema = z.strictObject({ reason: stringField("reason").optional() });

/**
 * POST /v2/bookings/:uid/confirm: on the host's side only. The webhook is BOOKING_CREATED, even after a move.
 * Recorded: everything that is not accepted is accepted, a cancelled, rejected or moved-away booking
 * too. An occurrence confirms every pending one of its series, and a dead one stays as it is while
 * the webhook calls it accepted.
 */
export async function confirmBooking(call: Call): Promise<Answer> {
  return answerBooking(call, { status: "accepted", rejectionReason: "" });
}

/** POST /v2/bookings/:uid/decline: on the host's side only; for an occurrence, every pending one of its series. */
export async function declineBooking(call: Call): Promise<Answer> {
  const { reason = "" } = parseStrict(declineSchema, call.body);
  return answerBooking(call, { status: "rejected", rejectionReason: reason });
}

interface HostAnswer {
  readonly status: "accepted" | "rejected";
  readonly rejectionReason: string;
}

/** Nothing looks at the status again after the work, so simultaneous answers all succeed. */
async function answerBooking(call: Call, answer: HostAnswer): Promise<Answer> {
  const { world } = call;
  const booking = answerableOfHost(call);
  await world.work(workShare[answer.status]);
  for (const each of changedBy(world, booking)) updateBooking(world, each, answer);
  const view = viewBooking(world, booking);
  const trigger = answer.status === "accepted" ? "BOOKING_CREATED" : "BOOKING_REJECTED";
  await sendWebhooks(world, trigger, { ...booking, ...answer });
  return success(view);
}

/** Recorded: a decline is faster than a confirmation, which is faster than a move. */
const workShare = { rejected: 0.25, accepted: 0.5 } as const;

function changedBy(world: World, booking: Booking): Booking[] {
  const { recurringBookingUid: seriesUid } = booking;
  if (seriesUid === null) return [booking];
  return findSeries(world, seriesUid).filter(({ status }) => status === "pending");
}

function answerableOfHost({ world, params, caller }: Call): Booking {
  const uid = params["uid"] ?? "";
  if (caller === null) throw refuse(403, "Forbidden resource");
  const booking = findBooking(world, uid);
  if (booking === undefined)
    throw refuse(404, `Booking with uid=${uid} was not found in the database`);
  if (!mayAnswer(world, caller.id, booking)) {
    throw refusePlain(401, "TRPCError", "You are not authorized to access this resource");
  }
  if (booking.status === "accepted") throw refusePlain(400, "TRPCError", hiddenMessage);
  return booking;
}

/** A host; and, observed, the owner of a team that the host is in, also for the host's own event types. */
function mayAnswer({ store }: World, callerId: number, { hostId, coHostIds }: Booking): boolean {
  if (callerId === hostId || coHostIds.includes(callerId)) return true;
  return store.state.eventTypes.some(
    (eventType) => eventType.ownerId === callerId && hostIdsOf(eventType).includes(hostId),
  );
}

/** What a filter of the real service puts in place of "Booking already confirmed". */
const hiddenMessage = "Bad request: Please check your request data and try again";
