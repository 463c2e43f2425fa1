import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { Attempt } from "../src/index.ts";
import {
  db,
  expireLease,
  generousLimits,
  LEASE_MS,
  makeMeeting,
  type Meeting,
  newUlids,
  serverClient,
  sql,
  timesAfter,
} from "./fixtures.ts";
import { randomFrom, SimulatedCal } from "./simulated-cal.ts";

const SEEDS = Array.from({ length: 8 }, (_, index) => (index + 1) * 7919);
const STEPS = 40;
const inFlight = ["PREPARED", "SENDING", "UNKNOWN", "NEEDS_HUMAN"];

interface World {
  readonly meeting: Meeting;
  readonly cal: SimulatedCal;
  readonly random: () => number;
  /** What users were told, by attempt. */
  readonly told: Map<string, string>;
}
/** A process, which may crash or stall between any two steps. */
type Actor = AsyncGenerator<undefined, void>;

async function observe(
  { meeting, cal }: World,
  fromUid: string,
  cause: "request" | "webhook" | "recovery",
) {
  for (let uid = fromUid; ;) {
    const [next] = cal.successorsOf(uid);
    if (!next) return;
    await db.attempts.apply({
      fromCalUid: uid,
      toCalUid: next.uid,
      ...timesAfter(meeting, next.hours),
      upstreamStatus: "accepted",
      cause,
      newUlids: newUlids(),
    });
    uid = next.uid;
  }
}

async function* mover(world: World, attemptUlid: string): Actor {
  const { meeting, cal, random, told } = world;
  const seen = await db.bookings.getByUlid(meeting.bookingUlid);
  const hours = 1 + Math.floor(random() * 4);
  yield;
  const result = await db.attempts.begin({
    attemptUlid,
    bookingUlid: meeting.bookingUlid,
    actorUserUlid: (random() < 0.5 ? meeting.coach : meeting.mentee).ulid,
    requestHash: "same",
    expectedVersion: seen?.version ?? 0,
    toStartTime: timesAfter(meeting, hours).startTime,
    toEndTime: timesAfter(meeting, hours).endTime,
    reason: null,
    overrideConflict: false,
    leaseMs: LEASE_MS,
  });
  yield;
  if (result.kind !== "created") return;
  const { fence, fromCalUid } = result.attempt;
  const sent = await db.attempts.markSending({
    attemptUlid,
    fence,
    leaseMs: LEASE_MS,
    limits: generousLimits,
  });
  yield;
  if (sent.kind !== "sending") return;
  cal.send(attemptUlid, fromCalUid, hours);
  yield;
  const answer = cal.finish(attemptUlid);
  yield;
  if (answer.kind === "moved") {
    await observe(world, fromCalUid, "request");
    const actorUserUlid = result.attempt.actorUserUlid;
    told.set(attemptUlid, (await db.attempts.get({ attemptUlid, actorUserUlid }))?.state ?? "");
    return;
  }
  if (answer.kind === "refused") await observe(world, fromCalUid, "request");
  const state = answer.kind === "refused" ? "REJECTED" : "UNKNOWN";
  await db.attempts.fail({ attemptUlid, fence, state, errorCode: "X", retryInMs: 0 });
}

async function settle(world: World, attempt: Attempt): Promise<void> {
  const { ulid: attemptUlid, fence, fromCalUid } = attempt;
  if (attempt.state === "PREPARED") {
    await db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode: "EXPIRED" });
    return;
  }
  world.cal.finish(attemptUlid); // the quiet time is over: the request has finished
  if (world.cal.successorsOf(fromCalUid).length > 0) await observe(world, fromCalUid, "recovery");
  else await db.attempts.fail({ attemptUlid, fence, state: "REJECTED", errorCode: "NOT_EXECUTED" });
}

async function* sweeper(world: World): Actor {
  const current = await db.attempts.getInFlight({ bookingUlid: world.meeting.bookingUlid });
  if (current) await expireLease(current.ulid); // as if its owner had stalled
  yield;
  const due = await db.attempts.claimDue({ limit: 50, leaseMs: LEASE_MS, lookMs: 5_000 });
  yield;
  for (const attempt of due) {
    if (attempt.bookingUlid === world.meeting.bookingUlid) await settle(world, attempt);
    yield;
  }
}

async function* webhook(world: World, uid: string): Actor {
  yield;
  await observe(world, uid, "webhook");
}

async function* moveInCal({ cal, meeting }: World): Actor {
  yield;
  cal.moveHead(meeting.calUid, 9);
}

function newcomers(world: World): Actor[] {
  const { random, cal, meeting } = world;
  const key = ulid();
  const roll = random();
  if (roll < 0.4) return [mover(world, key)];
  if (roll < 0.5) return [mover(world, key), mover(world, key)]; // a double click
  if (roll < 0.65) return [sweeper(world)];
  if (roll < 0.75) return [webhook(world, [...cal.bookings.keys()][0] ?? meeting.calUid)];
  return roll < 0.8 ? [moveInCal(world)] : [];
}

async function run(seed: number): Promise<World> {
  const random = randomFrom(seed);
  const meeting = await makeMeeting();
  const world: World = {
    meeting,
    random,
    cal: new SimulatedCal(meeting.calUid, random),
    told: new Map(),
  };
  let actors: Actor[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    if (actors.length < 4) actors.push(...newcomers(world));
    const actor = actors[Math.floor(random() * actors.length)];
    if (!actor) continue;
    const isDead = random() < 0.07 || (await actor.next()).done;
    if (isDead) actors = actors.filter((other) => other !== actor);
  }
  // Stalled processes continue, then recovery settles the rest.
  for (const actor of actors) for await (const _ of actor);
  for (let round = 0; round < 3; round += 1) for await (const _ of sweeper(world));
  await observe(world, meeting.calUid, "webhook");
  return world;
}

async function tracesOf({ meeting }: World) {
  const { bookingUlid } = meeting;
  const { data: attempts } = await serverClient
    .from("RescheduleAttempts")
    .select("ulid,state")
    .eq("bookingUlid", bookingUlid);
  const { data: notifications } = await serverClient
    .from("Notifications")
    .select("ulid")
    .eq("bookingUlid", bookingUlid);
  return {
    booking: await db.bookings.getByUlid(bookingUlid),
    attempts: attempts ?? [],
    notifications: notifications ?? [],
    events: await sql<{ fromCalUid: string; toCalUid: string; isNews: boolean }>(
      `select "fromCalUid", "toCalUid", "fromStartTime" <> "toStartTime" as "isNews" from public."BookingEvents" where "bookingUlid" = '${bookingUlid}' order by "version"`,
    ),
    mails: await sql<{ first: string; last: string }>(
      `select (o."payload" #>> '{first,startTime}')::timestamptz as "first", n."newStartTime" as "last"
      from public."Outbox" o join public."Notifications" n on n."ulid" = o."payload" ->> 'notificationUlid'
      where o."bookingUlid" = '${bookingUlid}' and o."doneAt" is null`,
    ),
  };
}

const toIso = (time: string) => new Date(time).toISOString();

describe("any interleaving of users, crashes, lost responses, webhooks and polls", () => {
  it.each(SEEDS)("leaves the database equal to Cal.com (seed %i)", async (seed) => {
    const world = await run(seed);
    const { booking, attempts, notifications, events, mails } = await tracesOf(world);
    const head = world.cal.headFrom(world.meeting.calUid);

    expect(booking).toMatchObject({
      calBookingId: head?.uid,
      startTime: timesAfter(world.meeting, head?.hours ?? 0).startTime,
      version: 1 + events.length,
    });
    const chain = [world.meeting.calUid, ...events.map((event) => event.toCalUid)];
    expect(events.map((event) => event.fromCalUid)).toEqual(chain.slice(0, -1));
    // A move to the same time is no news.
    expect(notifications).toHaveLength(2 * events.filter(({ isNews }) => isNews).length);
    // All of it happened within seconds: one mail to each of the two, unless the meeting is back where it was.
    const { startTime: first } = timesAfter(world.meeting, 0);
    const isBack = booking?.startTime === first;
    const told = [first, booking?.startTime];
    expect(mails.map((mail) => [toIso(mail.first), toIso(mail.last)])).toEqual(
      isBack ? [] : [told, told],
    );

    expect(attempts.filter((attempt) => inFlight.includes(attempt.state))).toEqual([]);
    expect(new Set(world.cal.requests).size).toBe(world.cal.requests.length);
    const forks = [...world.cal.bookings.keys()].filter(
      (uid) => world.cal.successorsOf(uid).length > 1,
    );
    expect(forks).toEqual([]);
    const applied = attempts
      .filter((attempt) => attempt.state === "APPLIED")
      .map((row) => row.ulid);
    const toldMoved = [...world.told]
      .filter(([, state]) => state === "APPLIED")
      .map(([key]) => key);
    expect(applied).toEqual(expect.arrayContaining(toldMoved));
    expect([...world.told.values()].filter((state) => inFlight.includes(state))).toEqual([]);
  });
});
