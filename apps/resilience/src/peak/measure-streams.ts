import { setTimeout as sleep } from "node:timers/promises";
import { secondMs } from "@reslot/cal/time";
import { queryDatabase } from "../state/query-database.ts";
import type { StressStack } from "../stress/stress-stack.ts";
import type { VirtualUser, VirtualUsers } from "../stress/virtual-users.ts";
import { openStreams } from "./open-streams.ts";

/** What many open streams cost the web app's process. */
export interface StreamCosts {
  readonly open: number;
  /** Of 1,000 by one person, those that were let in. */
  readonly letIn: number;
  /** Resident, with all of them open; in MB. */
  readonly rssMb: number;
  /** Resident, for each; in KB; and what of it is JavaScript's heap. */
  readonly kbEach: number;
  readonly heapKbEach: number;
  /** Processor time for each of these, in milliseconds. */
  readonly openMs: number;
  readonly changeMs: number;
  /** Changes of one meeting whose people have a stream each, and what their streams told of them. */
  readonly changes: { made: number; heard: number };
  /** What the process takes of a processor while nothing happens. */
  readonly idleCpuPercent: number;
}

const AT_ONCE = 20;
const IDLE_MS = 20 * secondMs;
const CHANGES = 200;
const MB = 1_024 * 1_024;

/** Opens `count` streams, twenty of each person at most, and changes meetings under them. */
export async function measureStreams(
  { plan, heap }: StressStack,
  { users, meetings }: VirtualUsers,
  { count }: { count: number },
): Promise<StreamCosts> {
  const [greedy] = users;
  const [meeting] = meetings;
  if (!greedy || !meeting) throw new Error("There are no people.");
  const pair = [meeting.coach, meeting.mentee];
  const others = users.filter((user) => !pair.includes(user));
  const { webUrl } = plan.urls;
  const own = await openStreams(webUrl, { callers: repeat(greedy, 1_000), atOnce: AT_ONCE });
  const letIn = own.counts.open;
  own.close();
  await sleep(2 * secondMs);

  const many = others.flatMap((user) => repeat(user, 20)).slice(0, count - pair.length);
  const callers = [...many, ...pair];
  // Each person's row, key and code are there when it is measured.
  const warm = await openStreams(webUrl, { callers: users, atOnce: AT_ONCE });
  warm.close();
  await sleep(2 * secondMs);
  const before = await heap.readSettled();
  const cpuBefore = await heap.readCpuMs();
  const streams = await openStreams(webUrl, { callers, atOnce: AT_ONCE });
  const opening = (await heap.readCpuMs()) - cpuBefore;
  const { open } = streams.counts;
  const after = await heap.readSettled();

  const idle = await cpuDuring(() => sleep(IDLE_MS));
  let heard = 0;
  streams.onChange = () => (heard += 1);
  const changing = await cpuDuring(async () => {
    for (let made = 0; made < CHANGES; made += 1) {
      const title = `update "Bookings" set "title" = 'Talk ${made}'`;
      await queryDatabase(plan, `${title} where "ulid" = '${meeting.ulid}'`);
      await sleep(IDLE_MS / CHANGES);
    }
    await sleep(secondMs);
  });
  streams.close();
  return {
    open,
    letIn,
    rssMb: after.rss / MB,
    kbEach: (after.rss - before.rss) / 1_024 / Math.max(1, open),
    heapKbEach: (after.heapUsed - before.heapUsed) / 1_024 / Math.max(1, open),
    openMs: opening / Math.max(1, open),
    changeMs: (changing.cpuMs - (idle.cpuMs / idle.ms) * changing.ms) / CHANGES,
    changes: { made: CHANGES, heard },
    idleCpuPercent: (100 * idle.cpuMs) / idle.ms,
  };

  async function cpuDuring(work: () => Promise<unknown>): Promise<{ cpuMs: number; ms: number }> {
    const [from, startedAt] = [await heap.readCpuMs(), performance.now()];
    await work();
    return { cpuMs: (await heap.readCpuMs()) - from, ms: performance.now() - startedAt };
  }
}

const repeat = (user: VirtualUser, times: number) => Array.from({ length: times }, () => user);
