import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { refreshFeedsOfHosts } from "../feeds/refresh-feeds.ts";
import { findBooking, findEventType, findUser } from "../state/find.ts";
import { readInstant } from "../time/instant.ts";
import { refuse, refuseBare, refusePlain } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import { checkSlot } from "../slots/check-slot.ts";
import type { Booking, EventType, User } from "../state/state.ts";
import { isoField, parseStrict, stringField } from "../http/validate.ts";
import type { World } from "../world.ts";
import { sendWebhooks } from "../webhooks/send-webhooks.ts";
import { bookerOf, viewBooking } from "./booking-view.ts";
import { replaceBooking } from "./write-booking.ts";
import { minuteMs } from "../../time/durations.ts";

const inputSchema = z.strictObject({
  start: isoField("start"),
  rescheduledBy: stringField("rescheduledBy").optional(),
  reschedulingReason: stringField("reschedulingReason").optional(),
  emailVerificationCode: stringField("emailVerificationCode").optional(),
  seatUid: stringField("seatUid").optional(),
});

/**
 * POST /v2/bookings/:uid/reschedule. The uid alone is enough: a token is optional and
 * `rescheduledBy` is trusted. Checks availability, notice and booking window, but not the event
 * type's reschedule rules.
 */
export async function rescheduleBooking({ world, params, body, caller }: Call): Promise<Answer> {
  const input = parseStrict(inputSchema, body);
  const old = findMovable(world, params["uid"] ?? "");
  const eventType = findEventType(world, old.eventTypeId);
  if (eventType === undefined)
    throw refuse(404, `Booking with uid=${old.uid} is missing event type`);
  const start = readStart(input.start, input.rescheduledBy);
  const target = { start, end: start + durationOf(eventType, old) };
  await refreshFeedsOfHosts(world, eventType);
  checkSlot(world, { eventType, target, attendeeZone: bookerOf(old).timeZone, exceptUid: old.uid });
  await wait(world.env.workMs);
  const booking = replaceBooking(world, old, {
    ...target,
    eventType,
    status: needsConfirmation({ world, eventType, caller, rescheduledBy: input.rescheduledBy })
      ? "pending"
      : "accepted",
    rescheduledBy: input.rescheduledBy ?? null,
    reason: input.reschedulingReason ?? null,
  });
  await sendWebhooks(
    world,
    booking.status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_RESCHEDULED",
    booking,
  );
  return success(viewBooking(world, booking), 201);
}

function findMovable(world: World, uid: string): Booking {
  const booking = findBooking(world, uid);
  if (booking === undefined)
    throw refuse(404, `Booking with uid=${uid} was not found in the database`);
  if (booking.rescheduledToUid !== null) {
    const next = booking.rescheduledToUid;
    throw refuse(
      400,
      `Can't reschedule booking with uid=${uid} because it has been cancelled and rescheduled already to booking with uid=${next}. You probably want to reschedule ${next} instead by passing it within the request URL.`,
    );
  }
  if (booking.status === "cancelled") {
    throw refuse(
      400,
      `Can't reschedule booking with uid=${uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.`,
    );
  }
  if (booking.status === "rejected") throw refuseBare(404, "Could not find original booking");
  return booking;
}

/** The second validation of the input, which answers in shape 3. Drops milliseconds. */
function readStart(text: string, rescheduledBy: string | undefined): number {
  const start = readInstant(text);
  const faults = [
    ...(start === null
      ? ["start - Expected string, received null, ", "end - Expected string, received null, "]
      : []),
    ...(rescheduledBy === undefined || z.email().safeParse(rescheduledBy).success
      ? []
      : ["rescheduledBy - Invalid email, "]),
  ];
  if (start === null || faults.length > 0) throw refusePlain(400, "BAD_REQUEST", faults.join(""));
  return Math.floor(start / 1000) * 1000;
}

/** The event type's present length, unless it offers several and the booking has one of them. */
function durationOf(eventType: EventType, old: Booking): number {
  const minutes = (old.end - old.start) / minuteMs;
  const keeps = eventType.lengthInMinutesOptions?.includes(minutes) === true;
  return (keeps ? minutes : eventType.lengthInMinutes) * minuteMs;
}

interface Confirmation {
  readonly world: World;
  readonly eventType: EventType;
  readonly caller: User | null;
  readonly rescheduledBy: string | undefined;
}

/** The host's token, or just claiming to be the host, skips the confirmation (recordings 09-confirm-type-*). */
function needsConfirmation({ world, eventType, caller, rescheduledBy }: Confirmation): boolean {
  if (eventType.confirmation === null) return false;
  const host = findUser(world, eventType.ownerId);
  return (
    caller?.id !== eventType.ownerId && rescheduledBy?.toLowerCase() !== host?.email.toLowerCase()
  );
}
