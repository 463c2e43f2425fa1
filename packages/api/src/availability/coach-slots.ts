import { CalError, type CalEventType } from "@reslot/cal";
import { formatInstant, type Interval, parseInstant } from "@reslot/cal/time";
import type { BookingWithPeople } from "@reslot/db";
import { type Connection, markRefused } from "../cal-credentials/open-connection.ts";
import { isForbidden, isTokenRefused } from "../cal-credentials/verify-token.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Ports } from "../app/ports.ts";

interface SlotsToRead {
  booking: BookingWithPeople;
  /** The coach's connection. */
  coach: Connection;
  window: Interval;
  durationMinutes: number;
}

/**
 * The starts Cal.com offers for this booking, in ms, sorted. Read with the coach's token while it
 * works; slots are public, so without one they are read anonymously.
 *
 * @throws {AppError} UNSUPPORTED_BOOKING when the event type is gone
 * @throws {CalError} when Cal.com does not answer
 */
export async function readCoachSlots(ports: Ports, input: SlotsToRead): Promise<number[]> {
  const { booking, coach, window, durationMinutes } = input;
  const query = {
    eventTypeId: booking.eventTypeId,
    start: formatInstant(window.start),
    end: formatInstant(window.end),
    timeZone: booking.coach.timeZone,
    durationMinutes,
    bookingUidToReschedule: booking.calBookingId,
  };
  const readAnonymously = () => ports.cal(null).slots.list(query).catch(refuseMissingEventType);
  if (coach.status !== "connected") return (await readAnonymously()).map(parseInstant);

  const starts = await coach.client.slots.list(query).catch(async (error: unknown) => {
    if (!isTokenRefused(error) && !isForbidden(error)) return refuseMissingEventType(error);
    if (isTokenRefused(error)) await markRefused(ports, coach);
    return readAnonymously();
  });
  return starts.map(parseInstant);
}

/** The event type as it is at Cal.com now; null when the coach's token cannot read it. */
export async function readEventType(
  ports: Ports,
  { booking, coach }: Pick<SlotsToRead, "booking" | "coach">,
): Promise<CalEventType | null> {
  if (coach.status !== "connected") return null;
  try {
    return await coach.client.eventTypes.get(booking.eventTypeId);
  } catch (error) {
    if (isTokenRefused(error)) await markRefused(ports, coach);
    else if (!isForbidden(error)) return refuseMissingEventType(error);
    return null;
  }
}

function refuseMissingEventType(error: unknown): never {
  if (error instanceof CalError && error.code === "NOT_FOUND") {
    throw new AppError("UNSUPPORTED_BOOKING", { kind: "noEventType", cause: error });
  }
  throw error;
}
