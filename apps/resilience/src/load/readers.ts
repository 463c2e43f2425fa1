import autocannon from "autocannon";
import { now, toInstant } from "../chaos/clock.ts";
import { codeOf, headersOf, queryPath } from "./api-client.ts";
import type { Crowd, CrowdBooking, CrowdPerson } from "./virtual-users.ts";

const DAY = 86_400_000;
const WINDOW_DAYS = 7;
const TIMEOUT_SECONDS = 40;

/** What one kind of call came to. */
export interface ReadingResult {
  readonly name: string;
  readonly connections: number;
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds, of every answer, refusals included. */
  readonly p50: number;
  readonly p95: number;
  /** RATE_LIMITED by us. */
  readonly limited: number;
  /** 5xx that say that Cal.com was away, or its own 429: those faults are ours. */
  readonly injected: number;
  /** Every other answer that is not a success, and connections that broke, by what they were. */
  readonly failed: Readonly<Record<string, number>>;
}

interface Reading {
  readonly name: string;
  readonly connections: number;
  /** The next call of a connection. */
  readonly next: () => { path: string; headers?: Record<string, string> };
}

export const BARE = "bare route";
const INJECTED = ["CAL_UNAVAILABLE", "CAL_RATE_LIMITED"];

/** Whether a refusal says that Cal.com was away: only the faults of the run make it so. */
export function isInjected(code: string | null | undefined): boolean {
  return INJECTED.includes(code ?? "");
}

/** What is read at the same time, by how many connections. The bare route does nothing: it is what all are measured against. */
export function readingsOf({ people, bookings }: Crowd): Reading[] {
  const as = (person: CrowdPerson, path: string, input: unknown) => ({
    path: queryPath(path, input),
    headers: headersOf(person),
  });
  const onBooking =
    (path: string, more: (booking: CrowdBooking) => object = () => ({})) =>
    () => {
      const booking = oneOf(bookings);
      const person = oneOf([booking.coach, booking.mentee]);
      return as(person, path, { bookingUlid: booking.ulid, ...more(booking) });
    };
  return [
    { name: BARE, connections: 5, next: () => ({ path: "/api/health?probe=live" }) },
    {
      name: "booking.availability",
      connections: 8,
      next: onBooking("booking.availability", ({ start }) => windowAround(start)),
    },
    {
      name: "booking.list",
      connections: 6,
      next: () => as(oneOf(people), "booking.list", { when: "upcoming" }),
    },
    { name: "booking.get", connections: 6, next: onBooking("booking.get") },
    { name: "booking.history", connections: 5, next: onBooking("booking.history") },
    {
      name: "notification.list",
      connections: 5,
      next: () => as(oneOf(people), "notification.list", {}),
    },
  ];
}

/** A week in UTC with the meeting in it, never beginning in the past. */
export function windowAround(start: number): { from: string; to: string; timeZone: string } {
  const day = Math.floor(start / DAY) * DAY;
  const from = Math.max(day - 3 * DAY, Math.floor(now() / DAY) * DAY);
  return { from: toInstant(from), to: toInstant(from + WINDOW_DAYS * DAY), timeZone: "UTC" };
}

/** Asks as fast as the answers come, on every connection, for so many seconds. */
export async function read(
  webUrl: string,
  { name, connections, next }: Reading,
  seconds: number,
): Promise<ReadingResult> {
  const times: number[] = [];
  let limited = 0;
  let injected = 0;
  const failed: Record<string, number> = {};
  const fail = (what: string) => {
    failed[what] = (failed[what] ?? 0) + 1;
  };
  const onResponse = (status: number, body: string) => {
    if (status < 300) return;
    const code = codeOf(body);
    if (code === "RATE_LIMITED") limited += 1;
    else if (isInjected(code)) injected += 1;
    else fail(`${status} ${code ?? ""}`.trim());
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
  if (result.errors > 0) failed["no answer"] = result.errors;
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

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function oneOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new RangeError("There is nothing to choose from.");
  return item;
}
