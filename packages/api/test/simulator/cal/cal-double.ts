import { type CalBooking, type CalBookingList, type CalClient, CalError } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import type { CalCredential } from "../../../src/core/cal-use.ts";
import { pick } from "../random.ts";
import {
  type Answer,
  attemptTo,
  failAfter,
  failBefore,
  failedRead,
  faults,
  readFaults,
  refusal,
  unknown,
} from "./cal-answers.ts";
import { answersOf, type OnTokenRefused } from "./cal-client.ts";
import { type CalRecord, coachEmail, isLive } from "./cal-record.ts";
import type { CalWorld } from "./cal-world.ts";

/** A call that changes something, as Cal.com saw it. */
export interface Post {
  readonly kind: "move" | "answer";
  readonly attempt: string;
  readonly fromUid: string;
  /** The booking it made; null as long as it made none, and for an answer. */
  madeUid: string | null;
  /** The new start, in epoch ms; of an answer 0. */
  readonly start: number;
  readonly by: string;
  /** When it left, in epoch ms. */
  readonly at: number;
}

/** A look at a booking. */
export interface Look {
  readonly by: string;
  readonly uid: string;
  readonly at: number;
  /** Nothing has become of it since it was sent: no successor, and a request is still one. */
  readonly isUntouched: boolean;
}

/** A small Cal.com behind our own port: its record, its faults, and what was asked of it. */
export interface CalDouble {
  clientFor(credential: CalCredential, onTokenRefused: OnTokenRefused | undefined): CalClient;
  readonly record: CalRecord;
  readonly posts: Post[];
  readonly looks: Look[];
  /** For which work a read failed, once for each. */
  readonly faultyReads: readonly string[];
  /** No read fails any more. */
  calmDown(): void;
  /** From now on this person's token is refused. */
  refuseTokenOf(userUlid: string): void;
  /** Whether this person's busy times were read for the work that runs under a name. */
  readonly busyReads: { readonly by: string; readonly userUlid: string }[];
  /** Carries out what was asked for long ago and is due now. */
  catchUp(): void;
}

/** What a client gives a write; the signal of its caller does not stop one that has left. */
const writeTimeoutMs = 25_000;
const readTimeoutMs = 5_000;

type Write = (post: Post) => void;

export function createCalDouble(world: CalWorld): CalDouble {
  const { random, profile, scheduler, record, now, events } = world;
  const posts: Post[] = [];
  const looks: Look[] = [];
  const busyReads: { by: string; userUlid: string }[] = [];
  const late: { due: number; run: () => void }[] = [];
  const refused = new Set<string>();
  let isCalm = false;
  const faultyReads: string[] = [];
  const nameOfActor = () => scheduler.current()?.name ?? "";

  const pickAnswer = (): Answer => {
    if (random() >= profile.calFault) return "ok";
    const answer = pick(random, faults);
    events.note(`write ${answer}`);
    return answer;
  };

  /** Sends one call. What has left is not stopped by a deadline, as with the real client. */
  const write = async <Result>(
    asked: Omit<Post, "madeUid" | "attempt" | "at">,
    {
      carryOut,
      answerWith,
      signal,
    }: { carryOut: Write; answerWith: (post: Post) => Result; signal: AbortSignal | undefined },
  ): Promise<Result> => {
    if (signal?.aborted) throw new CalError("NOT_SENT", { isWrite: true });
    const answer = pickAnswer();
    if (answer === "heldBack") throw new CalError("HELD_BACK", { isWrite: true });
    const sentAt = now();
    const attempt = nameOfActor().split("#")[0] ?? "";
    const post: Post = { ...asked, attempt, madeUid: null, at: sentAt };
    posts.push(post);
    const isLate = answer === "lost" && random() < profile.lateEffect;
    const delayMs = random() * world.latestEffectMs;
    if (isLate) late.push({ due: sentAt + delayMs, run: () => carryOut(post) });
    if (isLate) events.note("late effect");

    await scheduler.gate(`POST ${answer}${isLate ? ", late" : ""}`);
    const isTooLate = now() - sentAt > world.latestEffectMs;
    if (isTooLate || isLate) throw unknown("UNREACHABLE");
    failBefore(answer);
    carryOut(post);
    await scheduler.gate("POST carried out");
    failAfter(answer, writeTimeoutMs - (now() - sentAt));
    return answerWith(post);
  };

  const reschedule: CalClient["bookings"]["reschedule"] = (uid, asked, options) => {
    const start = parseInstant(asked.start);
    const status = statusOfMove(world, asked.rescheduledBy);
    const seen = record.lookFor(uid, start);
    return write(
      { kind: "move", fromUid: uid, start, by: asked.rescheduledBy },
      {
        carryOut: (post) => {
          post.madeUid = record.move(uid, { start, status, isByCall: true, seen }).uid;
        },
        answerWith: (post) => record.view(post.madeUid ?? uid),
        signal: options?.signal,
      },
    );
  };

  const answer = (uid: string, isYes: boolean, signal: AbortSignal | undefined) =>
    write(
      { kind: "answer", fromUid: uid, start: 0, by: coachEmail },
      {
        carryOut: () => answerAll(world, uid, isYes),
        answerWith: () => record.view(uid),
        signal,
      },
    );

  const look = (booking: CalBooking) => {
    const { uid, status } = booking;
    const isUntouched =
      record.successorOf(uid) === undefined && status !== "cancelled" && status !== "rejected";
    looks.push({ by: nameOfActor(), uid, at: now(), isUntouched });
  };

  /** A read, one step; some fail. */
  const read = <Result>(label: string, run: () => Result): Promise<Result> =>
    scheduler.ask(label, async () => {
      if (!isCalm && random() < profile.readFault) {
        faultyReads.push(nameOfActor());
        const fault = pick(random, readFaults);
        events.note(`read ${fault}`);
        if (fault === "hanging") await world.pass(readTimeoutMs);
        throw failedRead(fault);
      }
      return run();
    });

  const bookings = {
    reschedule,
    confirm: (uid: string, options?: { signal?: AbortSignal }) =>
      answer(uid, true, options?.signal),
    decline: (uid: string, _input: object, options?: { signal?: AbortSignal }) =>
      answer(uid, false, options?.signal),
    get: (uid: string) =>
      read("reads Cal.com", () => {
        const booking = record.view(uid);
        look(booking);
        return booking;
      }),
    getSeries: (uid: string) =>
      read("reads a series", (): CalBookingList => {
        if (uid !== world.seriesUid) throw refusal("NOT_FOUND");
        const all = record.bookings
          .filter(({ isDeleted }) => !isDeleted)
          .map((kept) => record.view(kept.uid));
        all.forEach(look);
        return { bookings: all, unreadable: [], isComplete: true };
      }),
    list: () =>
      read("reads a list", () =>
        listOf(
          record.bookings
            .filter((each) => isLive(each) && each.start > now())
            .map(({ uid }) => record.view(uid)),
        ),
      ),
    listChanges: (since: number) =>
      read("reads changes", () =>
        listOf(
          record.bookings
            .filter(({ updatedAt, isDeleted }) => !isDeleted && updatedAt >= since)
            .map(({ uid }) => record.view(uid)),
        ),
      ),
  };
  return {
    clientFor: (credential, onTokenRefused) => {
      const userUlid = credential.of === "account" ? credential.userUlid : null;
      const isRefused = () => userUlid !== null && refused.has(userUlid);
      const noteBusyRead = () => {
        if (userUlid !== null) busyReads.push({ by: nameOfActor(), userUlid });
      };
      return answersOf(world, { bookings, credential, isRefused, noteBusyRead, onTokenRefused });
    },
    record,
    posts,
    looks,
    busyReads,
    faultyReads,
    calmDown() {
      isCalm = true;
    },
    refuseTokenOf: (userUlid) => refused.add(userUlid),
    catchUp() {
      for (const effect of late.splice(0)) {
        if (effect.due > now()) late.push(effect);
        else attemptTo(effect.run);
      }
    },
  };
}

const listOf = (bookings: CalBooking[]): CalBookingList => ({
  bookings,
  unreadable: [],
  isComplete: true,
});

/** A coach's own move needs no confirmation. */
function statusOfMove({ needsWord }: CalWorld, rescheduledBy: string): "accepted" | "pending" {
  return needsWord && rescheduledBy !== coachEmail ? "pending" : "accepted";
}

/**
 * Cal.com answers whatever is asked for, and of a series every request; only a second confirmation is refused.
 *
 * @throws {CalError}
 */
function answerAll({ record, seriesUid }: CalWorld, uid: string, isYes: boolean): void {
  const named = record.find(uid);
  if (!named) throw refusal("NOT_FOUND");
  if (isYes && named.status === "accepted") {
    throw new CalError("INVALID_REQUEST", { isWrite: true, answered: true });
  }
  const all = record.bookings.filter(
    (each) => each.uid === uid || (seriesUid !== null && each.status === "pending"),
  );
  for (const each of all) {
    record.setStatus(
      each.uid,
      isYes ? "accepted" : "rejected",
      isYes ? "BOOKING_CREATED" : "BOOKING_REJECTED",
    );
  }
}
