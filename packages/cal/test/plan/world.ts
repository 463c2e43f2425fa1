import {
  type JudgedSlot,
  type MeetingToPlan,
  type Plan,
  planMoves,
  type PlanMovesInput,
  type Verdict,
} from "@reslot/cal/availability";
import { dayMs, hourMs, parseInstant } from "../../src/time/index.ts";
import { faultsOf } from "./check-plan.ts";

/** A Monday in winter, when London's clocks show UTC. */
export const monday = parseInstant("2027-01-11T00:00:00Z");
export const at = (day: number, hour: number) => monday + day * dayMs + hour * hourMs;
export const slots = (verdict: Verdict, ...starts: number[]): JudgedSlot[] =>
  starts.map((start) => ({ start, verdict }));

/** A meeting of an hour on Monday. */
export function meeting(ulid: string, hour: number, judged: JudgedSlot[]): MeetingToPlan {
  return {
    ulid,
    menteeUlid: `mentee of ${ulid}`,
    current: { start: at(0, hour), end: at(0, hour + 1) },
    durationMs: hourMs,
    beforeMs: 0,
    afterMs: 0,
    menteeTimeZone: "Europe/London",
    judged,
  };
}

const away = [{ start: monday, end: monday + dayMs }];

/** What is planned, once it keeps to what was asked for. */
export function plan(
  meetings: readonly MeetingToPlan[],
  change: Partial<PlanMovesInput> = {},
): Plan {
  const now = monday - dayMs;
  const input = { meetings, coachTimeZone: "Europe/London", now, away, ...change };
  const made = planMoves(input);
  const faults = faultsOf(input, made);
  if (faults.length > 0) throw new Error(faults.join("; "));
  return made;
}

export const itemOf = (...given: Parameters<typeof plan>) => plan(...given).items[0];
