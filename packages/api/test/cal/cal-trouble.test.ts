import { dayMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiScopes, createCaller, createContext, type RouterInputs } from "../../src/index.ts";
import { createPorts } from "../../src/server.ts";
import { type BrokenCal, startBrokenCal, type Trouble, troubles } from "./broken-cal.ts";
import { arrangeMeeting, type Meeting, type MoveInput, settingsWith } from "../support/meeting.ts";
import { countMoves, sql } from "../support/services.ts";

const names = Object.keys(troubles) as Trouble[];

let meeting: Meeting;
const broken = new Map<Trouble, BrokenCal>();

beforeAll(async () => {
  meeting = await arrangeMeeting({ isImported: true });
  for (const name of names) broken.set(name, await startBrokenCal(name));
});
afterAll(() => Promise.all([...broken.values()].map((cal) => cal.close())));

/** A meeting of the same two people for one trouble alone, and a move of it; `index` days later. */
async function addMeeting(index: number): Promise<MoveInput> {
  const { coach, mentee } = meeting.people;
  const bookingUlid = ulid();
  const { newStartTime, newEndTime } = meeting.moveTo(9, { days: index + 1 });
  await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
    "eventTypeId", "durationMinutes", "startTime", "endTime") values ('${bookingUlid}', 'uid-${bookingUlid}',
    '${coach.ulid}', '${mentee.ulid}', 'Coaching', 1, 60, '${newStartTime}', '${newEndTime}')`);
  return { ...meeting.moveTo(11, { days: index + 1 }), bookingUlid };
}

/** The coach at a server whose Cal.com is in trouble; nothing is remembered there from better times. */
function coachDuring(trouble: Trouble) {
  const { identity, log } = meeting.ports;
  const settings = settingsWith();
  const cal = { ...settings.cal, apiUrl: broken.get(trouble)?.url ?? "" };
  const ports = createPorts({ ...settings, cal }, { identity, log });
  const { clerkUserId } = meeting.people.coach;
  const caller = { kind: "apiKey", clerkUserId, scopes: apiScopes } as const;
  const request = { origin: null, contentType: "application/json", requestId: ulid() };
  return createCaller(() => createContext(ports)({ caller, request }));
}

type PathsIn<Router extends keyof RouterInputs> =
  `${Router}.${keyof RouterInputs[Router] & string}`;
type Path = { [Router in keyof RouterInputs]: PathsIn<Router> }[keyof RouterInputs];
/** Streams only relay what was found elsewhere; the others call no one, and most would end these tests. */
type NotAsked =
  | "booking.onChange"
  | "live.onChange"
  | "notification.onNew"
  | "calConnection.disconnect"
  | "calConnection.remindCoach"
  | `sharing.${"allow" | "stop" | "ask" | "disown" | "restore"}`
  | "person.export"
  | "person.delete";

/** Every procedure, asked once. */
function callsOf(caller: ReturnType<typeof coachDuring>, move: MoveInput) {
  const { bookingUlid, attemptUlid } = move;
  const answer = { bookingUlid, expectedVersion: 1 };
  const window = { from: move.newStartTime, to: later(move.newStartTime), timeZone: "UTC" };
  return {
    "booking.list": () => caller.booking.list({ when: "upcoming" }),
    // The coach is not the one who may say it.
    "booking.acknowledge": () => caller.booking.acknowledge({ bookingUlid, version: 1 }),
    "booking.get": () => caller.booking.get({ bookingUlid }),
    "booking.history": () => caller.booking.history({ bookingUlid }),
    "booking.availability": () => caller.booking.availability({ bookingUlid, ...window }),
    "booking.reschedule": () => caller.booking.reschedule(move),
    "booking.confirm": () => caller.booking.confirm({ ...answer, attemptUlid: ulid() }),
    "booking.decline": () => caller.booking.decline({ ...answer, attemptUlid: ulid() }),
    "booking.rescheduleStatus": () => caller.booking.rescheduleStatus({ attemptUlid }),
    "notification.list": () => caller.notification.list({}),
    "notification.unreadCount": () => caller.notification.unreadCount(),
    "notification.markRead": () => caller.notification.markRead({ notificationUlid: ulid() }),
    "notification.markAllRead": () => caller.notification.markAllRead(),
    "person.get": () => caller.person.get(),
    "person.update": () => caller.person.update({ timeZone: "Africa/Nairobi" }),
    "sharing.list": () => caller.sharing.list(),
    "calConnection.get": () => caller.calConnection.get(),
    "calConnection.connectWithApiKey": () =>
      caller.calConnection.connectWithApiKey({ apiKey: meeting.people.coach.calApiKey }),
  } satisfies Record<Exclude<Path, NotAsked>, () => Promise<unknown>>;
}

const later = (iso: string): string => new Date(Date.parse(iso) + dayMs).toISOString();

/** "data", or the code and the words of a typed error. */
async function answerOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return "data";
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    const isTyped = cause instanceof Error && "code" in cause;
    return isTyped ? `${String(cause.code)}: ${cause.message}` : `untyped: ${String(error)}`;
  }
}

async function expectTyped(trouble: Trouble, code: string): Promise<void> {
  const move = await addMeeting(names.indexOf(trouble));
  const calls = Object.entries(callsOf(coachDuring(trouble), move));
  const answers = new Map(
    await Promise.all(calls.map(async ([name, call]) => [name, await answerOf(call)] as const)),
  );

  const saysSo = new RegExp(`^${code}`);
  const failure = (words: string) => expect.stringMatching(new RegExp(`^${code}: .*${words}`));
  expect(Object.fromEntries(answers)).toEqual({
    "booking.list": "data",
    "booking.acknowledge": expect.stringMatching(/^NOT_FOUND/),
    "booking.get": "data",
    "booking.history": "data",
    "booking.availability": expect.stringMatching(saysSo),
    "booking.reschedule": failure("The meeting stays at "),
    // Nothing waits for an answer, which the database knows.
    "booking.confirm": expect.stringMatching(/^(UNSUPPORTED_BOOKING|RESCHEDULE_IN_PROGRESS)/),
    "booking.decline": expect.stringMatching(/^(UNSUPPORTED_BOOKING|RESCHEDULE_IN_PROGRESS)/),
    "booking.rescheduleStatus": expect.any(String),
    "notification.list": "data",
    "notification.unreadCount": "data",
    "notification.markRead": expect.stringMatching(/^(data|NOT_FOUND)/),
    "notification.markAllRead": "data",
    "person.get": "data",
    "person.update": "data",
    "sharing.list": "data",
    "calConnection.get": "data",
    "calConnection.connectWithApiKey": expect.stringMatching(saysSo),
  });
  const { bookingUlid, attemptUlid } = move;
  expect(await answerOf(() => coachDuring(trouble).booking.reschedule(move))).toMatch(saysSo);
  expect(await meeting.as("coach").booking.rescheduleStatus({ attemptUlid })).toMatchObject({
    outcome: "failed",
    error: { code: expect.stringMatching(saysSo) },
  });
  expect(await meeting.as("coach").booking.get({ bookingUlid })).toMatchObject({
    version: 1,
    inFlight: null,
    reschedule: { allowed: true },
  });
}

describe("while all of Cal.com fails", () => {
  const testAll = it.concurrent.each(names.filter((name) => name !== "rateLimiting"));
  testAll(
    "%s: what needs it says so within its time and in which state the meeting is, the rest goes on",
    (trouble) => expectTyped(trouble, "CAL_UNAVAILABLE"),
  );

  // Alone: every server that shares the database stops asking for these accounts.
  it("rateLimiting: the same, and what was not asked at all says that it waits", async () => {
    await expectTyped("rateLimiting", "(?:CAL_RATE_LIMITED|SERVICE_BUSY)");
    expect(await meeting.ports.db.calBudgets.countBlocked()).toBeGreaterThan(0);
  });

  it("no move is sent, and the connection stays as it was", async () => {
    expect(await countMoves()).toBe(0);
    expect(await meeting.as("coach").calConnection.get()).toMatchObject({ status: "connected" });
  });
});
