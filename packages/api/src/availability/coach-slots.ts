import { CalError, type CalEventType } from "@reslot/cal";
import { dayMs, formatInstant, type Interval, minuteMs, parseInstant } from "@reslot/cal/time";
import type { BookingWithPeople, ParticipantBooking } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { lengthsOf } from "../booking/describe-booking.ts";
import type { Lengths } from "../booking/types.ts";
import { anonymousCal, type CalUse } from "../core/cal-use.ts";
import type { Connection } from "../core/connection.ts";
import { AppError } from "../core/errors/app-error.ts";
import { noteEventType, type NoteDeps } from "../booking/note-event-type.ts";

export type CoachSlotDeps = Needs<"caches" | "cal"> & NoteDeps;

/** Long enough that a coach offers something in it. */
const lengthWindowMs = 14 * dayMs;

interface SlotsToRead {
  booking: ParticipantBooking;
  /** The coach's connection. */
  coach: Connection;
  /** What they are read for. */
  use: CalUse;
  window: Interval;
  durationMinutes: number;
  /** Reads what is offered to anyone: the booking's own time is taken like those of others. */
  forAll?: boolean;
}

/**
 * The starts Cal.com offers for this booking, in ms, sorted. Slots are public, so without a connection
 * they are read anonymously: once in about a minute for views.
 *
 * @throws {AppError} UNSUPPORTED_BOOKING when the event type is gone, SERVICE_BUSY without a connection
 * @throws {CalError} when Cal.com does not answer, or refuses the coach's token: see `orWithoutToken`
 */
export async function readCoachSlots({ cal }: Needs<"cal">, input: SlotsToRead): Promise<number[]> {
  const { booking, coach, use, window, durationMinutes, forAll = false } = input;
  const query = {
    eventTypeId: booking.eventTypeId,
    start: formatInstant(window.start),
    end: formatInstant(window.end),
    // Decides the grid where offsets are not whole hours; UTC is Cal.com's own default.
    timeZone: booking.coach.timeZone ?? "UTC",
    durationMinutes,
    ...(!forAll && { bookingUidToReschedule: booking.calBookingId }),
  };
  const client =
    coach.status === "connected"
      ? coach.client
      : cal({ ...anonymousCal, eventTypeId: booking.eventTypeId }, use);
  const isRare = use.purpose === "view" && isNotConnected(coach);
  const starts = await client.slots
    .list(query)
    .catch(isRare ? sayWhyRarely : refuseMissingEventType);
  return starts.map(parseInstant);
}

/** Reads with the coach's token and, where Cal.com refuses that, without it. */
export async function orWithoutToken<T>(
  coach: Connection,
  read: (coach: Connection) => Promise<T>,
): Promise<T> {
  try {
    return await read(coach);
  } catch (error) {
    if (coach.status !== "connected" || !isNotAllowed(error)) throw error;
    return read({ status: "needsReconnect" });
  }
}

/**
 * The event type as it is at Cal.com now; null when the coach's token cannot read it. What it says
 * about moves is noted on its bookings, without waiting for that.
 */
export async function readEventType(
  deps: NoteDeps,
  { booking, coach }: Pick<SlotsToRead, "booking" | "coach">,
): Promise<CalEventType | null> {
  if (coach.status !== "connected") return null;
  try {
    const eventType = await coach.client.eventTypes.get(booking.eventTypeId);
    void noteEventType(deps, { booking, eventType });
    return eventType;
  } catch (error) {
    return isNotAllowed(error) ? null : refuseMissingEventType(error);
  }
}

/**
 * How long the meeting may last after a move: older servers give it the event type's default length,
 * newer ones its own. Where the event type cannot be read, what was last noted of it counts.
 */
export async function currentLengths(
  deps: Needs<"caches"> & NoteDeps,
  booking: ParticipantBooking,
  coach: Connection,
): Promise<Lengths> {
  return lengthsWith(booking, await currentEventType(deps, booking, coach).catch(() => null));
}

export function lengthsWith(booking: BookingWithPeople, eventType: CalEventType | null): Lengths {
  const noted = lengthsOf(booking);
  return { ...noted, atCal: eventType?.lengthInMinutes ?? noted.atCal };
}

/**
 * The event type, cached for up to 10 minutes; null where the coach's token cannot read it.
 *
 * @throws as `readEventType`
 */
export async function currentEventType(
  deps: Needs<"caches"> & NoteDeps,
  booking: ParticipantBooking,
  coach: Connection,
): Promise<CalEventType | null> {
  if (coach.status !== "connected") return null;
  return deps.caches.eventTypes.get(eventTypeKey(booking), () =>
    readEventType(deps, { booking, coach }),
  );
}

/** An event type's slots are public, and show its default length; null where none is offered soon. */
export async function readDefaultLength(
  { cal, clock }: Needs<"cal" | "clock">,
  { booking, use }: Pick<SlotsToRead, "booking" | "use">,
): Promise<number | null> {
  const { eventTypeId } = booking;
  const start = clock.now();
  const query = {
    eventTypeId,
    start: formatInstant(start),
    end: formatInstant(start + lengthWindowMs),
  };
  return cal({ ...anonymousCal, eventTypeId }, use)
    .slots.defaultLength(query)
    .catch(() => null);
}

export function eventTypeKey({ coach, eventTypeId }: BookingWithPeople): string {
  return `${coach.ulid} ${eventTypeId}`;
}

/** The token was refused, or is good but not for this. */
function isNotAllowed(error: unknown): boolean {
  return (
    error instanceof CalError && (error.code === "TOKEN_INVALID" || error.code === "FORBIDDEN")
  );
}

/** Not so where only a new token cannot be had right now. */
function isNotConnected({ status }: Connection): boolean {
  return status === "notConnected" || status === "needsReconnect";
}

function sayWhyRarely(error: unknown): never {
  if (!(error instanceof CalError) || error.code !== "HELD_BACK")
    return refuseMissingEventType(error);
  const { retryAfterMs = minuteMs } = error;
  const details = { reason: "coachNotConnected", retryAfterMs };
  throw new AppError("SERVICE_BUSY", { details, cause: error });
}

function refuseMissingEventType(error: unknown): never {
  if (error instanceof CalError && error.code === "NOT_FOUND") {
    throw new AppError("UNSUPPORTED_BOOKING", { kind: "noEventType", cause: error });
  }
  throw error;
}
