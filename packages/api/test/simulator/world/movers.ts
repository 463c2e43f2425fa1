import { hourMs } from "@reslot/cal/time";
import { apiScopes, createCaller, createContext } from "../../../src/index.ts";
import type { App } from "../../../src/server.ts";
import { pick } from "../random.ts";
import { coachUlid, fixedUlid, meetings } from "./people.ts";
import type { Program, SimWorld } from "./sim-world.ts";

/** An answer that someone was given. */
export interface Told {
  readonly attemptUlid: string;
  /** An outcome, or the code of an error. */
  readonly answer: string;
  /** Whether a call for the attempt had left when this answer was last looked up. */
  readonly hadLeft: boolean;
}

export type Who = "coach" | "mentee" | "stranger";

interface Request {
  bookingUlid: string;
  attemptUlid: string;
  expectedVersion: number;
  newStartTime: string;
  newEndTime: string;
}

export interface Mover {
  readonly who: Who;
  readonly attemptUlid: string;
  readonly bookingUlid: string;
  /** Hours after the first meeting's first time. */
  readonly hours: number;
  /** What they ask for, from the moment they have seen the meeting; then always the same. */
  request: Request | null;
}

/** Everything that was answered to people. */
export interface Said {
  readonly told: Told[];
  /** Whole answers, for what they must not contain. */
  readonly words: string[];
  /** What someone was answered who is not part of the meeting. */
  readonly toStrangers: string[];
}

type Caller = ReturnType<typeof createCaller>;

export function callerOf(app: App, who: Who): Caller {
  const request = { origin: null, contentType: "application/json", requestId: "simulated" };
  const caller = { kind: "apiKey", clerkUserId: `user_${who}`, scopes: apiScopes } as const;
  return createCaller(() => createContext(app)({ caller, request }));
}

/** All movers move a meeting as they saw it; some press the button twice, on different servers. */
export function spawnMovers(world: SimWorld, servers: readonly Program[], said: Said): Mover[] {
  const { random, profile, scheduler, events } = world;
  const movers = Array.from({ length: profile.movers }, (_, index): Mover => {
    const who = pick(random, ["coach", "mentee"] as const);
    const meeting = pick(random, [meetings[0], meetings[0], meetings[1]]);
    const hours = pick(random, [2, 6, 8, 10, 12, 14]);
    const { bookingUlid } = meeting;
    return { who, attemptUlid: fixedUlid(100 + index), bookingUlid, hours, request: null };
  });
  noteClash(world, movers);
  for (const [index, mover] of movers.entries()) {
    const thinks = Math.floor(random() * index * 5);
    const times = random() < 0.4 ? 2 : 1;
    if (times === 2) events.note("request repeated");
    for (let time = 1; time <= times; time += 1) {
      const { app } = pick(random, servers);
      scheduler.spawn(`${mover.attemptUlid}#${time}`, async () => {
        for (let step = 0; step < thinks; step += 1) await scheduler.gate("thinks");
        mover.request ??= await requestOf(world, app, mover);
        await tell(world, said, { app, who: mover.who, request: mover.request });
      });
    }
  }
  if (random() < 0.15) spawnStranger(world, servers, said);
  return movers;
}

function noteClash({ events }: SimWorld, movers: readonly Mover[]): void {
  const times = new Map<number, string>();
  for (const { hours, bookingUlid } of movers) {
    const other = times.get(hours) ?? bookingUlid;
    if (other !== bookingUlid) events.note("two meetings to one time");
    times.set(hours, bookingUlid);
  }
}

async function requestOf(world: SimWorld, app: App, mover: Mover): Promise<Request> {
  const { attemptUlid, bookingUlid } = mover;
  const booking = await app.db.bookings.getByUlid(bookingUlid).catch(() => null);
  const expectedVersion = booking?.version ?? 1;
  return { attemptUlid, expectedVersion, ...targetOf(world, mover) };
}

export function targetOf(
  { setting }: SimWorld,
  { bookingUlid, hours }: Pick<Mover, "bookingUlid" | "hours">,
) {
  const start = setting.start + hours * hourMs;
  return {
    bookingUlid,
    newStartTime: new Date(start).toISOString(),
    newEndTime: new Date(start + hourMs).toISOString(),
  };
}

interface Asking {
  app: App;
  who: Who;
  request: Request;
}

async function tell(world: SimWorld, said: Said, { app, who, request }: Asking): Promise<void> {
  const { attemptUlid } = request;
  const answer = await ask(said, () => callerOf(app, who).booking.reschedule(request));
  world.scheduler.trace.push(`${attemptUlid} is told ${answer}`);
  said.told.push({ attemptUlid, answer, hadLeft: world.hadLeft() });
}

/** The outcome, or the code of what was thrown. */
export async function ask(said: Said, call: () => Promise<{ outcome: string }>): Promise<string> {
  try {
    const result = await call();
    said.words.push(JSON.stringify(result));
    return result.outcome;
  } catch (error) {
    said.words.push(error instanceof Error ? error.message : "");
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return typeof cause === "object" && cause && "code" in cause ? String(cause.code) : String(error);
}

function spawnStranger(world: SimWorld, servers: readonly Program[], said: Said): void {
  const { app } = pick(world.random, servers);
  world.events.note("someone else asks");
  world.scheduler.spawn("stranger", async () => {
    const target = targetOf(world, { bookingUlid: meetings[0].bookingUlid, hours: 16 });
    const request = { ...target, attemptUlid: fixedUlid(190), expectedVersion: 1 };
    said.toStrangers.push(
      await ask(said, () => callerOf(app, "stranger").booking.reschedule(request)),
    );
  });
}

/** The coach answers a request here, if one waits when they look. */
export function spawnAnswer(
  world: SimWorld,
  { servers, said, step }: { servers: readonly Program[]; said: Said; step: number },
) {
  const { random, scheduler, events } = world;
  const { app } = pick(random, servers);
  const attemptUlid = fixedUlid(300 + step);
  const isYes = random() < 0.6;
  const meeting = pick(random, meetings);
  scheduler.spawn(`${attemptUlid}#answer`, async () => {
    const [booking] = await pendingOf(app, meeting);
    if (!booking) return;
    events.note(isYes ? "confirmed here" : "declined here");
    const input = { bookingUlid: booking.ulid, attemptUlid, expectedVersion: booking.version };
    const { booking: api } = callerOf(app, "coach");
    const answer = await ask(said, () => (isYes ? api.confirm(input) : api.decline(input)));
    scheduler.trace.push(`${attemptUlid} is told ${answer}`);
    said.told.push({ attemptUlid, answer, hadLeft: world.hadLeft() });
  });
}

/** What waits for the coach, the one that they look at first. */
async function pendingOf(app: App, first: (typeof meetings)[number]) {
  const ulids = [first, ...meetings.filter((each) => each !== first)].map(
    (each) => each.bookingUlid,
  );
  const read = ulids.map((ulid) => app.db.bookings.getByUlid(ulid).catch(() => null));
  return (await Promise.all(read)).filter((booking) => booking?.status === "pending");
}

/** The mentee changes their mind about what the coach may see. */
export function spawnSharing(world: SimWorld, servers: readonly Program[], isAllowed: boolean) {
  const { app } = pick(world.random, servers);
  world.events.note(isAllowed ? "consent given" : "consent stopped");
  world.scheduler.spawn("sharing", async () => {
    const { sharing } = callerOf(app, "mentee");
    const change = isAllowed
      ? sharing.allow({ coachUserUlid: coachUlid })
      : sharing.stop({ coachUserUlid: coachUlid });
    await change.catch(() => null);
  });
}

/** One of the requests once more, and once more with another time. What was never sent may be made now. */
export async function askAgain(
  world: SimWorld,
  movers: readonly Mover[],
  { said, repeated }: { said: Said; repeated: Told[] },
): Promise<void> {
  const { app } = world.startProgram("again");
  const mover = pick(world.random, movers);
  const { who, attemptUlid, request } = mover;
  if (!request || who === "stranger") return;
  const state = (await attemptOf(world, attemptUlid))?.state;
  if (state === undefined) return;
  const told = state === "ABANDONED" ? said.told : repeated;
  world.scheduler.spawn(`${attemptUlid}#again`, async () => {
    const { booking } = callerOf(app, who);
    const answer = await ask(said, () => booking.reschedule(request));
    told.push({ attemptUlid, answer, hadLeft: world.hadLeft() });
    const other = { ...request, ...targetOf(world, { ...mover, hours: 18 }) };
    const refused = await ask(said, () => booking.reschedule(other));
    if (refused === "IDEMPOTENCY_KEY_REUSED") return;
    repeated.push({ attemptUlid, answer: `another request got ${refused}`, hadLeft: true });
  });
}

async function attemptOf({ database }: SimWorld, ulid: string) {
  const [row] = await database.sql<{ state: string }>(
    `select "state" from "RescheduleAttempts" where "ulid" = '${ulid}'`,
  );
  return row;
}
