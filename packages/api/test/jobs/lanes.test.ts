import { randomBytes } from "node:crypto";
import { systemClock } from "@reslot/cal/time";
import { afterEach, expect, it } from "vitest";
import { drainRounds } from "../../src/background/drain-rounds.ts";
import type { Jobs } from "../../src/server.ts";
import { tableEngine } from "./table-engine.ts";

const opened: Jobs[] = [];
afterEach(() => Promise.all(opened.splice(0).map((jobs) => jobs.stop())));

it("a backlog that one worker has begun is shared with another one", async () => {
  const kind = `backlog-${randomBytes(4).toString("hex")}`;
  let left = 100;
  const roundsOf = new Map<string, number>();
  let meet = (): void => undefined;
  const bothAreAtIt = new Promise<void>((resolve) => (meet = resolve));

  /** Takes ten a round. After its second round a worker waits for the other one. */
  const open = async (name: string): Promise<Jobs> => {
    const jobs = await tableEngine.open();
    opened.push(jobs);
    const round = async (): Promise<number> => {
      const rounds = (roundsOf.get(name) ?? 0) + 1;
      roundsOf.set(name, rounds);
      if (roundsOf.size === 2) meet();
      if (rounds > 2) await bothAreAtIt;
      const taken = Math.min(left, 10);
      left -= taken;
      return taken;
    };
    const run = drainRounds({ clock: systemClock }, { kind, jobs, round });
    jobs.handle({ kind, class: "urgent" }, async (job) => {
      const next = await run(job);
      return next?.againMs === undefined ? undefined : { againMs: next.againMs };
    });
    return jobs;
  };

  const [first, second] = [await open("first"), await open("second")];
  await first.enqueue({ kind });
  const running = first.tick();
  while (!roundsOf.has("second")) await second.tick();
  await running;

  expect(left).toBe(0);
  expect([...roundsOf.keys()]).toEqual(["first", "second"]);
});
