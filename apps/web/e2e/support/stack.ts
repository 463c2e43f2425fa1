import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AppErrorCode } from "@reslot/api/errors";
import { dayMs, minuteMs } from "@reslot/cal/time";
import { instanceForWorker } from "@reslot/testing/per-worker";
import { ulid } from "ulid";
import { inject } from "vitest";
import {
  type BookingKey,
  bookingUlidIn,
  type PersonKey,
  personIn,
  readStackFile,
} from "./stack-file.ts";
import type { Product } from "./start-stack.ts";

export type { BookingKey, PersonKey };

export interface Answer<Data = Record<string, never>> {
  readonly status: number;
  readonly data: Data;
  /** The typed error, when there is one. */
  readonly error: { code: AppErrorCode; message: string; details: Record<string, unknown> } | null;
}

export const product = await instanceForWorker<Product>(inject("productUrl"));
export const { localDir } = product;

export const stack = readStackFile(localDir);
export const secrets: {
  tickSecret: string;
  clerkSecretKey: string;
  supabaseSecretKey: string;
  calOAuthClientSecret: string;
} = JSON.parse(readFileSync(join(localDir, "secrets.json"), "utf8"));

export const person = (key: PersonKey) => personIn(stack, key);
export const bookingUlid = (key: BookingKey) => bookingUlidIn(stack, key);

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function trpc<Data>(key: PersonKey, path: string, init: Call): Promise<Answer<Data>> {
  const response = await fetch(`${stack.webUrl}/api/trpc/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${person(key).apiKey}`, ...init.headers },
  });
  const body = await response.json();
  return { status: response.status, data: body.result?.data, error: body.error?.data?.app ?? null };
}

/** Asks a query as `curl` would, with the person's API key. */
export function query<Data>(key: PersonKey, path: string, input: unknown): Promise<Answer<Data>> {
  return trpc(key, `${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {});
}

/** Calls a mutation as `curl` would, with the person's API key. */
export function mutate<Data>(key: PersonKey, path: string, input: unknown): Promise<Answer<Data>> {
  return trpc(key, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
}

export interface BookingView {
  ulid: string;
  startTime: string;
  endTime: string;
  durationMinutes: number;
  status: string;
  version: number;
  inFlight: object | null;
}

export interface AvailabilityView {
  durationMinutes: number;
  slots: { start: string; verdict: string }[];
  checks: { coach: string; mentee: string };
  nextMutualStart: string | null;
}

export async function getBooking(key: PersonKey, booking: BookingKey): Promise<BookingView> {
  const { data } = await query<BookingView>(key, "booking.get", {
    bookingUlid: bookingUlid(booking),
  });
  return data;
}

/** The next three weeks' slots of a booking, as the person sees them. */
export function getAvailability(
  key: PersonKey,
  booking: BookingKey,
): Promise<Answer<AvailabilityView>> {
  const from = new Date().toISOString();
  const to = new Date(Date.now() + 21 * dayMs).toISOString();
  const { timeZone } = person(key);
  return query(key, "booking.availability", {
    bookingUlid: bookingUlid(booking),
    from,
    to,
    timeZone,
  });
}

/** As people do: a refusal that another test has made Cal.com give holds the account back for a second. */
async function getAvailabilityOnceFree(
  key: PersonKey,
  booking: BookingKey,
): Promise<Answer<AvailabilityView>> {
  const answer = await getAvailability(key, booking);
  if (answer.error?.code !== "SERVICE_BUSY") return answer;
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  return getAvailability(key, booking);
}

/** Starts that `takeTime` has taken; the server may offer one until it reads Cal.com again. */
const taken = new Set<number>();

/**
 * Starts with this verdict as they are now, soonest first and from tomorrow on, so that none passes
 * while a test uses it. The time that the meeting has is not among them.
 */
export async function startsWithVerdict(
  key: PersonKey,
  booking: BookingKey,
  verdict: string,
): Promise<string[]> {
  const { data, ...refused } = await getAvailabilityOnceFree(key, booking);
  if (!data) throw new Error(`No times of ${booking} for ${key}: ${JSON.stringify(refused)}`);
  const tomorrow = Date.now() + dayMs;
  return data.slots
    .filter((slot) => slot.verdict === verdict && Date.parse(slot.start) > tomorrow)
    .map((slot) => slot.start)
    .filter((start) => !taken.has(Date.parse(start)));
}

/** The first of `startsWithVerdict`. */
export async function firstStart(
  key: PersonKey,
  booking: BookingKey,
  verdict: string,
): Promise<string> {
  const [start] = await startsWithVerdict(key, booking, verdict);
  if (start === undefined) throw new Error(`No time of ${booking} is ${verdict} for ${key}.`);
  return start;
}

/** A complete input for `booking.reschedule`: the booking as it is now, moved to `start`. */
export async function moveInput(key: PersonKey, booking: BookingKey, start: string) {
  const { version, durationMinutes, ulid: id } = await getBooking(key, booking);
  return {
    bookingUlid: id,
    newStartTime: start,
    newEndTime: new Date(Date.parse(start) + durationMinutes * minuteMs).toISOString(),
    attemptUlid: ulid(),
    expectedVersion: version,
  };
}

/** Rows of the database stand-in, read as the server would. */
export async function rows(
  table: string,
  filter: Record<string, string>,
): Promise<Record<string, unknown>[]> {
  const search = new URLSearchParams({ select: "*", ...filter });
  const response = await fetch(`${stack.supabaseUrl}/rest/v1/${table}?${search.toString()}`, {
    headers: { apikey: secrets.supabaseSecretKey },
  });
  return response.json();
}

/** The event type of a booking, which its coach hosts at Cal.com. */
export async function eventTypeIdOf(booking: BookingKey): Promise<number> {
  const [row] = await rows("Bookings", { ulid: `eq.${bookingUlid(booking)}` });
  return Number(row?.["eventTypeId"]);
}

interface LogEntry {
  at: string;
  method: string;
  path: string;
  status: number;
}

/** How often Cal.com was asked to move something since it started. */
export async function rescheduleCalls(): Promise<LogEntry[]> {
  const log: LogEntry[] = await (await fetch(`${stack.calUrl}/_sandbox/log`)).json();
  return log.filter(({ method, path }) => method === "POST" && path.includes("/reschedule"));
}

export async function setFault(operation: string, fault: string, times = 1): Promise<void> {
  const response = await fetch(`${stack.calUrl}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      operation,
      fault,
      times,
      // Cal.com's block of a minute would be kept to by every test after this one.
      ...(fault === "rateLimit" && { retryAfter: { seconds: 1, as: "seconds" } }),
    }),
  });
  if (!response.ok) throw new Error(`The fault was refused: ${response.status}`);
}

/** Connects a person's Cal.com account again, after it refused them. */
export async function reconnect(key: PersonKey): Promise<void> {
  await mutate(key, "calConnection.connectWithApiKey", { apiKey: person(key).calApiKey });
}

export async function stopFaults(): Promise<void> {
  await fetch(`${stack.calUrl}/_sandbox/faults`, { method: "DELETE" });
}

/** Someone else books this booking's coach at Cal.com, which has not told Reslot yet. */
export async function takeTime(booking: BookingKey, start: string): Promise<void> {
  const attendee = { name: "Kim Example", email: "kim@example.com", timeZone: "Europe/London" };
  await bookAt(booking, { start, attendee });
}

/** Books the event type of this booking at Cal.com. */
export async function bookAt(
  booking: BookingKey,
  {
    start,
    attendee,
  }: { start: string; attendee: { name: string; email: string; timeZone: string } },
): Promise<void> {
  const [row] = await rows("Bookings", { ulid: `eq.${bookingUlid(booking)}` });
  const end = new Date(Date.parse(start) + Number(row?.["durationMinutes"]) * minuteMs);
  const response = await fetch(`${stack.calUrl}/_sandbox/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      eventTypeId: row?.["eventTypeId"],
      start,
      end: end.toISOString(),
      attendee,
    }),
  });
  if (!response.ok) throw new Error(`The time was not booked: ${response.status}`);
  taken.add(Date.parse(start));
}

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  idempotencyKey: string | null;
}

/** Lets mail leave that waits for further changes or for the limits, which the tests together would reach. */
async function hurryMail(): Promise<void> {
  const patch = (filter: string, change: object) =>
    fetch(`${stack.supabaseUrl}/rest/v1/Outbox?${filter}`, {
      method: "PATCH",
      headers: { apikey: secrets.supabaseSecretKey, "content-type": "application/json" },
      body: JSON.stringify(change),
    });
  await patch("countedAt=not.is.null&doneAt=not.is.null", { countedAt: null });
  const now = new Date().toISOString();
  await patch("doneAt=is.null&deadAt=is.null&tries=eq.0", { availableAt: now });
}

/** How many mails a person has once everything on its way has left: what to compare a later count with. */
export async function countSettledMails(key: PersonKey): Promise<number> {
  await eventually(async () => {
    await hurryMail();
    const waiting = await rows("Outbox", { doneAt: "is.null", deadAt: "is.null" });
    return waiting.length === 0 ? true : null;
  });
  return (await mailsTo(key)).length;
}

/** All mails to a person, the newest first. */
export async function mailsTo(key: PersonKey): Promise<Mail[]> {
  await hurryMail();
  const messages: Mail[] = await (await fetch(`${stack.mailUrl}/_sandbox/messages`)).json();
  return messages.filter(({ to }) => to.includes(person(key).email));
}

/** The newest mail to a person, once there are more than `before`. */
export async function newestMail(key: PersonKey, before: number): Promise<Mail | null> {
  const mails = await mailsTo(key);
  return mails.length > before ? (mails[0] ?? null) : null;
}

/** Asks `probe` again until it answers something, for things that happen a moment later. */
export async function eventually<Result>(
  probe: () => Promise<Result | null>,
  withinMs = 30_000,
): Promise<Result> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const result = await probe();
    if (result !== null) return result;
    if (Date.now() > deadline) throw new Error(`Nothing came within ${withinMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
