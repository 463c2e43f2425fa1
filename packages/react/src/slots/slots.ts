import type { Verdict } from "@reslot/cal/availability";
import { type Interval, localDay, localMinutes, minuteMs, parseInstant } from "@reslot/cal/time";
import type { OfferedTimes, Span } from "../model/offered-times.ts";

/** A start that is offered, or was until a moment ago. */
export interface Slot {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly verdict: Verdict | "taken";
  /**
   * Why a start is unknown although the mentee's calendar is connected: the calendar could not be read, or
   * this time of a calendar that was. A coach moves the meeting there only with a reason.
   */
  readonly unread?: "calendar" | "time" | undefined;
}

export type Part = "morning" | "afternoon" | "evening";

/** Whether the starts of an answer were judged by the mentee's calendar and hours. */
export function isJudged({ checks: { mentee, details } }: OfferedTimes): boolean {
  return mentee === "checked" && !details.unseen.includes("hours");
}

function unreadOf(availability: OfferedTimes): Slot["unread"] {
  if (availability.checks.mentee === "unreachable") return "calendar";
  return isJudged(availability) ? "time" : undefined;
}

/** The starts of an answer, together with those that were taken while the page was open. */
export function toSlots(availability: OfferedTimes, taken: ReadonlySet<number>): Slot[] {
  const unread = unreadOf(availability);
  const offered: Slot[] = availability.slots
    .map(({ start, verdict }) => ({
      start: parseInstant(start),
      verdict,
      ...(verdict === "menteeUnknown" && unread && { unread }),
    }))
    .filter(({ start }) => !taken.has(start));
  const gone: Slot[] = [...taken].map((start) => ({ start, verdict: "taken" }));
  return [...offered, ...gone].toSorted((left, right) => left.start - right.start);
}

/** Starts of one local day. */
export function slotsOn(slots: readonly Slot[], day: string, timeZone: string): Slot[] {
  return slots.filter(({ start }) => localDay(start, timeZone) === day);
}

/** Whether a time suits everyone whose calendar is known. */
export function isGood({ verdict, unread }: Slot): boolean {
  return verdict === "mutual" || (verdict === "menteeUnknown" && unread !== "time");
}

/** Whether a time conflicts with the mentee's calendar or working hours. */
export function isConflict(verdict: Slot["verdict"]): boolean {
  return verdict === "menteeBusy" || verdict === "outsideMenteeHours";
}

/** The times that are drawn: without those that don't suit the mentee, except the chosen one, where these are hidden. */
export function visibleSlots(
  slots: readonly Slot[],
  { isHiding, chosen }: { isHiding: boolean; chosen: number | null },
): readonly Slot[] {
  if (!isHiding) return slots;
  return slots.filter(({ start, verdict }) => !isConflict(verdict) || start === chosen);
}

/** Whether a time can be chosen, if need be against the mentee's calendar. */
export function isPickable(slot: Slot): boolean {
  return isGood(slot) || isConflict(slot.verdict) || slot.unread !== undefined;
}

/** How many good times each local day has; days without any are missing. */
export function countGood(slots: readonly Slot[], timeZone: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const slot of slots) {
    if (!isGood(slot)) continue;
    const day = localDay(slot.start, timeZone);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

/** Before 12:00, before 17:00, and the rest, on the reader's clock. */
function partOf(start: number, timeZone: string): Part {
  const minutes = localMinutes(start, timeZone);
  if (minutes < 12 * 60) return "morning";
  return minutes < 17 * 60 ? "afternoon" : "evening";
}

/** One day's times by part of the day, in order; parts without times are empty lists. */
export function groupByPart(slots: readonly Slot[], timeZone: string): Record<Part, Slot[]> {
  const groups: Record<Part, Slot[]> = { morning: [], afternoon: [], evening: [] };
  for (const slot of slots) groups[partOf(slot.start, timeZone)].push(slot);
  return groups;
}

/** Two answers about the same range, one after the other. */
interface Answers {
  readonly before: OfferedTimes;
  readonly now: OfferedTimes;
}

/**
 * Starts that could be chosen before, are not offered any more and still lie far enough ahead. `taken`: a meeting has
 * their time, one of the coach's own, or the one that was just booked with the coach. `shifted`: all others, as when
 * the coach's hours or grid have changed.
 */
export function goneFrom(
  answers: Answers,
  { isBooked }: { isBooked: boolean },
): { taken: number[]; shifted: number[] } {
  const { before, now } = answers;
  const isGone = goneIn(answers);
  const ranges = now.lanes.coach.offered.map(intervalOf);
  const meetings = now.lanes.coach.own.map(intervalOf);
  const isTaken = (start: number) => {
    const end = start + now.durationMinutes * minuteMs;
    if (ranges.some((range) => range.start <= start && end <= range.end)) return false;
    return isBooked || meetings.some((meeting) => meeting.start < end && start < meeting.end);
  };
  const gone = toSlots(before, new Set())
    .filter((slot) => isPickable(slot) && isGone(slot.start))
    .map(({ start }) => start);
  return { taken: gone.filter(isTaken), shifted: gone.filter((start) => !isTaken(start)) };
}

/** Starts that are offered in one of two answers and not in the other, but for those that have come too close. */
export function changedStarts(answers: Answers): number[] {
  const [old, offered] = [startsOf(answers.before), startsOf(answers.now)];
  const known = new Set(old);
  return [...offered.filter((start) => !known.has(start)), ...old.filter(goneIn(answers))];
}

/**
 * Whether a start has gone for another reason than that it is too late for it by now. Where the coach's notice is not
 * known, it may be for all before the first that is left.
 */
function goneIn({ now }: Answers): (start: number) => boolean {
  const starts = startsOf(now);
  const offered = new Set(starts);
  const { noticeMinutes, answeredAt } = now;
  const first =
    noticeMinutes === null
      ? Math.min(...starts)
      : parseInstant(answeredAt) + noticeMinutes * minuteMs;
  return (start) => start > first && !offered.has(start);
}

function startsOf({ slots }: OfferedTimes): number[] {
  return slots.map(({ start }) => parseInstant(start));
}

function intervalOf({ start, end }: Span): Interval {
  return { start: parseInstant(start), end: parseInstant(end) };
}

/**
 * The good time to offer on a day without any: the first after it, else the first of all. `beyond`
 * is the server's answer for later months; it is ignored when it was just taken.
 */
export function nextGood(
  slots: readonly Slot[],
  { after, beyond }: { after: number; beyond: number | null },
): number | null {
  const good = slots.filter(isGood);
  const found = good.find(({ start }) => start >= after) ?? good[0];
  if (found) return found.start;
  const isTaken = slots.some(({ start, verdict }) => start === beyond && verdict === "taken");
  return isTaken ? null : beyond;
}

/** The good times closest to a start, at most `limit`, in order of time. */
export function nearestGood(slots: readonly Slot[], start: number, limit = 2): Slot[] {
  return slots
    .filter((slot) => isGood(slot) && slot.start !== start)
    .toSorted((left, right) => Math.abs(left.start - start) - Math.abs(right.start - start))
    .slice(0, limit)
    .toSorted((left, right) => left.start - right.start);
}
