import { refuseBare } from "../http/problem.ts";
import type { Attendee, Booking, EventType, User } from "../state/state.ts";
import type { World } from "../world.ts";

/** The fields without a default. */
export type BookingDraft = Pick<Booking, "start" | "end" | "status" | "attendees" | "title"> &
  Partial<Booking>;

/**
 * The real service's only uniqueness check: two accepted bookings of one host with the same start
 * and end. It allows bookings that merely overlap.
 *
 * @throws {Problem} 409 in the bare shape
 */
export function refuseTwin(world: World, eventType: EventType, draft: BookingDraft): void {
  const isTwin = (other: Booking): boolean =>
    other.status === "accepted" &&
    other.hostId === (draft.hostId ?? eventType.ownerId) &&
    other.start === draft.start &&
    other.end === draft.end &&
    other.uid !== draft.rescheduledFromUid;
  if (draft.status === "accepted" && world.store.state.bookings.some(isTwin)) {
    throw refuseBare(409, "booking_conflict_error");
  }
}

/** Adds a booking without checks, and saves. */
export function insertBooking(world: World, eventType: EventType, draft: BookingDraft): Booking {
  const uid = world.random.uid();
  const now = world.clock.now();
  const booking: Booking = {
    id: world.store.nextId("booking"),
    uid,
    eventTypeId: eventType.id,
    hostId: eventType.ownerId,
    coHostIds: eventType.coHostIds,
    guests: [],
    notes: null,
    metadata: {},
    location: eventType.location,
    cancellationReason: "",
    cancelledByEmail: "",
    rescheduledByEmail: null,
    reschedulingReason: null,
    rescheduledFromUid: null,
    rescheduledToUid: null,
    recurringBookingUid: null,
    rejectionReason: "",
    icsUid: `${uid}@Cal.com`,
    icsSequence: 0,
    createdAt: now,
    updatedAt: now,
    ...draft,
  };
  world.store.state.bookings.push(booking);
  world.store.save();
  return booking;
}

interface Move {
  readonly start: number;
  readonly end: number;
  readonly status: "accepted" | "pending";
  readonly rescheduledBy: string | null;
  readonly reason: string | null;
  /** By default the old one. */
  readonly host?: User | undefined;
}

/**
 * Replaces `old` with a new booking that copies everything but id and uid; `old` is cancelled and
 * points to it. Nothing prevents a second successor, so two concurrent moves fork a booking.
 *
 * @throws {Problem} 409 in the bare shape if a booking has the same start and end
 */
export function replaceBooking(
  world: World,
  old: Booking,
  move: Move & { eventType: EventType },
): Booking {
  const { attendees, title, guests, notes, metadata, location, icsUid, recurringBookingUid } = old;
  const { host } = move;
  const draft: BookingDraft = {
    attendees,
    hostId: host?.id ?? old.hostId,
    title: host === undefined ? title : titleOf(move.eventType, { host, name: nameOf(attendees) }),
    guests,
    notes,
    metadata,
    location,
    icsUid,
    recurringBookingUid,
    icsSequence: old.icsSequence + 1,
    start: move.start,
    end: move.end,
    status: move.status,
    rescheduledByEmail: move.rescheduledBy,
    reschedulingReason: move.reason,
    rescheduledFromUid: old.uid,
  };
  refuseTwin(world, move.eventType, draft);
  const successor = insertBooking(world, move.eventType, draft);
  Object.assign(old, {
    status: "cancelled",
    rescheduledByEmail: move.rescheduledBy,
    rescheduledToUid: successor.uid,
    updatedAt: world.clock.now(),
  });
  world.store.save();
  return successor;
}

/** Cal.com's default title. */
export function titleOf(
  eventType: EventType,
  { host, name }: { host: User; name: string },
): string {
  return `${eventType.title} between ${host.name} and ${name}`;
}

function nameOf([booker]: readonly Attendee[]): string {
  return booker?.name ?? "";
}

/** Updates a booking in place, and saves. */
export function updateBooking(world: World, booking: Booking, change: Partial<Booking>): Booking {
  Object.assign(booking, change, { updatedAt: world.clock.now() });
  world.store.save();
  return booking;
}
