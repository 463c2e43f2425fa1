import { dayMs } from "@reslot/cal/time";
import type { Person } from "../stack/people.ts";
import type { Stack } from "../stack/stack.ts";
import type { Database } from "./seed-database.ts";

const RENEW_WITHIN_MS = dayMs;

export interface Seeding {
  readonly stack: Stack;
  readonly database: Database;
  readonly now: number;
}

/** Whether a row of `Bookings` takes place, more than a day from now. */
export function isUpcoming(row: Readonly<Record<string, unknown>>, now: number): boolean {
  const isLive = row["status"] === "accepted" || row["status"] === "pending";
  return isLive && Date.parse(String(row["startTime"])) > now + RENEW_WITHIN_MS;
}

export function personOf(stack: Stack, key: string): Person {
  const person = stack.people.find((candidate) => candidate.key === key);
  if (!person) throw new Error(`There is no demo person called ${key}.`);
  return person;
}

export async function postJson(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(
      `The seed failed at ${new URL(url).pathname}: ${response.status} ${text.slice(0, 500)}`,
    );
  return text === "" ? null : JSON.parse(text);
}
