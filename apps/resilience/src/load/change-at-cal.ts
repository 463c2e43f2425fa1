import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs, secondMs } from "@reslot/cal/time";
import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import { now, toInstant } from "../clock.ts";
import { postJson } from "../state/fetch-json.ts";
import { queryDatabase } from "../state/query-database.ts";
import type { Meeting } from "./seed.ts";

/** A meeting that was moved in Cal.com itself. */
export interface Change {
  readonly meeting: Meeting;
  readonly toCalUid: string;
  readonly atMs: number;
}

const movedSchema = z.object({ uid: z.string() });
const eventsSchema = z.array(z.object({ toCalUid: z.string(), atMs: z.coerce.number() }));

/** Moves a meeting as its host would in Cal.com's own pages: to another minute of its day. */
export async function changeAtCal({ urls }: StackPlan, meeting: Meeting): Promise<Change> {
  const start = meeting.start + Math.ceil(Math.random() * 240) * minuteMs;
  const path = `/_sandbox/bookings/${meeting.calUid}/move`;
  const atMs = now();
  const { uid } = movedSchema.parse(
    await postJson(`${urls.calUrl}${path}`, { start: toInstant(start) }),
  );
  meeting.calUid = uid;
  return { meeting, toCalUid: uid, atMs };
}

/** When each change was here, by its uid at Cal.com, in epoch ms. */
async function readArrivals(
  plan: StackPlan,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, number>> {
  const uids = changes.map(({ toCalUid }) => `'${toCalUid}'`);
  if (uids.length === 0) return new Map();
  const rows = await queryDatabase(
    plan,
    `select "toCalUid", (extract(epoch from "createdAt") * 1000)::bigint::text as "atMs"
      from "BookingEvents" where "toCalUid" in (${uids.join()})`,
  );
  return new Map(eventsSchema.parse(rows).map(({ toCalUid, atMs }) => [toCalUid, atMs]));
}

/** Looks until every change is here, or the time is over. */
export async function awaitArrivals(
  plan: StackPlan,
  changes: readonly Change[],
  withinMs: number,
): Promise<ReadonlyMap<string, number>> {
  const endsAt = now() + withinMs;
  for (;;) {
    const arrivals = await readArrivals(plan, changes);
    if (arrivals.size >= changes.length || now() > endsAt) return arrivals;
    await sleep(secondMs);
  }
}

/** How long each change took to be here, sorted, in ms; one that is not here took for ever. */
export function delaysOf(
  changes: readonly Change[],
  arrivals: ReadonlyMap<string, number>,
): number[] {
  return changes
    .map(({ toCalUid, atMs }) => (arrivals.get(toCalUid) ?? Number.POSITIVE_INFINITY) - atMs)
    .toSorted((left, right) => left - right);
}
