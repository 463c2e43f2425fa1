import { type Interval, minuteMs } from "@reslot/cal/time";
import type { Attempt, Booking, BookingWithPeople } from "@reslot/db";
import type { Connection } from "../cal-credentials/open-connection.ts";
import type { CoachPlans } from "../infra/cache/caches.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";
import { overlaps } from "../infra/cache/recent-moves.ts";
import type { Ports } from "../app/ports.ts";
import { currentLength } from "./current-length.ts";
import { currentOf } from "../core/participant.ts";
import { readCoachSlots } from "./coach-slots.ts";

interface OfferToRead {
  booking: BookingWithPeople;
  /** The coach's connection. */
  coach: Connection;
  coachPlans: CoachPlans;
  window: Interval;
}

/** What the coach can be offered for, and when Cal.com said so. */
interface Offer {
  starts: number[];
  durationMinutes: number;
  readAt: number;
}

/**
 * The starts at which the coach can be met, up to a minute old, for the length the meeting will
 * really have. What is known here and not at Cal.com yet is left out: the coach's other meetings,
 * and the times to which some of them are being moved.
 *
 * @throws {CalError | AppError} as `readCoachSlots`, when there is nothing remembered either
 */
export async function listOfferedStarts(ports: Ports, input: OfferToRead): Promise<Offer> {
  const { booking, coach } = input;
  const [likely, length] = await Promise.all([
    readRemembered(ports, input, booking.durationMinutes),
    currentLength(ports, { booking, coach }),
  ]);
  const isLikely = length === booking.durationMinutes;
  const list = isLikely ? likely : await readRemembered(ports, input, length);
  return { ...asNow(ports, { ...input, list, durationMinutes: length }), readAt: list.readAt };
}

async function readRemembered(
  ports: Ports,
  { booking, coach, window }: OfferToRead,
  durationMinutes: number,
): Promise<CachedValue<readonly number[]>> {
  const { coachUserUlid, eventTypeId, calBookingId } = booking;
  const { start, end } = window;
  const key = [coachUserUlid, eventTypeId, durationMinutes, calBookingId, start, end].join(" ");
  return ports.caches.coachSlots.get(key, () =>
    readCoachSlots(ports, { booking, coach, window, durationMinutes }),
  );
}

function asNow(
  ports: Ports,
  {
    booking,
    coachPlans,
    window,
    list,
    durationMinutes,
  }: OfferToRead & { list: CachedValue<readonly number[]>; durationMinutes: number },
): Pick<Offer, "starts" | "durationMinutes"> {
  const durationMs = durationMinutes * minuteMs;
  const { coachUserUlid, eventTypeId, calBookingId: calUid } = booking;
  const { readAt, value } = list;
  const patched = ports.caches.moves.patch({
    coachUserUlid,
    eventTypeId,
    calUid,
    durationMs,
    window,
    readAt,
    starts: value,
  });
  const taken = [
    ...coachPlans.meetings.filter((each) => takesPlace(each, booking)).map(currentOf),
    ...coachPlans.moves.filter(({ bookingUlid }) => bookingUlid !== booking.ulid).map(targetOf),
  ];
  const { start: current } = currentOf(booking);
  const isFree = (start: number) =>
    start === current || !taken.some((each) => overlaps(each, { start, end: start + durationMs }));
  return { starts: patched.filter(isFree), durationMinutes };
}

function targetOf({ toStartTime, toEndTime }: Attempt): Interval {
  return currentOf({ startTime: toStartTime, endTime: toEndTime });
}

/** Another meeting that this coach gives. */
function takesPlace(other: Booking, { ulid, coachUserUlid }: Booking): boolean {
  const isLive = other.status === "accepted" || other.status === "pending";
  return isLive && other.ulid !== ulid && other.coachUserUlid === coachUserUlid;
}
