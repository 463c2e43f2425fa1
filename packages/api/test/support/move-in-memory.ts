import type { CalBooking, CalClient } from "@reslot/cal";
import { fixedClock, formatInstant, hourMs, minuteMs, parseInstant } from "@reslot/cal/time";
import type { Attempt, CalConnection, DueAttempt, ParticipantBooking } from "@reslot/db";
import { vi } from "vitest";
import type { App } from "../../src/app/app.ts";
import type { OpenConnection } from "../../src/core/connection.ts";
import { createCaches } from "../../src/infra/cache/caches.ts";
import type { Move } from "../../src/reschedule/move.ts";

/** The instant of every test in memory: a Tuesday. */
export const nowIso = "2026-12-01T09:00:00.000Z";
export const now: number = parseInstant(nowIso);
const start = now + 24 * hourMs;

/** An instant so many hours after the meeting's present start. */
export const isoAt = (hours: number): string => formatInstant(start + hours * hourMs);

export const timings = {
  postTimeoutMs: 25_000,
  leaseMs: 60_000,
  quietMs: 120_000,
  answeredRetryMs: 5_000,
} as const;

/** A move by two hours of a meeting of one hour, as it is stored once it was sent. */
export const attempt: Attempt = {
  ulid: "01K0000000000000000000000A",
  idempotencyKey: "01K0000000000000000000000A",
  bookingUlid: "01K0000000000000000000000B",
  kind: "move",
  coachUserUlid: "coach",
  actorUserUlid: "coach",
  actorRole: "coach",
  requestHash: "hash",
  fromCalUid: "old",
  baseVersion: 1,
  fromStartTime: isoAt(0),
  fromEndTime: isoAt(1),
  toStartTime: isoAt(2),
  toEndTime: isoAt(3),
  reason: null,
  overrideConflict: false,
  overriddenVerdict: null,
  state: "SENDING",
  fence: 3,
  leaseUntil: formatInstant(now + timings.leaseMs),
  sentAt: nowIso,
  answered: false,
  tries: 0,
  nextRunAt: nowIso,
  newCalUid: null,
  appliedVersion: null,
  errorCode: null,
  createdAt: nowIso,
  updatedAt: nowIso,
};

/** The meeting at Cal.com before the move, and the one that takes its place. */
export const oldAtCal: CalBooking = {
  uid: "old",
  status: "accepted",
  start: isoAt(0),
  end: isoAt(1),
  duration: 60,
  hosts: [{ id: 7, email: "coach@example.com" }],
  attendees: [{ email: "mentee@example.com" }],
};
export const newAtCal: CalBooking = {
  ...oldAtCal,
  uid: "new",
  start: isoAt(2),
  end: isoAt(3),
  rescheduledFromUid: "old",
};

export const booking = {
  ulid: attempt.bookingUlid,
  calBookingId: "old",
  calSeriesUid: null,
  coachUserUlid: "coach",
  menteeUserUlid: "mentee",
  coach: { ulid: "coach", name: "Dana", timeZone: "UTC" },
  mentee: { ulid: "mentee", name: "Alex", timeZone: "UTC" },
  title: "Coaching",
  eventTypeId: 5,
  durationMinutes: 60,
  startTime: isoAt(0),
  endTime: isoAt(1),
  status: "accepted",
  askedAt: null,
  version: 1,
  upstreamChanged: false,
  eventType: null,
  replacedPerson: null,
  gone: false,
  calDetails: null,
  seriesPosition: null,
  seriesRhythm: null,
  acknowledgedVersion: null,
  acknowledgedAt: null,
} as unknown as ParticipantBooking;

/** The account of one of the two people, with what Cal.com answers to it. */
export function connectionOf(userUlid: "coach" | "mentee", client: object = {}): OpenConnection {
  const calClient = client as CalClient;
  return {
    status: "connected",
    connection: {
      userUlid,
      generation: 1,
      calUserId: userUlid === "coach" ? 7 : 8,
      calUsername: userUlid,
      calEmail: `${userUlid}@example.com`,
    } as CalConnection,
    client: calClient,
    refreshing: calClient,
    known: null,
    use: { purpose: "move", by: userUlid },
  };
}

/** A request for that move, by the coach unless told otherwise. */
export function moveBy(role: Move["role"], changes: Partial<Move> = {}): Move {
  return {
    actor: { user: { ulid: role, email: `${role}@example.com` } },
    booking,
    role,
    connections: { coach: connectionOf("coach"), mentee: { status: "notConnected" } },
    consent: null,
    taken: [],
    input: {
      attemptUlid: attempt.ulid,
      bookingUlid: booking.ulid,
      newStartTime: attempt.toStartTime,
      newEndTime: attempt.toEndTime,
      expectedVersion: 1,
    },
    ...changes,
  } as unknown as Move;
}

/** A process in which the database records what it is told, and Cal.com has the given bookings. */
export function arrangeProcess({
  atCal = [oldAtCal],
  elapsedMs = 0,
}: { atCal?: readonly CalBooking[]; elapsedMs?: number } = {}) {
  const clock = fixedClock(formatInstant(now + elapsedMs));
  const get = vi.fn(async (uid: string) => {
    const found = atCal.find((each) => each.uid === uid);
    if (!found) throw new Error(`Cal.com was asked for ${uid}`);
    return found;
  });
  const reschedule = vi.fn(async () => newAtCal);
  const attempts = {
    fail: vi.fn(async (ended: { state: string; errorCode: string; retryInMs?: number }) => ended),
    takeBack: vi.fn(async (ended: { errorCode: string }) => ended),
    apply: vi.fn(async () => appliedMove),
    applyChain: vi.fn(async () => ({ bookingUlid: booking.ulid, applied: 1, attemptUlid: null })),
    claimDue: vi.fn(async (): Promise<DueAttempt[]> => []),
  };
  const observations = {
    people: vi.fn(async () => ({ outcome: "same", bookingUlid: booking.ulid })),
    status: vi.fn(async () => ({ changed: true })),
    times: vi.fn(async () => false),
    missing: vi.fn(async () => undefined),
    cancelledToo: vi.fn(async () => undefined),
  };
  const bookings = {
    getByUlid: vi.fn(async () => booking),
    noteObserved: vi.fn(async () => []),
    noteEventType: vi.fn(async () => undefined),
  };
  const caches = createCaches(clock, timings.quietMs);
  caches.recentMoves.start({ attemptUlid: attempt.ulid, fromCalUid: "old" });
  const log = { info: vi.fn(), error: vi.fn() };
  const client = { bookings: { get, reschedule } };
  const deps = {
    clock,
    caches,
    log,
    newUlid: () => attempt.ulid,
    cal: () => client,
    calAccounts: { open: async () => connectionOf("coach", client) },
    db: {
      attempts,
      observations,
      bookings,
      consents: { askFirst: async () => false },
      calConnections: { noteFacts: async () => undefined },
    },
    settings: { timings, cal: {} },
  } as unknown as App;
  return { deps, attempts, observations, bookings, log, client, clock };
}

export const appliedMove = {
  applied: true as const,
  attemptUlid: attempt.ulid as string | null,
  bookingUlid: booking.ulid,
  version: 2,
};

/** The latest time at which an answer to the one request may still arrive. */
export const afterQuietMs = timings.quietMs + minuteMs;
