import {
  type CalClient,
  CalError,
  type CalEventType,
  formatInstant,
  parseInstant,
} from "@reslot/cal";
import type { Interval } from "@reslot/cal/availability";
import type { Booking } from "@reslot/db";
import { isTokenRefused } from "../cal-connection/prove-token.ts";
import { AppError } from "../errors/app-error.ts";
import type { Ports } from "../ports.ts";

/** Reading on the coach's behalf: with their token while it works, else anonymously. */
export interface CoachAccess {
  /** null when there is no working token: event types cannot be read then. */
  client: CalClient | null;
  /** Marks the token as refused. */
  onRefused(): Promise<void>;
}

/** Opens the coach's side for reading. One query. */
export async function openCoachSide(ports: Ports, coachUserUlid: string): Promise<CoachAccess> {
  const stored = await ports.db.calConnections.readToken(coachUserUlid);
  return {
    client: stored && ports.cal(stored.token),
    onRefused: async () => {
      if (!stored) return;
      const { generation } = stored;
      await ports.db.calConnections.markNeedsReconnect({ userUlid: coachUserUlid, generation });
    },
  };
}

/**
 * The starts Cal.com offers for this booking, in ms, sorted. Slots are public, so a refused token
 * costs one more request, not the answer.
 *
 * @throws {AppError} UNSUPPORTED_BOOKING when the event type is gone
 * @throws {CalError} when Cal.com does not answer
 */
export async function readCoachSlots(
  ports: Ports,
  {
    booking,
    coach,
    window,
    durationMinutes,
  }: {
    booking: Booking & { coach: { timeZone: string } };
    coach: CoachAccess;
    window: Interval;
    durationMinutes: number;
  },
): Promise<number[]> {
  const query = {
    eventTypeId: booking.eventTypeId,
    start: formatInstant(window.start),
    end: formatInstant(window.end),
    timeZone: booking.coach.timeZone,
    durationMinutes,
    bookingUidToReschedule: booking.calBookingId,
  };
  const read = (client: CalClient) => client.slots.list(query);
  const starts = await (coach.client ? read(coach.client) : read(ports.cal(null)))
    .catch(async (error: unknown) => {
      if (!isTokenRefused(error)) throw error;
      await coach.onRefused();
      return read(ports.cal(null));
    })
    .catch(refuseMissingEventType);
  return starts.map(parseInstant);
}

/** The event type as it is at Cal.com now; null when the coach's token cannot read it. */
export async function readEventType(
  coach: CoachAccess,
  eventTypeId: number,
): Promise<CalEventType | null> {
  if (!coach.client) return null;
  try {
    return await coach.client.eventTypes.get(eventTypeId);
  } catch (error) {
    if (!isTokenRefused(error)) return refuseMissingEventType(error);
    await coach.onRefused();
    return null;
  }
}

function refuseMissingEventType(error: unknown): never {
  if (error instanceof CalError && error.code === "NOT_FOUND") {
    throw new AppError("UNSUPPORTED_BOOKING", {
      message:
        "The kind of meeting this one belongs to no longer exists in Cal.com, so it cannot be moved. It stays at its current time.",
      cause: error,
    });
  }
  throw error;
}
