import { randomBytes, randomInt } from "node:crypto";
import { hourMs, minuteMs } from "@reslot/cal/time";
import { instanceForWorker } from "@reslot/testing/per-worker";
import { ulid } from "ulid";
import { inject } from "vitest";
import type { BeginResult } from "../src/attempt-results.ts";
import {
  type Attempt,
  createAuthClient,
  createDb,
  createServerAuthClient,
  type Db,
  parseTokenKeys,
  type User,
} from "../src/index.ts";
import type { SavedProfile } from "../src/users.ts";
import { runSql, signTokenOf, type TestSupabase } from "./test-supabase.ts";

/** The database of this worker. */
export const supabase = await instanceForWorker<TestSupabase>(inject("supabaseUrl"));

/** Long enough for any test. */
export const LEASE_MS = 60_000;
/** An account of Cal.com that no other file has connected: they share this worker's database. */
export const newCalUserId = (): number => randomInt(100_000_000, 2_000_000_000);
export const generousLimits = { personPerMinute: 1000, personPerDay: 1000, bookingPerDay: 1000 };

export const tokenKeys = parseTokenKeys(`k1:${randomBytes(32).toString("base64")}`);
export const serverClient = createServerAuthClient(supabase);
export const db: Db = createDb({ client: serverClient, tokenKeys });

/** Runs a statement as the database's owner and returns its rows. */
export const sql = <T = Record<string, unknown>>(statement: string) =>
  runSql<T>(supabase, statement);

/** A session token like Clerk's; `claims` are added to the default ones or replace them. */
export const signToken = (
  clerkUserId: string,
  claims: Readonly<Record<string, unknown>> = {},
  expiresIn = "60 seconds",
) => signTokenOf(supabase, { sub: clerkUserId, ...claims }, expiresIn);

export function clientWith(accessToken: () => Promise<string | null>) {
  return createAuthClient({ ...supabase, accessToken });
}

export const clientOf = (person: User) => clientWith(() => signToken(person.clerkUserId));
export const dbOf = (person: User): Db =>
  createDb({ client: clientOf(person), server: serverClient });
export const anonymousClient = clientWith(async () => null);

/** Saves a profile that has to be accepted. */
export async function saveProfile(
  profile: Partial<Parameters<Db["users"]["saveProfile"]>[0]> & { email: string },
): Promise<Extract<SavedProfile, { outcome: "saved" }>> {
  const id = ulid();
  const saved = await db.users.saveProfile({
    ulid: id,
    clerkUserId: `user_${id}`,
    otherEmails: [],
    name: "Test User",
    ...profile,
  });
  if (saved.outcome !== "saved") throw new Error(`saveProfile returned ${saved.outcome}`);
  return saved;
}

export async function makeUser(name = "Test User"): Promise<User> {
  const userUlid = ulid();
  const { user } = await saveProfile({
    ulid: userUlid,
    clerkUserId: `user_${userUlid}`,
    email: `${userUlid.toLowerCase()}@example.com`,
    name,
  });
  const learned = { timeZone: "Europe/London", from: "cal" } as const;
  await db.users.learnTimeZone({ userUlid, ...learned });
  return { ...user, timeZone: learned.timeZone, timeZoneFrom: learned.from };
}

export interface Meeting {
  readonly bookingUlid: string;
  readonly calUid: string;
  readonly coach: User;
  readonly mentee: User;
  /** Epoch ms. */
  readonly start: number;
}

/** A booking of 45 minutes with its own coach and mentee, by default a week from now. */
export async function makeMeeting(given: Partial<Meeting> = {}): Promise<Meeting> {
  const meeting: Meeting = {
    bookingUlid: ulid(),
    calUid: `cal-${ulid()}`,
    coach: given.coach ?? (await makeUser("Sam Okafor")),
    mentee: given.mentee ?? (await makeUser("Alex Rivera")),
    start: given.start ?? Math.ceil(Date.now() / hourMs) * hourMs + 7 * 24 * hourMs,
  };
  const { error } = await serverClient.from("Bookings").insert({
    ulid: meeting.bookingUlid,
    calBookingId: meeting.calUid,
    coachUserUlid: meeting.coach.ulid,
    menteeUserUlid: meeting.mentee.ulid,
    title: "Leadership coaching",
    eventTypeId: 101,
    durationMinutes: 45,
    startTime: iso(meeting.start),
    endTime: iso(meeting.start + 45 * minuteMs),
  });
  if (error) throw new Error(error.message);
  await serverClient
    .from("BookingCalRefs")
    .insert({ calBookingUid: meeting.calUid, bookingUlid: meeting.bookingUlid })
    .throwOnError();
  return meeting;
}

export const iso = (ms: number): string => new Date(ms).toISOString();
export const newUlids = (): string[] => [ulid(), ulid(), ulid(), ulid()];

/** The new times of a move by some hours. */
export const timesAfter = (meeting: Meeting, hours: number) => ({
  startTime: iso(meeting.start + hours * hourMs),
  endTime: iso(meeting.start + hours * hourMs + 45 * minuteMs),
});

interface BeginOptions {
  attemptUlid?: string;
  actor?: User;
  hours?: number;
  requestHash?: string;
  expectedVersion?: number;
  leaseMs?: number;
}

export function begin(meeting: Meeting, options: BeginOptions = {}): Promise<BeginResult> {
  const { startTime, endTime } = timesAfter(meeting, options.hours ?? 2);
  return db.attempts.begin({
    attemptUlid: options.attemptUlid ?? ulid(),
    bookingUlid: meeting.bookingUlid,
    actorUserUlid: (options.actor ?? meeting.coach).ulid,
    requestHash: options.requestHash ?? "hash",
    expectedVersion: options.expectedVersion ?? 1,
    toStartTime: startTime,
    toEndTime: endTime,
    reason: "A clash",
    overrideConflict: false,
    leaseMs: options.leaseMs ?? LEASE_MS,
  });
}

/** A new attempt. */
export async function prepared(meeting: Meeting, options: BeginOptions = {}): Promise<Attempt> {
  const result = await begin(meeting, options);
  if (result.kind !== "created") throw new Error(`begin returned ${result.kind}`);
  return result.attempt;
}

/** An attempt whose request to Cal.com may have been sent. */
export async function sending(meeting: Meeting, options: BeginOptions = {}): Promise<Attempt> {
  const { ulid: attemptUlid, fence } = await prepared(meeting, options);
  const sent = await db.attempts.markSending({
    attemptUlid,
    fence,
    leaseMs: LEASE_MS,
    limits: generousLimits,
  });
  if (sent.kind !== "sending") throw new Error(`markSending returned ${sent.kind}`);
  return sent.attempt;
}

/** A move of a meeting as observed at Cal.com. */
export const moveOf = (meeting: Meeting, hours = 2, calUid = `cal-${ulid()}`) => ({
  fromCalUid: meeting.calUid,
  toCalUid: calUid,
  ...timesAfter(meeting, hours),
  upstreamStatus: "accepted" as const,
  cause: "request" as const,
  newUlids: newUlids(),
});

/** Expires an attempt's lease, as if its owner had crashed. */
export async function expireLease(attemptUlid: string): Promise<void> {
  await sql(
    `update public."RescheduleAttempts" set "leaseUntil" = now() - interval '1 second', "nextRunAt" = now() - interval '1 second' where "ulid" = '${attemptUlid}'`,
  );
}
