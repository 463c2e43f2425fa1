import {
  type CalBooking,
  type CalClient,
  CalError,
  formatInstant,
  parseInstant,
} from "@reslot/cal";
import type { Profile } from "./profiles.ts";
import { pick, type Random } from "./random.ts";
import type { Scheduler } from "./scheduler.ts";

const HOUR = 3_600_000;

/** A reschedule call as Cal.com saw it. */
export interface Post {
  readonly attempt: string;
  readonly fromUid: string;
  /** The booking it made; null as long as it made none. */
  madeUid: string | null;
}

/** A look at a booking. */
export interface Look {
  readonly by: string;
  readonly uid: string;
  readonly at: number;
  readonly hasSuccessor: boolean;
}

interface Kept {
  uid: string;
  start: number;
  status: CalBooking["status"];
  fromUid: string | null;
  /** Made by a reschedule call, not by somebody in Cal.com itself. */
  isByCall: boolean;
}

interface NewMove {
  start: number;
  isByCall: boolean;
  /** There was no successor yet when the call arrived. */
  mayFork: boolean;
}

/** A small Cal.com behind our own port: its bookings, its faults, and what was asked of it. */
export interface CalDouble {
  readonly client: CalClient;
  readonly posts: Post[];
  readonly looks: Look[];
  /** Bookings that were moved away since the last time; for whoever calls back. */
  takeNews(): string[];
  readonly firstUid: string;
  /** Bookings with more than one successor. */
  forks(): string[];
  /** How many looks failed. */
  faultyLooks(): number;
  /** No look fails any more. */
  calmDown(): void;
  leaf(): { uid: string; start: number; status: CalBooking["status"] };
  successorOf(uid: string): string | null;
  /** Somebody moves it in Cal.com itself. */
  moveHead(start: number): void;
  endHead(): void;
  /** Carries out what was asked for long ago and is due now. */
  catchUp(): void;
}

export interface CalWorld {
  readonly random: Random;
  readonly profile: Profile;
  readonly scheduler: Scheduler;
  readonly now: () => number;
  readonly firstUid: string;
  readonly start: number;
  /** How long after it was sent a call may still take effect. */
  readonly latestEffectMs: number;
}

type Answer =
  | "ok"
  | "lost"
  | "neverArrived"
  | "errorBefore"
  | "errorAfter"
  | "gateway"
  | "throttled";

const faults: readonly Answer[] = [
  "lost",
  "neverArrived",
  "errorBefore",
  "errorAfter",
  "gateway",
  "throttled",
];

export function createCalDouble(world: CalWorld): CalDouble {
  const { random, profile, scheduler, now, firstUid } = world;
  const bookings: Kept[] = [
    { uid: firstUid, start: world.start, status: "accepted", fromUid: null, isByCall: false },
  ];
  let isCalm = false;
  const posts: Post[] = [];
  const looks: Look[] = [];
  const late: { due: number; run: () => void }[] = [];
  let news: string[] = [];
  let faultyLooks = 0;

  const find = (uid: string) => bookings.find((booking) => booking.uid === uid);
  const childOf = (uid: string) => bookings.find(({ fromUid }) => fromUid === uid);
  const leaf = () => {
    let at = find(firstUid);
    for (let next = at && childOf(at.uid); next; next = childOf(next.uid)) at = next;
    if (!at) throw new Error("The meeting is gone.");
    return at;
  };
  /** Two calls at once fork a booking, as the real one does (observed: 201 and 201). */
  const move = (uid: string, { start, isByCall, mayFork }: NewMove): Kept => {
    const old = find(uid);
    if (!old) throw refusal("NOT_FOUND");
    const child = childOf(uid);
    const forks = mayFork && child?.isByCall === true;
    if (child && !forks) throw refusal("ALREADY_RESCHEDULED", child.uid);
    if (old.status === "cancelled" && !forks) throw refusal("BOOKING_CANCELLED");
    const made: Kept = {
      uid: `${firstUid}.${bookings.length}`,
      start,
      status: "accepted",
      fromUid: uid,
      isByCall,
    };
    bookings.push(made);
    old.status = "cancelled";
    news.push(uid);
    return made;
  };

  const reschedule: CalClient["bookings"]["reschedule"] = async (uid, { start }, options) => {
    const budget = budgetOf(options?.signal);
    if (budget <= 0) throw unknown("UNREACHABLE");
    const attempt = scheduler.current()?.name.split("#")[0] ?? "";
    const post: Post = { attempt, fromUid: uid, madeUid: null };
    posts.push(post);
    const sentAt = now();
    const plan = { start: parseInstant(start), isByCall: true, mayFork: !childOf(uid) };
    const carryOut = () => (post.madeUid = move(uid, plan).uid);
    const answer: Answer = random() < profile.calFault ? pick(random, faults) : "ok";
    const isLate = answer === "lost" && random() < profile.lateEffect;
    const delayMs = random() * world.latestEffectMs;
    if (isLate) late.push({ due: sentAt + delayMs, run: carryOut });

    await scheduler.gate(`POST ${answer}${isLate ? ", late" : ""}`);
    const isTooLate = now() - sentAt > world.latestEffectMs;
    if (isTooLate || isLate) throw unknown("UNREACHABLE");
    failBefore(answer);
    const madeUid = carryOut();
    await scheduler.gate("POST carried out");
    failAfter(answer, budget - (now() - sentAt));
    return view(madeUid);
  };

  const view = (uid: string): CalBooking => {
    const found = find(uid);
    if (!found) throw refusal("NOT_FOUND");
    const child = childOf(uid);
    return {
      id: bookings.indexOf(found),
      uid,
      title: "Coaching",
      status: found.status,
      start: formatInstant(found.start),
      end: formatInstant(found.start + HOUR),
      duration: 60,
      eventTypeId: 1,
      hosts: [],
      attendees: [],
      rescheduledFromUid: found.fromUid,
      rescheduledToUid: child?.uid ?? null,
    };
  };
  const get: CalClient["bookings"]["get"] = (uid) =>
    scheduler.ask("reads Cal.com", async () => {
      if (!isCalm && random() < profile.calFault / 8) {
        faultyLooks += 1;
        throw new CalError("UNREACHABLE");
      }
      const by = scheduler.current()?.name ?? "";
      looks.push({ by, uid, at: now(), hasSuccessor: childOf(uid) !== undefined });
      return view(uid);
    });

  return {
    client: clientOf({ get, reschedule, now }),
    posts,
    looks,
    firstUid,
    leaf,
    successorOf: (uid) => childOf(uid)?.uid ?? null,
    takeNews: () => news.splice(0),
    forks: () =>
      bookings
        .filter(({ uid }) => bookings.filter((b) => b.fromUid === uid).length > 1)
        .map(({ uid }) => uid),
    faultyLooks: () => faultyLooks,
    calmDown() {
      isCalm = true;
    },
    moveHead(start) {
      const plan = { start, isByCall: false, mayFork: false };
      if (leaf().status === "accepted") move(leaf().uid, plan);
    },
    endHead() {
      leaf().status = "cancelled";
      news = [...news, leaf().uid];
    },
    catchUp() {
      for (const effect of late.splice(0)) {
        if (effect.due > now()) late.push(effect);
        else attemptTo(effect.run);
      }
    },
  };
}

/** Answers of a Cal.com that has done nothing. */
function failBefore(answer: Answer): void {
  if (answer === "neverArrived") throw unknown("UNREACHABLE");
  if (answer === "throttled") throw new CalError("RATE_LIMITED", { isWrite: true });
  if (answer === "gateway") throw unknown("SERVER_ERROR");
  if (answer === "errorBefore") throw unknown("SERVER_ERROR", true);
}

/** Answers that nobody gets although it was done. */
function failAfter(answer: Answer, leftMs: number): void {
  if (answer === "errorAfter") throw unknown("SERVER_ERROR", true);
  if (answer === "lost" || leftMs < 0) throw unknown("UNREACHABLE");
}

/** What is asked of a meeting that is gone or moved has no effect, and nobody hears of it. */
function attemptTo(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof CalError)) throw error;
  }
}

/** Whatever a move asks about beforehand: every hour is offered, and tokens are good. */
function clientOf({
  get,
  reschedule,
  now,
}: Pick<CalClient["bookings"], "get" | "reschedule"> & { now: () => number }): CalClient {
  const eventType = {
    id: 1,
    title: "Coaching",
    slug: "coaching",
    lengthInMinutes: 60,
    requiresConfirmation: false,
    disableRescheduling: false,
    rescheduleNoticeMinutes: null,
    minimumBookingNotice: 0,
    bookingWindow: null,
    isSeated: false,
    isRecurring: false,
  };
  const double = {
    bookings: { get, reschedule },
    slots: { list: async ({ start }: { start: string }) => [start] },
    eventTypes: { get: async () => eventType },
    me: { get: async () => ({ id: 1, email: "", username: "", timeZone: "UTC", at: now() }) },
  };
  return double as unknown as CalClient;
}

const refusal = (code: "NOT_FOUND" | "ALREADY_RESCHEDULED" | "BOOKING_CANCELLED", to?: string) =>
  new CalError(code, {
    isWrite: true,
    answered: true,
    ...(to && { details: { successorUid: to } }),
  });

const unknown = (code: "UNREACHABLE" | "SERVER_ERROR", answered = false) =>
  new CalError(code, { isWrite: true, answered });

const budgets = new WeakMap<AbortSignal, number>();

/** Timeouts run on the simulated clock: the double reads them off the signal. */
export function simulateTimeouts(): () => void {
  const original = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => {
    const { signal } = new AbortController();
    budgets.set(signal, ms);
    return signal;
  };
  return () => {
    AbortSignal.timeout = original;
  };
}

function budgetOf(signal: AbortSignal | undefined): number {
  return (signal && budgets.get(signal)) ?? Number.POSITIVE_INFINITY;
}
