import { expandSchedule } from "@reslot/cal/availability";
import { dayMs } from "@reslot/cal/time";
import { temporalExpand } from "../peers/temporal.ts";
import { type Suite } from "../suite.ts";
import { splitShift, toSchedule } from "../workloads.ts";
import { ratio } from "./wire-to-verdicts.ts";

/** A year of split shifts in New York, with both clock changes, to UTC. */
export function expandZone(): Suite {
  const timeZone = "America/New_York";
  const schedule = toSchedule(timeZone, splitShift);
  const newYear = 20_454 * dayMs; // 2026-01-01
  const window = { start: newYear, end: newYear + 365 * dayMs };
  const peer = "temporal-polyfill";
  return {
    title: "Weekly hours of a year in New York to UTC",
    candidates: [
      {
        name: "ours",
        run: () => expandSchedule(schedule, window),
        numbers: () => expandSchedule(schedule, window).flatMap(({ start, end }) => [start, end]),
      },
      { name: peer, run: () => temporalExpand(timeZone, splitShift, window) },
    ],
    options: { rounds: 15, budgetMs: 4000 },
    gates: (timeOf) =>
      ratio("temporal-polyfill / ours", { time: timeOf(peer), ours: timeOf("ours"), goal: 100 }),
  };
}
