import { type CalBooking, type CalClient, CalError } from "@reslot/cal";
import { formatInstant, hourMs, parseInstant } from "@reslot/cal/time";
import {
  type Answer,
  attemptTo,
  failAfter,
  failBefore,
  faults,
  refusal,
  unknown,
} from "./cal-answers.ts";
import type { Profile } from "./profiles.ts";
import { pick, type Random } from "./random.ts";
import type { Scheduler } from "./scheduler.ts";
import { budgetOf } from "./simulated-timeouts.ts";

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
  /** Made by a reschedule call, not by a person in Cal.com. */
  isByCall: boolean;
}

interface NewMove {
  start: number;
  status: "accepted" | "pending";
  isByCall: boolean;
  /** There was no successor yet when the call arrived. */
  mayFork: boolean;
}

/** A small Cal.com behind our own port: its bookings, its faults, and what was asked of it. */
export interface CalDouble {
  readonly client: CalClient;
  readonly posts: Post[];
  readonly looks: Look[];
  /** Bookings that were moved since the last call; for the webhooks. */
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
  /** A person moves it in Cal.com. */
  moveHead(start: number): void;
  /** It has another time under the same uid, if it takes place. */
  changeHead(start: number): void;
  /** Whether that has happened to this one. */
  wasChanged(uid: string): boolean;
  endHead(): void;
  /** The coach says yes or no there to a time that waits for it; nothing when none does. */
  answerHead(isYes: boolean): void;
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
  /** A mentee's move waits for the coach's word. */
  readonly needsWord: boolean;
  /** How long after it was sent a call may still take effect. */
  readonly latestEffectMs: number;
}

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
  const changed = new Set<string>();
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
  const move = (uid: string, { start, status, isByCall, mayFork }: NewMove): Kept => {
    const old = find(uid);
    if (!old) throw refusal("NOT_FOUND");
    const child = childOf(uid);
    const forks = mayFork && child?.isByCall === true;
    if (child && !forks) throw refusal("ALREADY_RESCHEDULED", child.uid);
    if (old.status === "cancelled" && !forks) throw refusal("BOOKING_CANCELLED");
    if (old.status === "rejected") throw refusal("NOT_FOUND");
    const made: Kept = {
      uid: `${firstUid}.${bookings.length}`,
      start,
      status,
      fromUid: uid,
      isByCall,
    };
    bookings.push(made);
    old.status = "cancelled";
    news.push(uid);
    return made;
  };

  const reschedule: CalClient["bookings"]["reschedule"] = async (uid, asked, options) => {
    const budget = budgetOf(options?.signal);
    if (budget <= 0) throw unknown("UNREACHABLE");
    const attempt = scheduler.current()?.name.split("#")[0] ?? "";
    const answer: Answer = random() < profile.calFault ? pick(random, faults) : "ok";
    if (answer === "heldBack") throw new CalError("HELD_BACK", { isWrite: true });
    const post: Post = { attempt, fromUid: uid, madeUid: null };
    posts.push(post);
    const sentAt = now();
    const start = parseInstant(asked.start);
    const status = statusOfMove(world, asked.rescheduledBy);
    const plan = { start, status, isByCall: true, mayFork: !childOf(uid) };
    const carryOut = () => (post.madeUid = move(uid, plan).uid);
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
      end: formatInstant(found.start + hourMs),
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
    client: clientOf({ get, reschedule, now, needsWord: world.needsWord }),
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
      const plan = { start, status: "accepted" as const, isByCall: false, mayFork: false };
      if (isLive(leaf())) move(leaf().uid, plan);
    },
    changeHead(start) {
      const head = leaf();
      if (head.status !== "accepted") return;
      head.start = start;
      changed.add(head.uid);
      news.push(head.uid);
    },
    wasChanged: (uid) => changed.has(uid),
    endHead() {
      if (!isLive(leaf())) return;
      leaf().status = "cancelled";
      news = [...news, leaf().uid];
    },
    answerHead(isYes) {
      if (leaf().status !== "pending") return;
      leaf().status = isYes ? "accepted" : "rejected";
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

/** A coach's own move needs no confirmation. */
function statusOfMove({ needsWord }: CalWorld, rescheduledBy: string): "accepted" | "pending" {
  return needsWord && rescheduledBy !== "coach@example.com" ? "pending" : "accepted";
}

function isLive({ status }: Kept): boolean {
  return status === "accepted" || status === "pending";
}

/** What a move checks before it is sent: every hour is offered and free, and tokens are valid. */
function clientOf({
  get,
  reschedule,
  now,
  needsWord,
}: Pick<CalClient["bookings"], "get" | "reschedule"> &
  Pick<CalWorld, "now" | "needsWord">): CalClient {
  const eventType = {
    id: 1,
    title: "Coaching",
    slug: "coaching",
    lengthInMinutes: 60,
    requiresConfirmation: needsWord,
    disableRescheduling: false,
    rescheduleNoticeMinutes: null,
    minimumBookingNotice: 0,
    bookingWindow: null,
    lengthOptions: [],
    schedulingType: null,
    keepsHost: false,
    offsetStart: 0,
    confirmationNoticeMinutes: null,
    pendingBlocksSlot: null,
    limitPeriod: null,
    isSeated: false,
    isRecurring: false,
  };
  const double = {
    bookings: {
      get,
      reschedule,
      list: async () => ({ bookings: [], unreadable: [], isComplete: true }),
    },
    calendars: {
      list: async () => ({ calendars: [], broken: [] }),
      busyTimes: async () => ({ busy: [], unknown: [] }),
    },
    schedules: { getDefault: async () => null },
    slots: { list: async ({ start }: { start: string }) => [start] },
    eventTypes: { get: async () => eventType, listOpen: async () => [] },
    me: {
      listOutOfOffice: async () => null,
      get: async () => ({ id: 1, email: "", username: "", timeZone: "UTC", at: now() }),
    },
  };
  return double as unknown as CalClient;
}
