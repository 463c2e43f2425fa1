import { intervalTreeStarts } from "../peers/interval-tree.ts";
import { luxonFromObjects, toLuxon } from "../peers/luxon.ts";
import { mutualStarts, parseWork } from "../peers/ours.ts";
import { type Suite } from "../suite.ts";
import { makeWireWork } from "../workloads.ts";
import { ratio } from "./wire-to-verdicts.ts";

/** A year of quarter-hours against 5,000 busy times, everything read before the measurement. */
export function heavySet(): Suite {
  const work = parseWork(makeWireWork({ days: 365, slotMinutes: 15, busyCount: 5000, seed: 2 }));
  const luxonWork = toLuxon(work);
  return {
    title: `A year: ${work.slots.length} slots against 5,000 unsorted busy times`,
    candidates: [
      { name: "ours", run: () => mutualStarts(work) },
      { name: "@flatten-js/interval-tree", run: () => intervalTreeStarts(work) },
      { name: "luxon", run: () => luxonFromObjects(luxonWork) },
    ],
    options: { rounds: 9, budgetMs: 6000 },
    gates: (timeOf) => [
      ...ratio("luxon / ours", { time: timeOf("luxon"), ours: timeOf("ours"), goal: 300 }),
      ...ratio("interval tree / ours", {
        time: timeOf("@flatten-js/interval-tree"),
        ours: timeOf("ours"),
        goal: 14,
      }),
    ],
  };
}
