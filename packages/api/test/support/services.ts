import { createSign } from "node:crypto";
import { instanceForWorker } from "@reslot/testing/per-worker";
import { inject } from "vitest";
import type { TestStack } from "./start-stack.ts";

/** The services that this worker's files have to themselves. */
export const stack = await instanceForWorker<TestStack>(inject("stackUrl"));

/** Rows that a statement gives, run as the database's owner. */
export async function sql<T = Record<string, unknown>>(statement: string): Promise<T[]> {
  const body = await postJson<{ rows: T[] }>(`${stack.supabaseUrl}/_sandbox/sql`, {
    sql: statement,
  });
  return body.rows;
}

/** Calls a control of the Cal.com the tests run against. */
export function calControl<T = unknown>(path: string, body: unknown): Promise<T> {
  return postJson<T>(`${stack.calUrl}/_sandbox/${path}`, body);
}

/** Calls Cal.com's API with a person's key. */
export async function calPost(
  path: string,
  { token, body }: { token: string; body: unknown },
): Promise<void> {
  const response = await fetch(`${stack.calUrl}${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "cal-api-version": "2024-08-13",
    },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}

export interface CalFault {
  operation:
    | "reschedule"
    | "slots"
    | "busyTimes"
    | "calendars"
    | "ooo"
    | "bookings"
    | "confirm"
    | "decline"
    | "me"
    | "token"
    | "webhooks";
  fault: string;
  times?: number;
  delayMs?: number;
}

export const addFault = (fault: CalFault) => calControl("faults", fault);

export interface CalLogEntry {
  method: string;
  path: string;
  status: number;
}

export const calLog = () => getJson<CalLogEntry[]>(`${stack.calUrl}/_sandbox/log`);

/** How often Cal.com was asked to move something since the test began. */
export async function countMoves(): Promise<number> {
  const log = await calLog();
  return log.filter(({ method, path }) => method === "POST" && path.includes("/reschedule")).length;
}

export interface CalBookingRecord {
  uid: string;
  status: string;
  start: string;
  eventTypeId?: number | null;
  rescheduledFromUid?: string | null;
  recurringBookingUid?: string;
}

export const calBookings = () => getJson<CalBookingRecord[]>(`${stack.calUrl}/_sandbox/bookings`);

export interface CalSubscriptionRecord {
  id: string;
  email: string | null;
  subscriberUrl: string;
  triggers: string[];
  active: boolean;
  secret: string | null;
}

export const calSubscriptions = () =>
  getJson<CalSubscriptionRecord[]>(`${stack.calUrl}/_sandbox/subscriptions`);

export interface InboxMessage {
  to: string[] | string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

/** Sets a limit or a fault of the mail stand-in. */
export async function mailControl(control: "limits" | "faults", body: object): Promise<void> {
  const init = { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${stack.mailUrl}/_sandbox/${control}`, init);
  if (!response.ok) throw new Error(await response.text());
}

/** How many calls the mail stand-in has answered, and refused for its limit. */
export const mailCalls = () =>
  getJson<{ answered: number; refused: number }>(`${stack.mailUrl}/_sandbox/limits`);

/** What was mailed to an address. */
export async function mailTo(address: string): Promise<InboxMessage[]> {
  const messages = await getJson<InboxMessage[]>(`${stack.mailUrl}/_sandbox/messages`);
  return messages.filter(({ to }) => [to].flat().includes(address));
}

/** A session token as the identity provider makes it: it lives for a minute. */
export function sessionToken(clerkUserId: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    role: "authenticated",
    iss: stack.issuer,
    sub: clerkUserId,
    iat: now,
    exp: now + 60,
  };
  const header = { alg: "RS256", typ: "JWT", kid: stack.keyId };
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = createSign("RSA-SHA256").update(signed).sign(stack.privateKey, "base64url");
  return `${signed}.${signature}`;
}

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  return (await response.json()) as T;
}

async function postJson<T>(url: string, body: unknown): Promise<T> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", apikey: stack.secretKey },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${answer}`);
  return JSON.parse(answer) as T;
}
