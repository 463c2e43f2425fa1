import { dayMs } from "@reslot/cal/time";
import autocannon from "autocannon";
import { now, toInstant } from "../clock.ts";
import { quantile } from "../traffic/quantile.ts";
import { codeOf, headersOf, queryPath } from "../traffic/api-client.ts";
import type { UserMeeting, VirtualUser, VirtualUsers } from "./virtual-users.ts";

const WINDOW_DAYS = 7;
const TIMEOUT_SECONDS = 40;

/** Totals of one kind of call. */
export interface ReaderResult {
  readonly name: string;
  readonly connections: number;
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds, over all responses, errors included. */
  readonly p50: number;
  readonly p95: number;
  /** Refused with RATE_LIMITED. */
  readonly limited: number;
  /** Errors that report Cal.com as unavailable, rate limited or not asked for a while, which only the run's faults cause. */
  readonly injected: number;
  /** Every other error and every broken connection, by kind. */
  readonly failed: Readonly<Record<string, number>>;
}

/** Connections that repeat one kind of call. */
interface Reader {
  readonly name: string;
  readonly connections: number;
  /** The next call of a connection. */
  readonly next: () => { path: string; headers?: Record<string, string> };
}

export const BASELINE = "bare route";
const INJECTED = ["CAL_UNAVAILABLE", "CAL_RATE_LIMITED", "SERVICE_BUSY"];

/** True for an error code that only the run's faults at Cal.com cause. */
export function isInjected(code: string | null | undefined): boolean {
  return INJECTED.includes(code ?? "");
}

/** The readers of a run. The bare route does nothing: it is the baseline for all others. */
export function readersFor({ users, meetings }: VirtualUsers): Reader[] {
  const as = (user: VirtualUser, path: string, input: unknown) => ({
    path: queryPath(path, input),
    headers: headersOf(user),
  });
  const ofMeeting =
    (path: string, more: (meeting: UserMeeting) => object = () => ({})) =>
    () => {
      const meeting = oneOf(meetings);
      const user = oneOf([meeting.coach, meeting.mentee]);
      return as(user, path, { bookingUlid: meeting.ulid, ...more(meeting) });
    };
  return [
    { name: BASELINE, connections: 5, next: () => ({ path: "/api/health?probe=live" }) },
    {
      name: "booking.availability",
      connections: 8,
      next: ofMeeting("booking.availability", ({ start }) => windowAround(start)),
    },
    {
      name: "booking.list",
      connections: 6,
      next: () => as(oneOf(users), "booking.list", { when: "upcoming" }),
    },
    { name: "booking.get", connections: 6, next: ofMeeting("booking.get") },
    { name: "booking.history", connections: 5, next: ofMeeting("booking.history") },
    {
      name: "notification.list",
      connections: 5,
      next: () => as(oneOf(users), "notification.list", {}),
    },
  ];
}

/** A week in UTC that contains the meeting and does not start in the past. */
export function windowAround(start: number): { from: string; to: string; timeZone: string } {
  const day = Math.floor(start / dayMs) * dayMs;
  const from = Math.max(day - 3 * dayMs, Math.floor(now() / dayMs) * dayMs);
  return { from: toInstant(from), to: toInstant(from + WINDOW_DAYS * dayMs), timeZone: "UTC" };
}

/** Each connection sends its next call as soon as it has a response, for that many seconds. */
export async function runReader(
  webUrl: string,
  { name, connections, next }: Reader,
  seconds: number,
): Promise<ReaderResult> {
  const times: number[] = [];
  let limited = 0;
  let injected = 0;
  const failed: Record<string, number> = {};
  const onResponse = (status: number, body: string) => {
    if (status < 300) return;
    const code = codeOf(body);
    const kind = `${status} ${code ?? ""}`.trim();
    if (code === "RATE_LIMITED") limited += 1;
    else if (isInjected(code)) injected += 1;
    else failed[kind] = (failed[kind] ?? 0) + 1;
  };
  const run = autocannon({
    url: webUrl,
    connections,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    requests: [{ setupRequest: (request) => ({ ...request, ...next() }), onResponse }],
  });
  run.on("response", (...[, , , ms]) => times.push(ms));
  const result = await run;
  if (result.errors > 0) failed["no response"] = result.errors;
  const sorted = times.toSorted((left, right) => left - right);
  return {
    name,
    connections,
    requests: times.length,
    seconds: result.duration,
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    limited,
    injected,
    failed,
  };
}

export function oneOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new RangeError("There is nothing to choose from.");
  return item;
}
