import {
  type Interval,
  type MeetingToPlan,
  type Plan,
  type PlanMovesInput,
  type ProposedTime,
} from "../../src/availability/index.ts";
import { wallClockAt } from "../../src/time/index.ts";

interface Footprint extends Interval {
  readonly ulid: string;
  readonly menteeUlid: string;
  readonly day: number;
}

/** What is wrong with a plan, worked out from its input alone. */
export function faultsOf(input: PlanMovesInput, plan: Plan): string[] {
  const faults: string[] = [];
  const meetings = new Map(input.meetings.map((meeting) => [meeting.ulid, meeting]));
  const footprints: Footprint[] = [];
  const seen = plan.items.map(({ ulid }) => ulid).toSorted();
  if (seen.join() !== [...meetings.keys()].toSorted().join()) faults.push("not one item for each");
  for (const item of plan.items) {
    const meeting = meetings.get(item.ulid);
    if (!meeting) continue;
    const { times, verdict } = timesOf(item);
    const here = times.map(({ start }) => footprintOf(input, meeting, start));
    faults.push(...faultsOfTimes(input, meeting, times).map((fault) => `${item.ulid}: ${fault}`));
    if (times.some(({ start }) => verdictAt(meeting, start) !== verdict)) {
      faults.push(`${item.ulid}: a time that is not ${verdict}`);
    }
    if (new Set(here.map(({ day }) => day)).size < here.length) {
      faults.push(`${item.ulid}: two offered times on one day`);
    }
    footprints.push(...here);
  }
  return [...faults, ...faultsOfDays(input, plan, footprints)];
}

function timesOf(item: Plan["items"][number]): {
  times: readonly ProposedTime[];
  verdict: string;
} {
  if (item.kind === "move") return { times: [item], verdict: "mutual" };
  return { times: item.kind === "offer" ? item.times : [], verdict: "menteeUnknown" };
}

function verdictAt({ judged }: MeetingToPlan, start: number) {
  return judged.find((slot) => slot.start === start)?.verdict;
}

function footprintOf(
  { coachTimeZone }: PlanMovesInput,
  { ulid, menteeUlid, beforeMs, durationMs, afterMs }: MeetingToPlan,
  start: number,
): Footprint {
  const { dayNumber: day } = wallClockAt(start, coachTimeZone ?? "UTC");
  return { ulid, menteeUlid, day, start: start - beforeMs, end: start + durationMs + afterMs };
}

const overlap = (one: Interval, other: Interval) => one.start < other.end && other.start < one.end;

function faultsOfTimes(
  input: PlanMovesInput,
  meeting: MeetingToPlan,
  times: readonly ProposedTime[],
): string[] {
  const { ulid, durationMs, current } = meeting;
  const locked = input.locked?.get(ulid);
  const others = input.meetings
    .filter((other) => other.ulid !== ulid)
    .map(({ current: { start, end }, beforeMs, afterMs }) => ({
      start: start - beforeMs,
      end: end + afterMs,
    }));
  return times.flatMap(({ start }) => {
    const footprint = footprintOf(input, meeting, start);
    const isAway = input.away.some((away) => overlap(away, { start, end: start + durationMs }));
    return [
      ...(start > input.now ? [] : ["in the past"]),
      ...(start === current.start ? ["where it is"] : []),
      ...(isAway ? ["while away"] : []),
      ...(others.some((other) => overlap(other, footprint)) ? ["where another one is"] : []),
      ...(input.held?.some((held) => overlap(held, footprint)) ? ["held"] : []),
      ...(input.refused?.get(ulid)?.includes(start) ? ["refused"] : []),
      ...(locked !== undefined && locked !== start ? ["not where it is locked"] : []),
    ];
  });
}

function faultsOfDays(
  input: PlanMovesInput,
  plan: Plan,
  footprints: readonly Footprint[],
): string[] {
  const staying = plan.items
    .filter(({ kind }) => kind === "stays")
    .flatMap(({ ulid }) => input.meetings.filter((meeting) => meeting.ulid === ulid))
    .map((meeting) => ({ ...meeting, durationMs: meeting.current.end - meeting.current.start }))
    .map((meeting) => footprintOf(input, meeting, meeting.current.start));
  const all = [...footprints, ...staying].toSorted((a, b) => a.start - b.start);
  const clashes = all.slice(1).filter((each, i) => (all[i]?.end ?? 0) > each.start);
  const faults = clashes.map(({ ulid }) => `${ulid} overlaps the one before`);
  for (const { menteeUlid, day, ulid } of footprints) {
    const other = all.find(
      (each) => each.menteeUlid === menteeUlid && each.day === day && each.ulid !== ulid,
    );
    if (other) faults.push(`${ulid} and ${other.ulid} on one day with one mentee`);
  }
  const days = (input.stays ?? []).map(
    ({ start }) => wallClockAt(start, input.coachTimeZone ?? "UTC").dayNumber,
  );
  const perDay = [...days, ...all.map(({ day }) => day)];
  for (const day of new Set(footprints.map((each) => each.day))) {
    const count = perDay.filter((each) => each === day).length;
    if (count > (input.maxPerDay ?? Infinity)) faults.push(`${count} on day ${day}`);
  }
  return faults;
}
