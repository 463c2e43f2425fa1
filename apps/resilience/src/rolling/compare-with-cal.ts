import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs, secondMs } from "@reslot/cal/time";
import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import { fromInstant, now } from "../clock.ts";
import { queryDatabase } from "../state/query-database.ts";
import { readCalBookings } from "../state/read-cal-state.ts";
import { readInbox } from "../state/read-state.ts";
import { readMeetings } from "../load/seed.ts";

const settledWithinMs = 4 * minuteMs;
const openSchema = z.array(z.object({ open: z.number() }));

export interface Comparison {
  readonly meetings: number;
  /** Meetings that are not where Cal.com has them. */
  readonly lost: number;
  /** Attempts that are still open. */
  readonly open: number;
  /** Mails that were sent twice. */
  readonly mailedTwice: number;
}

/** Waits until nothing is in flight, then compares every meeting with Cal.com. */
export async function compareWithCal(plan: StackPlan): Promise<Comparison> {
  const endsAt = now() + settledWithinMs;
  let open = await countOpen(plan);
  while (open > 0 && now() < endsAt) {
    await sleep(2 * secondMs);
    open = await countOpen(plan);
  }
  const [meetings, bookings, mailedTwice] = await Promise.all([
    readMeetings(plan),
    readCalBookings(plan),
    countRepeatedMail(plan),
  ]);
  const live = new Map(
    bookings
      .filter(({ status }) => status === "accepted")
      .map(({ uid, start }) => [uid, fromInstant(start)]),
  );
  const lost = meetings.filter(({ calUid, start }) => live.get(calUid) !== start).length;
  return { meetings: meetings.length, lost, open, mailedTwice };
}

async function countOpen(plan: StackPlan): Promise<number> {
  const rows = await queryDatabase(
    plan,
    `select count(*)::int as "open" from "RescheduleAttempts"
      where "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')`,
  );
  return openSchema.parse(rows)[0]?.open ?? 0;
}

async function countRepeatedMail(plan: StackPlan): Promise<number> {
  const sent = (await readInbox(plan)).map(({ to, mailKey }) => [...to, mailKey].join(" "));
  return sent.length - new Set(sent).size;
}
