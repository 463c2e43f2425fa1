import { calComFromWire, type CalComFunctions } from "../peers/cal-com.ts";
import { dateFnsFromWire } from "../peers/date-fns.ts";
import { luxonFromWire } from "../peers/luxon.ts";
import { mutualStartsFromWire } from "../peers/ours.ts";
import { type Gate, type Suite } from "../suite.ts";
import { makeWireWork } from "../workloads.ts";

/** A month as it really comes: texts in, verdicts of all slots out. */
export function wireToVerdicts(calCom: CalComFunctions | null): Suite {
  const work = makeWireWork({ days: 30, slotMinutes: 30, busyCount: 60, seed: 1 });
  return {
    title: "A month from wire texts to verdicts: 30-minute slots, 60 busy times, New York in March",
    candidates: [
      { name: "ours", run: () => mutualStartsFromWire(work) },
      { name: "luxon", run: () => luxonFromWire(work) },
      { name: "date-fns + @date-fns/tz", run: () => dateFnsFromWire(work) },
      ...(calCom ? [{ name: "Cal.com", run: () => calComFromWire(calCom, work) }] : []),
    ],
    options: { rounds: 15, budgetMs: 4000 },
    gates: (timeOf) => [
      ...ratio("Cal.com / ours", { time: timeOf("Cal.com"), ours: timeOf("ours"), goal: 40 }),
      ...ratio("luxon / ours", { time: timeOf("luxon"), ours: timeOf("ours"), goal: 20 }),
    ],
  };
}

/** A gate at half the goal; none when the peer was not there. */
export function ratio(
  text: string,
  { time, ours, goal }: { time: number | null; ours: number | null; goal: number },
): Gate[] {
  if (time === null || ours === null) return [];
  return [{ text, value: time / ours, limit: goal / 2, kind: "atLeast", goal }];
}
