import { setTimeout as sleep } from "node:timers/promises";
import { ulid } from "ulid";
import { z } from "zod";
import { fromInstant, now, toInstant } from "../clock.ts";
import type { ApiResult } from "../state/api-result.ts";
import { makeApiKey } from "../state/make-api-key.ts";
import { queryDatabase } from "../state/query-database.ts";
import { callApi } from "./call-api.ts";
import type { Fault } from "../proxy/fault-proxy.ts";
import type { Dependency, FaultStack } from "./fault-stack.ts";

/** The faults of the table. */
export const faults = ["down", "slow", "hanging", "resetAfterCommit"] as const satisfies Fault[];
export const phases = ["before", "during", "after"] as const;
/** When the fault begins, by the one POST that moves the meeting. */
type Phase = (typeof phases)[number];

export interface Cell {
  readonly dependency: Dependency;
  readonly fault: (typeof faults)[number];
  readonly phase: Phase;
}

export interface Answer {
  /** The outcome, or the code of a refusal; "no answer". */
  readonly code: string;
  /** Milliseconds after the person pressed the button. */
  readonly at: number;
}

export interface CellResult {
  readonly cell: Cell;
  /** What the person got, without repetitions: the first answer to the move, then to the same request or its status. */
  readonly answers: readonly Answer[];
  /** Milliseconds after the button at which the fault ended; null: it never began. */
  readonly faultEndedAt: number | null;
  readonly posts: number;
  readonly state: string;
  readonly movedAtCal: boolean;
  readonly notifications: number;
  /** Milliseconds after the button; null: within two minutes not both were sent. */
  readonly mailedAt: number | null;
}

const faultMs = 15_000;
const longestMs = 240_000;
const bookingSchema = z.object({ version: z.number(), startTime: z.string(), endTime: z.string() });

/** One move of the meeting to `start` while one dependency fails for fifteen seconds. */
export async function runCell(
  stack: FaultStack,
  cell: Cell,
  { bookingUlid, start }: { bookingUlid: string; start: number },
): Promise<CellResult> {
  const { plan } = stack;
  const [reader, key] = [await makeApiKey(plan, "coach"), await makeApiKey(plan, "coach")];
  const booking = await readBooking(stack, reader, bookingUlid);
  const lengthMs = fromInstant(booking.endTime) - fromInstant(booking.startTime);
  const input = {
    bookingUlid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + lengthMs),
    attemptUlid: ulid(),
    expectedVersion: booking.version,
    overrideConflict: true,
    reason: "Fault table",
  };
  const fault = armFault(stack, cell);
  const pressedAt = now();
  if (cell.phase === "before") fault.begin();
  const answers = await pressUntilSettled(stack, key, { input, pressedAt });
  const endedAt = await fault.ended();
  const settled = await readSettled(stack, input.attemptUlid);
  const mailedAt = await waitForMail(stack, bookingUlid);
  return {
    cell,
    answers,
    faultEndedAt: endedAt === null ? null : endedAt - pressedAt,
    posts: fault.posts(),
    ...settled,
    movedAtCal: await isAtCal(stack, bookingUlid, start),
    mailedAt: mailedAt === null ? null : mailedAt - pressedAt,
  };
}

const isMove = /^\/v2\/bookings\/[^/]+\/reschedule$/;

/** Begins the fault at its phase, for fifteen seconds, and counts the POSTs that Cal.com was sent. */
function armFault({ proxies }: FaultStack, { dependency, fault, phase }: Cell) {
  let posts = 0;
  let ended: Promise<number> | null = null;
  const begin = () => {
    if (ended) return;
    proxies[dependency].setFault(fault);
    ended = sleep(faultMs).then(() => {
      proxies[dependency].setFault(null);
      return now();
    });
  };
  proxies["Cal.com"].watch(({ method, path }, when) => {
    if (method !== "POST" || !isMove.test(path)) return;
    if (when === "arrives") posts += 1;
    if ((phase === "during" && when === "arrives") || (phase === "after" && when === "answered")) {
      begin();
    }
  });
  return { begin, posts: () => posts, ended: async () => ended };
}

/** As a person does: asks for the status of an unknown outcome, and presses again after a refusal. */
async function pressUntilSettled(
  stack: FaultStack,
  key: string,
  { input, pressedAt }: { input: { attemptUlid: string }; pressedAt: number },
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let isOpen = false;
  while (now() - pressedAt < longestMs) {
    const { attemptUlid } = input;
    const result = isOpen
      ? await callApi(stack.plan, key, { path: "booking.rescheduleStatus", query: { attemptUlid } })
      : await callApi(stack.plan, key, { path: "booking.reschedule", mutation: input });
    const code = codeOf(result);
    if (code !== answers.at(-1)?.code) answers.push({ code, at: now() - pressedAt });
    if (code === "moved") return answers;
    isOpen ||= code === "confirming";
    // A move that was not made is made again by the next press, with the same key.
    if (code === "failed") return answers;
    await sleep(1_000);
  }
  return answers;
}

function codeOf(result: ApiResult): string {
  if (result.kind === "noResponse") return "no answer";
  if (result.kind === "error") return result.code;
  return z.object({ outcome: z.string() }).parse(result.data).outcome;
}

async function readBooking(stack: FaultStack, key: string, bookingUlid: string) {
  const result = await callApi(stack.plan, key, { path: "booking.get", query: { bookingUlid } });
  if (result.kind !== "data") throw new Error(`booking.get answered ${JSON.stringify(result)}`);
  return bookingSchema.parse(result.data);
}

const settledSchema = z.object({ state: z.string(), notifications: z.number() });

async function readSettled({ plan }: FaultStack, attemptUlid: string) {
  const [row] = await queryDatabase(
    plan,
    `select coalesce((select "state" from "RescheduleAttempts" where "ulid" = '${attemptUlid}'), 'none') as "state",
      (select count(*)::int from "BookingEvents" as event join "Notifications" as told
        on told."bookingUlid" = event."bookingUlid" and told."version" = event."version"
        where event."attemptUlid" = '${attemptUlid}') as "notifications"`,
  );
  return settledSchema.parse(row);
}

/**
 * Lets the mail leave that waits for further changes, or would for the limits that count earlier cells, and waits until
 * nothing of the booking is left to send.
 */
async function waitForMail({ plan }: FaultStack, bookingUlid: string): Promise<number | null> {
  const until = now() + 120_000;
  const open = `from "Outbox" where "bookingUlid" = '${bookingUlid}' and "doneAt" is null`;
  await queryDatabase(plan, `update "Outbox" set "countedAt" = null where "countedAt" is not null`);
  await queryDatabase(
    plan,
    `update "Outbox" set "availableAt" = now() where "tries" = 0 and "ulid" in (select "ulid" ${open})`,
  );
  while (now() < until) {
    const [row] = await queryDatabase(plan, `select count(*)::int as "count" ${open}`);
    if (z.object({ count: z.number() }).parse(row).count === 0) return now();
    await sleep(500);
  }
  return null;
}

async function isAtCal({ plan }: FaultStack, bookingUlid: string, start: number): Promise<boolean> {
  const [row] = await queryDatabase(
    plan,
    `select "calBookingId" from "Bookings" where "ulid" = '${bookingUlid}'`,
  );
  const { calBookingId } = z.object({ calBookingId: z.string() }).parse(row);
  const records = z
    .array(z.object({ uid: z.string(), start: z.string(), status: z.string() }))
    .parse(await (await fetch(`${plan.urls.calUrl}/_sandbox/bookings`)).json());
  const live = records.find(({ uid }) => uid === calBookingId);
  return live !== undefined && live.status === "accepted" && fromInstant(live.start) === start;
}
