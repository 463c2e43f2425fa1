import { z } from "zod";
import { findEventType } from "../state/find.ts";
import { formatInstant, readInstant } from "../time/instant.ts";
import { refuse } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import type { Booking, EventType, Reservation } from "../state/state.ts";
import { isoField, parseStrict } from "../http/validate.ts";
import type { World } from "../world.ts";
import { liveReservations } from "./held-times.ts";
import type { Interval } from "./interval.ts";
import { minuteMs } from "../../time/durations.ts";

const usualMinutes = 5;

const minutesField = (name: string): z.ZodNumber =>
  z
    .number({ error: `${name} must be a number` })
    .int()
    .min(1, { error: `${name} must not be less than 1` });

const inputSchema = z.strictObject({
  eventTypeId: z.number({ error: "eventTypeId must be a number" }),
  slotStart: isoField("slotStart"),
  slotDuration: minutesField("slotDuration").optional(),
  reservationDuration: minutesField("reservationDuration").optional(),
});
type Input = z.infer<typeof inputSchema>;

/**
 * POST /v2/slots/reservations: 201, for five minutes unless the event type's owner sets another
 * duration. Allowed in the past and outside hours; only a booking of the same event type or another
 * reservation blocks it.
 */
export function createReservation(call: Call): Answer {
  const { world } = call;
  const input = parseStrict(inputSchema, call.body);
  const reservation = { uid: world.random.uuid(), ...readReservation(call, input, null) };
  world.store.state.reservations = [...liveReservations(world), reservation];
  world.store.save();
  return success(viewNew(reservation, input), 201);
}

/** PATCH /v2/slots/reservations/:uid: changes the slot and restarts the duration. */
export function updateReservation(call: Call): Answer {
  const input = parseStrict(inputSchema, call.body);
  const reservation = existing(call);
  Object.assign(reservation, readReservation(call, input, reservation.uid));
  call.world.store.save();
  return success(viewNew(reservation, input));
}

/** GET /v2/slots/reservations/:uid: null if it is unknown, deleted or expired. */
export function getReservation({ world, params }: Call): Answer {
  const found = liveReservations(world).find(({ uid }) => uid === params["uid"]);
  if (found === undefined) return success(null);
  return success({
    reservationUid: found.uid,
    ...viewSlot(found),
    reservationUntil: formatInstant(found.until),
  });
}

/** DELETE /v2/slots/reservations/:uid: no data. */
export function deleteReservation(call: Call): Answer {
  const { state, save } = call.world.store;
  const reservation = existing(call);
  state.reservations = state.reservations.filter((entry) => entry !== reservation);
  save();
  return { status: 200, body: { status: "success" } };
}

function existing({ world, params }: Call): Reservation {
  const uid = params["uid"] ?? "";
  const found = liveReservations(world).find((reservation) => reservation.uid === uid);
  if (found === undefined) throw refuse(404, `Reserved slot with uid=${uid} was not found`);
  return found;
}

function readReservation(
  call: Call,
  input: Input,
  ownUid: string | null,
): Omit<Reservation, "uid"> {
  const { world } = call;
  const eventType = findEventType(world, input.eventTypeId);
  if (eventType === undefined)
    throw refuse(404, `Event Type with ID=${input.eventTypeId} not found`);
  if (input.reservationDuration !== undefined) refuseStranger(call, eventType);
  const start = readInstant(input.slotStart);
  if (start === null) throw refuse(400, "Invalid slotStart");
  const slot = { start, end: start + lengthOf(eventType, input.slotDuration) * minuteMs };
  refuseTaken(world, { eventType, slot, ownUid });
  const minutes = input.reservationDuration ?? usualMinutes;
  return { eventTypeId: eventType.id, ...slot, until: world.clock.now() + minutes * minuteMs };
}

/** Only the owner may set a duration; there are no teams here (recordings 10-reserve-slot-custom-duration-*). */
function refuseStranger({ caller }: Call, eventType: EventType): void {
  if (caller === null) {
    throw refuse(
      401,
      "reservationDuration can only be used for authenticated requests - use access token, api key or OAuth credentials",
    );
  }
  if (caller.id === eventType.ownerId || eventType.coHostIds.includes(caller.id)) return;
  throw refuse(
    403,
    "authenticated user is not owner of event type, does not have memberships in common with owner of the event type, nor does belong to event type's team or org.",
  );
}

function lengthOf(eventType: EventType, asked: number | undefined): number {
  if (asked === undefined || asked === eventType.lengthInMinutes) return eventType.lengthInMinutes;
  if (eventType.lengthInMinutesOptions?.includes(asked) === true) return asked;
  throw refuse(
    400,
    "Provided 'slotDuration' is not one of the possible lengths for the event type.",
  );
}

interface Wish {
  readonly eventType: EventType;
  readonly slot: Interval;
  readonly ownUid: string | null;
}

function refuseTaken(world: World, { eventType, slot, ownUid }: Wish): void {
  const isInTheWay = (booking: Booking): boolean =>
    booking.eventTypeId === eventType.id &&
    (booking.status === "accepted" || booking.status === "pending") &&
    overlap(booking, slot);
  if (world.store.state.bookings.some(isInTheWay))
    throw refuse(422, "Can't reserve a slot if the event is already booked.");
  const isHeld = liveReservations(world).some(
    (other) => other.eventTypeId === eventType.id && other.uid !== ownUid && overlap(other, slot),
  );
  if (isHeld) throw refuse(422, alreadyReserved);
}

const alreadyReserved =
  "This time slot is already reserved by another user. Please choose a different time.";

function overlap(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

function viewNew(reservation: Reservation, { reservationDuration = usualMinutes }: Input): object {
  return {
    ...viewSlot(reservation),
    reservationUid: reservation.uid,
    reservationDuration,
    reservationUntil: formatInstant(reservation.until),
  };
}

function viewSlot({ eventTypeId, start, end }: Reservation): object {
  return {
    eventTypeId,
    slotStart: formatInstant(start),
    slotEnd: formatInstant(end),
    slotDuration: (end - start) / minuteMs,
  };
}
