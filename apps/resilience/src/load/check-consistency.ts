import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Answer } from "../chaos/api-client.ts";
import { fromInstant, now } from "../chaos/clock.ts";
import { type CalBookings, followChain } from "../chaos/read-cal-state.ts";
import { type Aftermath, judge, outcomeOf } from "../chaos/check-invariants.ts";
import type { InboxMessage, Ledgers } from "../chaos/read-state.ts";
import type { TappedCall } from "./cal-proxy.ts";
import type { CrowdApi, Reply } from "./api-client.ts";
import type { MoveRecord } from "./movers.ts";

/** The product's quiet time, and a minute in which a busy machine may look. */
const LONGEST_OPEN_MS = 120_000 + 60_000;
const QUIET_WITHIN_MS = LONGEST_OPEN_MS + 60_000;
const POLL_MS = 1_000;

const attemptSchema = z.object({
  ulid: z.string(),
  fromCalUid: z.string(),
  toStartTime: z.string(),
  state: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
const bookingSchema = z.object({
  ulid: z.string(),
  calBookingId: z.string(),
  startTime: z.string(),
  version: z.number(),
  firstUid: z.string(),
  events: z.number(),
  notifications: z.number(),
});
const eventSchema = z.object({
  bookingUlid: z.string(),
  version: z.number(),
  attemptUlid: z.string().nullable(),
  notifications: z.number(),
});
type AttemptRow = z.infer<typeof attemptSchema>;
type BookingRow = z.infer<typeof bookingSchema>;
type EventRow = z.infer<typeof eventSchema>;

/** The three records at rest. */
interface Records {
  readonly attempts: ReadonlyMap<string, AttemptRow>;
  readonly bookings: readonly BookingRow[];
  readonly events: readonly EventRow[];
  readonly atCal: CalBookings;
  readonly messages: readonly InboxMessage[];
  readonly calls: readonly TappedCall[];
  readonly isQuiet: boolean;
}

/** Waits until nothing is on its way, compares the three records, and names everything that must not be. */
export async function findViolations(
  { ledgers, api, calls }: { ledgers: Ledgers; api: CrowdApi; calls: readonly TappedCall[] },
  moves: readonly MoveRecord[],
): Promise<string[]> {
  const isQuiet = await untilQuiet(ledgers);
  const records = await readRecords(ledgers, { calls, isQuiet });
  const found = records.bookings.flatMap((booking) => judgeBooking(records, booking));
  for (const move of moves) {
    const status = await statusOf(api, records, move);
    const after = aftermathOf(records, move, status);
    found.push(...judge(after, LONGEST_OPEN_MS).map((words) => `${words} (${move.attemptUlid})`));
  }
  return found;
}

async function untilQuiet({ sql }: Ledgers): Promise<boolean> {
  const deadline = now() + QUIET_WITHIN_MS;
  const countSchema = z.tuple([z.object({ open: z.number() })]);
  while (now() < deadline) {
    const [{ open }] = countSchema.parse(await sql(OPEN_SQL));
    if (open === 0) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function readRecords(
  ledgers: Ledgers,
  known: Pick<Records, "calls" | "isQuiet">,
): Promise<Records> {
  const { sql } = ledgers;
  const attempts = z.array(attemptSchema).parse(await sql(ATTEMPTS_SQL));
  return {
    ...known,
    attempts: new Map(attempts.map((attempt) => [attempt.ulid, attempt])),
    bookings: z.array(bookingSchema).parse(await sql(BOOKINGS_SQL)),
    events: z.array(eventSchema).parse(await sql(EVENTS_SQL)),
    atCal: await ledgers.calBookings(),
    messages: await ledgers.messages(),
  };
}

/** What holds for a meeting whatever happened to it: Cal.com's chain and our history are the same one. */
function judgeBooking({ atCal }: Records, booking: BookingRow): string[] {
  const chain = followChain(atCal, booking.firstUid);
  const rules: readonly (readonly [words: string, isBroken: boolean])[] = [
    ["a fork at Cal.com", chain.widest > 1],
    ["database out of step with Cal.com", chain.leafUid !== booking.calBookingId],
    ["another time than at Cal.com", chain.leafStart !== fromInstant(booking.startTime)],
    ["moves and versions differ", chain.moves !== booking.version - 1],
    ["history and versions differ", booking.events !== booking.version - 1],
    ["notifications and versions differ", booking.notifications !== 2 * (booking.version - 1)],
  ];
  return rules.filter(([, isBroken]) => isBroken).map(([words]) => `${words} (${booking.ulid})`);
}

async function statusOf(api: CrowdApi, { attempts }: Records, move: MoveRecord): Promise<string> {
  if (!attempts.has(move.attemptUlid)) return "unknown";
  const { attemptUlid } = move;
  const reply = await api.query(move.actor, "booking.rescheduleStatus", { attemptUlid });
  return outcomeOf(answerOf(reply));
}

function answerOf({ data, code }: Reply): Answer {
  if (code !== undefined) return { kind: "error", code, message: "" };
  return data === undefined ? { kind: "noAnswer" } : { kind: "data", data };
}

/** What one request to move left behind, in the words of the drill. */
function aftermathOf(records: Records, move: MoveRecord, status: string): Aftermath {
  const attempt = records.attempts.get(move.attemptUlid) ?? null;
  const event = records.events.find(({ attemptUlid }) => attemptUlid === move.attemptUlid);
  const mails = event ? mailsOf(records.messages, event) : [];
  const made = attempt ? successorsOf(records, attempt) : { moves: 0, posts: 0 };
  return {
    saw: answerOf(move.reply),
    status,
    repeated: null,
    attemptState: attempt?.state ?? null,
    openMs: attempt && fromInstant(attempt.updatedAt) - fromInstant(attempt.createdAt),
    downMs: 0,
    isQuiet: records.isQuiet,
    posts: made.posts,
    movesAtCal: made.moves,
    widestFork: made.moves,
    movesInDatabase: event ? 1 : 0,
    news: event ? 1 : 0,
    inStep: true, // for a whole meeting, see judgeBooking
    notifications: event?.notifications ?? 0,
    mails: mails.length,
    distinctMails: new Set(mails.map(({ idempotencyKey }) => idempotencyKey)).size,
  };
}

/**
 * What Cal.com did and was asked to do for an attempt: from its booking, to its time. An earlier attempt from the same
 * booking to the same time would be counted with it; that one was refused, and is known by its time.
 */
function successorsOf({ atCal, calls, attempts }: Records, attempt: AttemptRow) {
  const start = fromInstant(attempt.toStartTime);
  const twins = [...attempts.values()].filter(
    ({ fromCalUid, toStartTime }) =>
      fromCalUid === attempt.fromCalUid && fromInstant(toStartTime) === start,
  );
  const posts = calls.filter(
    ({ method, path, body }) =>
      method === "POST" &&
      path === `/v2/bookings/${attempt.fromCalUid}/reschedule` &&
      startIn(body) === start,
  );
  const moves = atCal.filter(
    ({ rescheduledFromUid, start: at }) =>
      rescheduledFromUid === attempt.fromCalUid && fromInstant(at) === start,
  );
  const isOurs = attempt.state === "APPLIED" || twins.length === 1;
  return {
    moves: isOurs ? moves.length : 0,
    posts: posts.length <= twins.length ? Math.min(posts.length, 1) : posts.length,
  };
}

const postSchema = z.object({ start: z.string() });

/** Where a reschedule call wants to move to, in epoch ms. */
export function startIn(body: string): number {
  return fromInstant(postSchema.parse(JSON.parse(body)).start);
}

function mailsOf(messages: readonly InboxMessage[], { bookingUlid, version }: EventRow) {
  return messages.filter(({ idempotencyKey }) =>
    idempotencyKey?.includes(`:${bookingUlid}:${version}:`),
  );
}

const OPEN_SQL = `select (
  (select count(*) from "RescheduleAttempts" where "state" in
    ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) +
  (select count(*) from "Outbox" where "doneAt" is null and "deadAt" is null))::int as "open"`;

const ATTEMPTS_SQL = `select to_jsonb(a) ->> 'ulid' as "ulid", a."fromCalUid", a."state",
  to_jsonb(a) ->> 'toStartTime' as "toStartTime", to_jsonb(a) ->> 'createdAt' as "createdAt",
  to_jsonb(a) ->> 'updatedAt' as "updatedAt" from "RescheduleAttempts" a`;

const BOOKINGS_SQL = `select b."ulid", b."calBookingId", b."version",
  to_jsonb(b) ->> 'startTime' as "startTime",
  coalesce((select e."fromCalUid" from "BookingEvents" e
    where e."bookingUlid" = b."ulid" and e."version" = 2), b."calBookingId") as "firstUid",
  (select count(*)::int from "BookingEvents" e where e."bookingUlid" = b."ulid") as "events",
  (select count(*)::int from "Notifications" n where n."bookingUlid" = b."ulid") as "notifications"
  from "Bookings" b`;

const EVENTS_SQL = `select e."bookingUlid", e."version", e."attemptUlid",
  (select count(*)::int from "Notifications" n
    where n."bookingUlid" = e."bookingUlid" and n."version" = e."version") as "notifications"
  from "BookingEvents" e`;
