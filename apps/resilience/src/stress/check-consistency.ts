import type { StackPlan } from "@reslot/launcher";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { fromInstant, now } from "../clock.ts";
import { type ApiResult, outcomeOf } from "../state/api-result.ts";
import { checkInvariants, type FinalState } from "../state/check-invariants.ts";
import { queryDatabase } from "../state/query-database.ts";
import { type CalBookings, followChain, readCalBookings } from "../state/read-cal-state.ts";
import { type InboxMessage, readInbox } from "../state/read-state.ts";
import { type ApiClient, createApiClient, type Reply } from "../traffic/api-client.ts";
import type { ProxiedCall } from "../traffic/cal-proxy.ts";
import type { MoveRecord } from "./movers.ts";

/** The product's quiet time, and a minute for the worker of a busy machine. */
const MAX_OPEN_MS = 120_000 + 60_000;
const SETTLE_WITHIN_MS = MAX_OPEN_MS + 60_000;
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
  untold: z.number(),
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

/** The three records once nothing is in flight. */
interface Records {
  readonly attempts: ReadonlyMap<string, AttemptRow>;
  readonly bookings: readonly BookingRow[];
  readonly events: readonly EventRow[];
  readonly calBookings: CalBookings;
  readonly inbox: readonly InboxMessage[];
  readonly calls: readonly ProxiedCall[];
  readonly isSettled: boolean;
}

/** Waits until nothing is in flight, compares the three records, and names every violation. */
export async function checkConsistency(
  plan: StackPlan,
  { calls, moves }: { calls: readonly ProxiedCall[]; moves: readonly MoveRecord[] },
): Promise<string[]> {
  const api = createApiClient(plan.urls.webUrl);
  const isSettled = await untilSettled(plan);
  const records = await readRecords(plan, { calls, isSettled });
  const violations = records.bookings.flatMap((booking) => checkBooking(records, booking));
  for (const move of moves) {
    const status = await statusOf(api, records, move);
    const final = finalStateOf(records, move, status);
    violations.push(
      ...checkInvariants(final, MAX_OPEN_MS).map((words) => `${words} (${move.attemptUlid})`),
    );
  }
  return violations;
}

async function untilSettled(plan: StackPlan): Promise<boolean> {
  const deadline = now() + SETTLE_WITHIN_MS;
  const countSchema = z.tuple([z.object({ open: z.number() })]);
  while (now() < deadline) {
    const [{ open }] = countSchema.parse(await queryDatabase(plan, OPEN_SQL));
    if (open === 0) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function readRecords(
  plan: StackPlan,
  known: Pick<Records, "calls" | "isSettled">,
): Promise<Records> {
  const attempts = z.array(attemptSchema).parse(await queryDatabase(plan, ATTEMPTS_SQL));
  return {
    ...known,
    attempts: new Map(attempts.map((attempt) => [attempt.ulid, attempt])),
    bookings: z.array(bookingSchema).parse(await queryDatabase(plan, BOOKINGS_SQL)),
    events: z.array(eventSchema).parse(await queryDatabase(plan, EVENTS_SQL)),
    calBookings: await readCalBookings(plan),
    inbox: await readInbox(plan),
  };
}

/** Whatever happened to a meeting, Cal.com's chain and our history must match. */
function checkBooking(records: Records, booking: BookingRow): string[] {
  const chain = followChain(records.calBookings, booking.firstUid);
  const checks: readonly (readonly [violation: string, isBroken: boolean])[] = [
    ["fork at Cal.com", chain.maxSuccessors > 1],
    ["database out of sync with Cal.com", chain.leafUid !== booking.calBookingId],
    ["different time at Cal.com", chain.leafStart !== fromInstant(booking.startTime)],
    ["moves and versions differ", chain.moves !== booking.version - 1],
    ["history and versions differ", booking.events !== booking.version - 1],
    ["last state not emailed", booking.untold > 0],
    ["duplicate email", hasRepeats(records.inbox, booking)],
    ["notifications and versions differ", booking.notifications !== 2 * (booking.version - 1)],
  ];
  return checks
    .filter(([, isBroken]) => isBroken)
    .map(([violation]) => `${violation} (${booking.ulid})`);
}

async function statusOf(api: ApiClient, { attempts }: Records, move: MoveRecord): Promise<string> {
  if (!attempts.has(move.attemptUlid)) return "unknown";
  const { attemptUlid } = move;
  const reply = await api.query(move.actor, "booking.rescheduleStatus", { attemptUlid });
  return outcomeOf(toResult(reply));
}

function toResult({ data, code }: Reply): ApiResult {
  if (code !== undefined) return { kind: "error", code, message: "" };
  return data === undefined ? { kind: "noResponse" } : { kind: "data", data };
}

/** What one request to move left behind. */
function finalStateOf(records: Records, move: MoveRecord, status: string): FinalState {
  const attempt = records.attempts.get(move.attemptUlid) ?? null;
  const event = records.events.find(({ attemptUlid }) => attemptUlid === move.attemptUlid);
  const atCal = attempt ? callsAndMovesOf(records, attempt) : { moves: 0, rescheduleCalls: 0 };
  return {
    response: toResult(move.reply),
    status,
    otherResponse: null,
    refusals: [],
    repeatedResponse: null,
    attemptState: attempt?.state ?? null,
    openMs: attempt && fromInstant(attempt.updatedAt) - fromInstant(attempt.createdAt),
    downtimeMs: 0,
    isSettled: records.isSettled,
    rescheduleCalls: atCal.rescheduleCalls,
    movesAtCal: atCal.moves,
    maxSuccessors: atCal.moves,
    movesInDatabase: event ? 1 : 0,
    notifiableChanges: event ? 1 : 0,
    // checkBooking compares whole meetings, with their emails: one tells several moves.
    changesToldApart: 0,
    isInSync: true,
    notifications: event?.notifications ?? 0,
    emails: 0,
    distinctEmails: 0,
  };
}

/**
 * Reschedule calls and moves at Cal.com from the attempt's booking to its time. Attempts that share
 * both are counted together; at most one of them can have moved the meeting.
 */
function callsAndMovesOf({ calBookings, calls, attempts }: Records, attempt: AttemptRow) {
  const start = fromInstant(attempt.toStartTime);
  const sameMoves = [...attempts.values()].filter(
    ({ fromCalUid, toStartTime }) =>
      fromCalUid === attempt.fromCalUid && fromInstant(toStartTime) === start,
  );
  const posts = calls.filter(
    ({ method, path, body }) =>
      method === "POST" &&
      path === `/v2/bookings/${attempt.fromCalUid}/reschedule` &&
      startOf(body) === start,
  );
  const moves = calBookings.filter(
    ({ rescheduledFromUid, start: at }) =>
      rescheduledFromUid === attempt.fromCalUid && fromInstant(at) === start,
  );
  const isOurs = attempt.state === "APPLIED" || sameMoves.length === 1;
  return {
    moves: isOurs ? moves.length : 0,
    rescheduleCalls: posts.length <= sameMoves.length ? Math.min(posts.length, 1) : posts.length,
  };
}

const postSchema = z.object({ start: z.string() });

/** The new start in a reschedule call, in epoch ms. */
export function startOf(body: string): number {
  return fromInstant(postSchema.parse(JSON.parse(body)).start);
}

function hasRepeats(inbox: readonly InboxMessage[], { ulid }: BookingRow): boolean {
  const keys = inbox.map(({ mailKey }) => mailKey).filter((key) => key.includes(`_${ulid}_`));
  return new Set(keys).size !== keys.length;
}

/** What the limits hold back for an hour or more is not waited for. */
const OPEN_SQL = `select (
  (select count(*) from "RescheduleAttempts" where "state" in
    ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) +
  (select count(*) from "Outbox" where "doneAt" is null and "deadAt" is null
    and "availableAt" < now() + interval '2 minutes'))::int as "open"`;

/** Readers whose last notification has no mail, or one that was given up, unless nothing had changed in the end. */
const UNTOLD_SQL = `select count(*)::int from "Notifications" n where n."bookingUlid" = b."ulid" and n."note" is null
  and n."version" = b."version" and not exists (select from "Outbox" o
    where o."bookingUlid" = b."ulid" and o."userUlid" = n."userUlid"
      and (o."payload" ->> 'notificationUlid' = n."ulid" and o."deadAt" is null
        or o."lastError" = 'Nothing has changed in the end.' and o."doneAt" >= n."createdAt"))`;

const ATTEMPTS_SQL = `select to_jsonb(a) ->> 'ulid' as "ulid", a."fromCalUid", a."state",
  to_jsonb(a) ->> 'toStartTime' as "toStartTime", to_jsonb(a) ->> 'createdAt' as "createdAt",
  to_jsonb(a) ->> 'updatedAt' as "updatedAt" from "RescheduleAttempts" a`;

const BOOKINGS_SQL = `select b."ulid", b."calBookingId", b."version",
  to_jsonb(b) ->> 'startTime' as "startTime",
  coalesce((select e."fromCalUid" from "BookingEvents" e
    where e."bookingUlid" = b."ulid" and e."version" = 2), b."calBookingId") as "firstUid",
  (select count(*)::int from "BookingEvents" e where e."bookingUlid" = b."ulid") as "events",
  (select count(*)::int from "Notifications" n where n."bookingUlid" = b."ulid") as "notifications",
  (${UNTOLD_SQL}) as "untold"
  from "Bookings" b`;

const EVENTS_SQL = `select e."bookingUlid", e."version", e."attemptUlid",
  (select count(*)::int from "Notifications" n
    where n."bookingUlid" = e."bookingUlid" and n."version" = e."version") as "notifications"
  from "BookingEvents" e`;
