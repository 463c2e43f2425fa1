import { type Interval, minuteMs, parseInterval } from "@reslot/cal/time";
import type { Attempt, Booking, BookingWithPeople } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { CalUse } from "../core/cal-use.ts";
import type { Connection } from "../core/connection.ts";
import type { CoachPlans } from "../core/model.ts";
import { overlaps } from "../infra/cache/recent-moves.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";
import { lengthsOf, longestOf } from "../booking/describe-booking.ts";
import { type CoachSlotDeps, currentLengths, readCoachSlots } from "./coach-slots.ts";

interface StartsToList {
  booking: BookingWithPeople;
  /** The coach's connection. */
  coach: Connection;
  coachPlans: CoachPlans;
  use: CalUse;
  window: Interval;
}

/** The starts a coach offers, and when Cal.com was read. */
interface OfferedStarts {
  starts: number[];
  durationMinutes: number;
  readAt: number;
}

/**
 * The starts at which the coach can be met, up to a minute old, for the longest that the meeting may be
 * after the move. What is known here and not yet at Cal.com is left out: the coach's other meetings,
 * and the times to which some of them are being moved.
 *
 * @throws {CalError | AppError} as `readCoachSlots`, when nothing is cached either
 */
export async function listOfferedStarts(
  deps: CoachSlotDeps,
  input: StartsToList,
): Promise<OfferedStarts> {
  const { booking, coach } = input;
  const likelyLength = longestOf(lengthsOf(booking));
  const [likely, lengths] = await Promise.all([
    readCached(deps, input, likelyLength),
    currentLengths(deps, booking, coach),
  ]);
  const length = longestOf(lengths);
  const isLikely = length === likelyLength;
  const list = isLikely ? likely : await readCached(deps, input, length);
  return {
    ...withoutTaken(deps, { ...input, list, durationMinutes: length }),
    readAt: list.readAt,
  };
}

async function readCached(
  deps: CoachSlotDeps,
  { booking, coach, use, window }: StartsToList,
  durationMinutes: number,
): Promise<CachedValue<readonly number[]>> {
  const { coachUserUlid, eventTypeId, calBookingId } = booking;
  const { start, end } = window;
  const key = [coachUserUlid, eventTypeId, durationMinutes, calBookingId, start, end].join(" ");
  return deps.caches.coachSlots.get(key, () =>
    readCoachSlots(deps, { booking, coach, use, window, durationMinutes }),
  );
}

function withoutTaken(
  { caches }: Needs<"caches">,
  {
    booking,
    coachPlans,
    window,
    list,
    durationMinutes,
  }: StartsToList & { list: CachedValue<readonly number[]>; durationMinutes: number },
): Pick<OfferedStarts, "starts" | "durationMinutes"> {
  const durationMs = durationMinutes * minuteMs;
  const { coachUserUlid, eventTypeId, calBookingId: calUid } = booking;
  const { readAt, value } = list;
  const patched = caches.recentMoves.patch({
    coachUserUlid,
    eventTypeId,
    calUid,
    durationMs,
    window,
    readAt,
    starts: value,
  });
  const taken = [
    ...coachPlans.meetings.filter((each) => takesPlace(each, booking)).map(parseInterval),
    ...coachPlans.moves.filter(({ bookingUlid }) => bookingUlid !== booking.ulid).map(targetOf),
  ];
  const { start: current } = parseInterval(booking);
  const isFree = (start: number) =>
    start === current || !taken.some((each) => overlaps(each, { start, end: start + durationMs }));
  return { starts: patched.filter(isFree), durationMinutes };
}

function targetOf({ toStartTime, toEndTime }: Attempt): Interval {
  return parseInterval({ startTime: toStartTime, endTime: toEndTime });
}

/** Another meeting of this coach that takes place. */
function takesPlace(other: Booking, { ulid, coachUserUlid }: Booking): boolean {
  const isLive = other.status === "accepted" || other.status === "pending";
  return isLive && other.ulid !== ulid && other.coachUserUlid === coachUserUlid;
}
