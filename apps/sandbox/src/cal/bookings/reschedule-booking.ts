import { z } from "zod";
import { refreshFeedsOfHosts } from "../feeds/refresh-feeds.ts";
import { findBooking, findEventType, findUser, isRoundRobin } from "../state/find.ts";
import { readInstant } from "../time/instant.ts";
import { refuse, refuseBare, refusePlain } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import { refuseBeyondLimits } from "../slots/booking-limits.ts";
import { checkSlot } from "../slots/check-slot.ts";
import type { Interval } from "../slots/interval.ts";
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
/** What later versions take as well (documented, not observed). */
const laterInputSchema = inputSchema.extend({
  rescheduleWithSameHost: z.boolean().optional(),
  allowConflicts: z.boolean().optional(),
  allowBookingOutOfBounds: z.boolean().optional(),
  skipBookingLimits: z.boolean().optional(),
});
type Input = z.infer<typeof laterInputSchema>;

/**
 * POST /v2/bookings/:uid/reschedule. The uid alone is enough: a token is optional and
 * `rescheduledBy` is trusted. Checks availability, notice and booking window, but not the event
 * type's reschedule rules.
 */
export function rescheduleBooking(call: Call): Promise<Answer> {
  return moveAs(call, parseStrict(inputSchema, call.body));
}

/** The same in version 2026-02-25. */
export function rescheduleBookingLater(call: Call): Promise<Answer> {
  return moveAs(call, parseStrict(laterInputSchema, call.body));
}

async function moveAs({ world, params, caller }: Call, input: Input): Promise<Answer> {
  const old = findMovable(world, params["uid"] ?? "");
  const eventType = findEventType(world, old.eventTypeId);
  if (eventType === undefined)
    throw refuse(404, `Booking with uid=${old.uid} is missing event type`);
  const start = readStart(input.start, input.rescheduledBy);
  const { rescheduledBy } = input;
  const target = { start, end: start + durationOf(eventType, old) };
  const isRequest = needsConfirmation({ world, eventType, caller, rescheduledBy });
  const standing = isRequest ? pendingAt(world, { old, start, caller }) : undefined;
  if (standing !== undefined) return success(viewBooking(world, standing), 201);
  await refreshFeedsOfHosts(world, eventType);
  checkLimits(world, { eventType, old, target, input, caller });
  const host = checkHosts(world, { eventType, old, target, input, caller });
  await world.work();
  if (old.status === "cancelled" && old.rescheduledToUid === null)
    throw refuseBare(400, "cancelled_bookings_cannot_be_rescheduled");
  const booking = replaceBooking(world, old, {
    ...target,
    eventType,
    host,
    status: isRequest ? "pending" : "accepted",
    rescheduledBy: input.rescheduledBy ?? null,
    reason: input.reschedulingReason ?? null,
  });
  await sendWebhooks(world, isRequest ? "BOOKING_REQUESTED" : "BOOKING_RESCHEDULED", booking);
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

/**
 * Observed: a move by the attendee to a time where they have another pending booking of the event type
 * answers with that one and moves nothing; a pending booking moved to its own time keeps its uid.
 */
function pendingAt(
  world: World,
  { old, start, caller }: { old: Booking; start: number; caller: User | null },
): Booking | undefined {
  const email = bookerOf(old).email.toLowerCase();
  if (caller !== null && caller.email.toLowerCase() !== email) return undefined;
  return world.store.state.bookings.find(
    (other) =>
      other.status === "pending" &&
      other.eventTypeId === old.eventTypeId &&
      other.start === start &&
      bookerOf(other).email.toLowerCase() === email,
  );
}

interface HostQuery {
  readonly eventType: EventType;
  readonly old: Booking;
  readonly target: Interval;
  readonly input: Input;
  readonly caller: User | null;
}

/** A host may skip them. */
function checkLimits(world: World, { eventType, old, target, input, caller }: HostQuery): void {
  if (input.skipBookingLimits === true && caller?.id === old.hostId) return;
  refuseBeyondLimits(world, { eventType, start: target.start, exceptUid: old.uid });
}

/** Who hosts the moved booking: undefined where no one else can. A host may allow conflicts. */
function checkHosts(world: World, query: HostQuery): User | undefined {
  const { eventType, old, target, input, caller } = query;
  if (input.allowConflicts === true && caller?.id === old.hostId) return undefined;
  const isKept = eventType.keepHost || input.rescheduleWithSameHost === true;
  const free = checkSlot(world, {
    eventType,
    target,
    attendeeZone: bookerOf(old).timeZone,
    exceptUid: old.uid,
    hostId: isRoundRobin(eventType) && isKept ? old.hostId : null,
  });
  if (!isRoundRobin(eventType) || isKept) return undefined;
  return findUser(world, free.find((id) => id !== old.hostId) ?? old.hostId);
}

/** Older servers give the event type's default length, newer ones the booking's own (upstream PR 26746). */
function durationOf(eventType: EventType, old: Booking): number {
  if (eventType.generation === "own") return old.end - old.start;
  return eventType.lengthInMinutes * minuteMs;
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
