import { type Interval, minuteMs, parseInterval } from "@reslot/cal/time";
import type { Attempt } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { CoachPlans } from "../core/model.ts";
import { overlaps } from "../infra/cache/recent-moves.ts";
import { longestOf } from "../booking/describe-booking.ts";
import type { Lengths } from "../booking/types.ts";
import { isHeldBack } from "../core/errors/is-held-back.ts";
import { currentEventType, eventTypeKey, lengthsWith, orWithoutToken } from "./coach-slots.ts";
import type { KnownEventType } from "./frees-starts-in.ts";
import {
  type OfferDeps,
  type OfferedWindow,
  type OfferFacts,
  type OfferToRead,
  readOfferedWindows,
} from "./read-offered-windows.ts";

type StartsToList = OfferToRead & { coachPlans: CoachPlans };

/** The starts a coach offers in the window, and when the oldest list of them was read. */
interface OfferedStarts {
  starts: number[];
  /** The longest of the lengths. */
  durationMinutes: number;
  lengths: Lengths;
  /** The event type's; null: it was not read. */
  noticeMinutes: number | null;
  readAt: number;
}

/**
 * The starts at which the coach can be met, up to a minute old, for the longest that the meeting may be
 * after the move. What is known here and not yet at Cal.com is left out: the coach's other meetings,
 * and the times to which some of them are being moved. A second round of requests only where the event
 * type was not cached and turns out to be longer than noted, or to free more than the meeting's own time.
 *
 * @throws {CalError | AppError} as `readCoachSlots`, when nothing is cached either
 */
export function listOfferedStarts(deps: OfferDeps, input: StartsToList): Promise<OfferedStarts> {
  return orWithoutToken(input.coach, (coach) => listStarts(deps, { ...input, coach }));
}

async function listStarts(deps: OfferDeps, input: StartsToList): Promise<OfferedStarts> {
  const [, { lengths, eventType }] = await Promise.all([
    readOfferedWindows(deps, input, likelyFacts(deps, input)),
    readFacts(deps, input),
  ]);
  const durationMinutes = longestOf(lengths);
  const lists = await readOfferedWindows(deps, input, { durationMinutes, eventType });
  return {
    starts: lists.flatMap((list) => withoutTaken(deps, { ...input, list, durationMinutes })),
    durationMinutes,
    lengths,
    noticeMinutes: typeof eventType === "object" ? (eventType?.minimumBookingNotice ?? null) : null,
    readAt: Math.min(...lists.map(({ readAt }) => readAt)),
  };
}

/** While it may not be asked for, the event type counts as before it is read: its lists may be cached. */
async function readFacts(
  deps: OfferDeps,
  { booking, coach }: StartsToList,
): Promise<{ lengths: Lengths; eventType: KnownEventType }> {
  try {
    const eventType = await currentEventType(deps, booking, coach);
    return { lengths: lengthsWith(booking, eventType), eventType };
  } catch (error) {
    const eventType = isHeldBack(error) ? "ordinary" : null;
    return { lengths: lengthsWith(booking, null), eventType };
  }
}

/** What was last known of the event type; until it is read, it counts as one without peculiarities. */
function likelyFacts({ caches }: Needs<"caches">, { booking }: StartsToList): OfferFacts {
  const known = caches.eventTypes.getIfCached(eventTypeKey(booking));
  const durationMinutes = longestOf(lengthsWith(booking, known));
  return { durationMinutes, eventType: known ?? "ordinary" };
}

function withoutTaken(
  { caches }: Needs<"caches">,
  {
    booking,
    coachPlans,
    window,
    list,
    durationMinutes,
  }: StartsToList & { list: OfferedWindow; durationMinutes: number },
): number[] {
  const durationMs = durationMinutes * minuteMs;
  const { coachUserUlid, eventTypeId, calBookingId } = booking;
  const patched = caches.recentMoves.patch({
    coachUserUlid,
    eventTypeId,
    calUid: list.isOwn ? calBookingId : null,
    durationMs,
    window: list.window,
    readAt: list.readAt,
    starts: list.value,
  });
  const taken = [
    ...coachPlans.plans,
    ...coachPlans.inFlight.filter(({ bookingUlid }) => bookingUlid !== booking.ulid).map(targetOf),
  ];
  const { start: current } = parseInterval(booking);
  const isFree = (start: number) =>
    start === current || !taken.some((each) => overlaps(each, { start, end: start + durationMs }));
  return patched.filter(
    (start) => isIn(window, start) && isIn(list.window, start) && isFree(start),
  );
}

function isIn({ start, end }: Interval, instant: number): boolean {
  return instant >= start && instant < end;
}

function targetOf({ toStartTime, toEndTime }: Attempt): Interval {
  return parseInterval({ startTime: toStartTime, endTime: toEndTime });
}
