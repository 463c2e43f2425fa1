import { overlapsAny } from "../overlaps-any.ts";
import { isInUse, type Option, type Prepared, type Shared, stayingOption } from "./options.ts";
import { type ProposedTime, type StuckHelp, type StuckReason } from "./plan.ts";
import { byValue } from "./problem.ts";
import { type Taken } from "./taken.ts";

const mostTimes = 3;
const mostToLeaveOut = 2;

export function whyStuck({ left }: Prepared, isLocked: boolean): StuckReason {
  if (isLocked) return "lockedTime";
  if (left.good === 0) return "noSharedTime";
  if (left.here === 0) return "onlyWhileAway";
  if (left.allowed === 0) return "refused";
  return left.free === 0 ? "held" : "crowdedOut";
}

/** What would help, the simplest first; the times of an offer are taken. */
export function helpFor(
  shared: Shared,
  stuck: Prepared & { readonly isLocked: boolean },
  taken: Taken,
): StuckHelp[] {
  if (stuck.isLocked) return [{ kind: "unlock" }];
  const help = [
    ...roomier(stuck, taken),
    ...toLeaveOut(shared, stuck, taken),
    ...toAsk(shared, stuck, taken),
    ...toComeBack(shared, stuck, taken),
  ];
  return help.length > 0 ? help : [{ kind: "lookFurther" }];
}

/** A free time on a day that is only too full: as many a day as that one would have. */
function roomier({ options }: Prepared, taken: Taken): StuckHelp[] {
  const counts = options
    .filter((option) => taken.inWayOf(option).length === 0)
    .map(({ day }) => taken.countOn(day) + 1);
  return counts.length === 0 ? [] : [{ kind: "maxPerDay", maxPerDay: Math.min(...counts) }];
}

/** As few others as possible, at most two, whose place would do. */
function toLeaveOut(shared: Shared, { options }: Prepared, taken: Taken): StuckHelp[] {
  let fewest: readonly string[] = [];
  for (const option of options) {
    const ulids = inWayOf(shared, option, taken);
    if (!ulids || ulids.length > mostToLeaveOut) continue;
    if (fewest.length === 0 || ulids.length < fewest.length) fewest = ulids;
  }
  return fewest.length > 0 ? [{ kind: "leaveOut", ulids: fewest.toSorted() }] : [];
}

/** The meetings of the plan that would have to stay where they are; null when that would not help. */
function inWayOf(shared: Shared, option: Option, taken: Taken): string[] | null {
  const inWay = taken.inWayOf(option);
  const ulids = [...new Set(inWay.flatMap(({ ulid }) => ulid ?? []))];
  const isFixed = inWay.some(({ ulid }) => ulid === null);
  if (isFixed || ulids.length === 0) return null;
  const kept = shared.input.meetings.filter(({ ulid }) => ulids.includes(ulid));
  const staying = kept.map((meeting) => stayingOption(shared, meeting));
  const isApart = staying.every(({ pairDay }) => pairDay < 0 || pairDay !== option.pairDay);
  const onDay = (all: readonly { readonly day: number }[]) =>
    all.filter(({ day }) => day === option.day).length;
  const room = taken.roomOn(option.day) + onDay(inWay) - onDay(staying);
  return isApart && room > 0 ? ulids : null;
}

/** Starts at which the mentee is not known to be busy, each on another day. */
function toAsk(shared: Shared, stuck: Prepared, taken: Taken): StuckHelp[] {
  const { input, away, held } = shared;
  const { meeting, optionAt } = stuck;
  const refused = new Set(input.refused?.get(meeting.ulid));
  const options = meeting.judged
    .filter(({ verdict }) => verdict === "outsideMenteeHours" || verdict === "menteeUnknown")
    .filter(({ start }) => start > input.now && start !== meeting.current.start)
    .filter(({ start }) => !refused.has(start))
    .filter(({ start }) => !overlapsAny(away, { start, end: start + meeting.durationMs }))
    .map(optionAt)
    .filter((option) => !overlapsAny(held, option) && !isInUse(shared, meeting, option))
    .filter((option) => taken.isFree(option))
    .toSorted(byValue);
  const chosen = bestOfDays(options).slice(0, mostTimes);
  for (const option of chosen) taken.take(null, option);
  if (chosen.length === 0) return [];
  const times = chosen.map((option) => ({ ...timeOf(option), verdict: option.verdict }));
  return [{ kind: "offer", times: times.toSorted((a, b) => a.start - b.start) }];
}

function toComeBack(shared: Shared, stuck: Prepared, taken: Taken): StuckHelp[] {
  const { input, away, held } = shared;
  const { meeting, optionAt, kind } = stuck;
  const wanted = kind === 0 ? "mutual" : "menteeUnknown";
  const options = meeting.judged
    .filter(({ verdict, start }) => verdict === wanted && start > input.now)
    .filter(({ start }) => overlapsAny(away, { start, end: start + meeting.durationMs }))
    .map(optionAt)
    .filter((option) => !overlapsAny(held, option) && !isInUse(shared, meeting, option))
    .filter((option) => taken.isFree(option))
    .toSorted(byValue);
  const starts = bestOfDays(options)
    .slice(0, mostTimes)
    .map(({ at }) => at);
  return starts.length === 0 ? [] : [{ kind: "comeBack", starts }];
}

function bestOfDays(options: readonly Option[]): Option[] {
  const days = new Set<number>();
  return options.filter(({ day }) => {
    if (days.has(day)) return false;
    days.add(day);
    return true;
  });
}

export function timeOf({ at, reasons }: Option): ProposedTime {
  return { start: at, reasons };
}
