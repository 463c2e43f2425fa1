import { ulid } from "ulid";
import type { Db } from "../src/index.ts";
import { type Sizes, TABLE, ulidOf } from "./fill.ts";

/** One filled database. */
export interface World {
  readonly size: Sizes;
  /** With the server's client. */
  readonly db: Db;
  /** With the client of a user, to whom row-level security applies. */
  readonly dbOf: (person: number) => Db;
  /** What was asked before this prepares the question and does not count. */
  readonly mark: () => Promise<void>;
}

/**
 * What waits for the answer: a person who looks, a move that holds a lock, something that asks every second or minute.
 * These may touch 200 buffers; a job or something rare, 10,000 rows.
 */
type Kind = "view" | "move" | "poll" | "job" | "rare";

export interface Question {
  readonly kind: Kind;
  /** Asked several times; whatever it changes is another row each time. */
  ask(world: World, round: number): Promise<unknown>;
  /** Why it may touch more buffers than its kind. */
  readonly mayTouch?: { readonly buffers: number; readonly why: string };
  /** Why its cost may grow with the rows. */
  readonly mayGrow?: string;
}

/** Every method of every repository; null for one that does not ask the database. */
export type Questions<R extends keyof Db> = {
  readonly [Name in R]: { readonly [Method in keyof Db[Name]]: Question | null };
};

export const user = (n: number): string => ulidOf(TABLE.user, n);
export const connectionOf = (n: number): string => ulidOf(TABLE.connection, n);
export const clerkUser = (n: number): string => `user_${n}`;
export const newUlids = (count: number): string[] => Array.from({ length: count }, () => ulid());
export const FAR = "2099-01-01T00:00:00.000Z";

/** A meeting to come of a coach of its own for each round; `place` (0 to 39) is one question's. */
export function meetingOf({ coaches, mentees }: Sizes, place: number, round: number) {
  const coach = 20 + round;
  const n = coach + coaches * place;
  return {
    n,
    bookingUlid: ulidOf(TABLE.booking, n),
    calUid: `cal-${n}`,
    coach,
    mentee: coaches + (n % mentees),
  };
}

/** A time that no meeting of the bench has. */
export function timeAt(place: number, round: number): { startTime: string; endTime: string } {
  const day = `2098-${two(1 + round)}-${two(1 + (place % 28))}`;
  const hour = two(Math.floor(place / 28));
  return { startTime: `${day}T${hour}:00:00.000Z`, endTime: `${day}T${hour}:45:00.000Z` };
}
const two = (value: number) => String(value).padStart(2, "0");
