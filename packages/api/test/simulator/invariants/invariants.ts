import { parseInstant } from "@reslot/cal/time";
import type { Ledger } from "./sim-database.ts";
import { type SimWorld, timings } from "./sim-world.ts";

/** An answer that a mover was given. */
export interface Told {
  readonly attemptUlid: string;
  /** An outcome, or the code of an error. */
  readonly answer: string;
  /** Whether a call for the attempt had left when this answer was last looked up. */
  readonly hadLeft: boolean;
}

export interface Outcome {
  readonly world: SimWorld;
  readonly ledger: Ledger;
  readonly told: readonly Told[];
  /** Requests of which something was sent once more, after everything had come to rest. */
  readonly repeated: readonly Told[];
  /** Since when the worker looked every second, and nothing was killed any more; null if it did not. */
  readonly calmSince: number | null;
}

const sweepMs = 1_000;
const settledStates = ["APPLIED", "REJECTED", "SUPERSEDED", "ABANDONED"];

/** Everything that does not hold, in words; the numbers are those of the reliability design. */
export function findViolations(outcome: Outcome): string[] {
  return [
    ...inStep(outcome),
    ...unbroken(outcome),
    ...toldOnce(outcome),
    ...askedOnce(outcome),
    ...settled(outcome),
    ...truthful(outcome),
    ...looked(outcome),
    ...repeatable(outcome),
  ];
}

const broken = (name: string, isBroken: boolean, what: unknown = ""): string[] =>
  isBroken ? [`${name} ${JSON.stringify(what)}`] : [];

/** I1: the booking is the leaf of Cal.com's chain; the time of one that has ended need not be the last. */
function inStep({ world, ledger: { booking } }: Outcome): string[] {
  const leaf = world.cal.leaf();
  const mayDiffer = leaf.status === "cancelled" && world.cal.wasChanged(leaf.uid);
  const isThere =
    booking.calBookingId === leaf.uid &&
    (parseInstant(booking.startTime) === leaf.start || mayDiffer) &&
    booking.status === leaf.status;
  return broken("I1 out of step", !isThere, { booking, leaf });
}

/** I2: one version a move or an answer, and the history is one chain. */
function unbroken({ world, ledger: { booking, events } }: Outcome): string[] {
  let at = world.cal.firstUid;
  const isChain = events.every(({ kind, fromCalUid, toCalUid, version }, index) => {
    const follows = fromCalUid === at && version === index + 2;
    at = toCalUid;
    const isInPlace = fromCalUid === toCalUid && (isAnswer(kind) || world.cal.wasChanged(toCalUid));
    return follows && (isInPlace || world.cal.successorOf(fromCalUid) === toCalUid);
  });
  return [
    ...broken("I2 history is not one chain", !isChain, events),
    ...broken("I2 version and history differ", booking.version !== events.length + 1, booking),
  ];
}

const isAnswer = (kind: string | undefined) => kind === "confirmed" || kind === "declined";

/**
 * I3: each person is notified of every move and of every answer to one once. All of it happens while the
 * mail waits: one says what the booking was and is, and none is left where that is the same.
 */
function toldOnce({ world, ledger }: Outcome): string[] {
  const { booking, events, notifications, outbox } = ledger;
  const versions = [1, ...events.map(({ version }) => version)];
  const wrong = versions.filter((version) => {
    const kinds = notifications.filter((each) => each.version === version).map(({ kind }) => kind);
    const seen = countTwice(kinds);
    const event = events.find((each) => each.version === version)?.kind;
    const isEnded = version === booking.version && booking.status === "cancelled";
    const expected = [
      event && (answerKinds[event] ?? "move"),
      isEnded ? "bookingCancelledUpstream" : undefined,
    ].filter((kind) => kind !== undefined);
    const told = seen.map((kind) => (moveKinds.includes(kind) ? "move" : kind));
    const isTold = told.length === expected.length && expected.every((kind) => told.includes(kind));
    return !isTold || kinds.length !== 2 * seen.length;
  });
  return [
    ...broken("I3 notifications", wrong.length > 0, notifications),
    ...broken("I3 mails", !isMailRight(world.start, ledger), outbox),
  ];
}

function isMailRight(firstStart: number, { booking, notifications, outbox }: Ledger): boolean {
  const waiting = outbox.filter(({ kind, doneAt }) => kind === "change" && doneAt === null);
  const isNews = parseInstant(booking.startTime) !== firstStart || booking.status !== "accepted";
  const readers = new Set(waiting.map(({ userUlid }) => userUlid));
  return (
    waiting.length === (isNews ? 2 : 0) &&
    readers.size === waiting.length &&
    waiting.every(({ payload: { first, notificationUlid } }) => {
      const last = notifications.find(({ ulid }) => ulid === notificationUlid);
      return (
        parseInstant(first.startTime) === firstStart && last?.newStartTime === booking.startTime
      );
    })
  );
}

const moveKinds = ["bookingMoved", "bookingMovedAwaitingConfirmation", "bookingChangedUpstream"];

/** What both people are told of an answer. */
const answerKinds: Readonly<Record<string, string>> = {
  confirmed: "bookingConfirmedUpstream",
  declined: "bookingDeclinedUpstream",
};

/** Each of the kinds that is there exactly twice: once for each of the two people. */
function countTwice(kinds: readonly string[]): string[] {
  return [...new Set(kinds)].filter((kind) => kinds.filter((other) => other === kind).length === 2);
}

/** I4: Cal.com is asked once for an attempt. */
function askedOnce({ world: { cal, sent } }: Outcome): string[] {
  const asked = cal.posts.map(({ attempt }) => attempt);
  const twice = asked.filter((attempt, index) => asked.indexOf(attempt) !== index);
  return [
    ...broken("I4 forked", cal.forks().length > 0, cal.forks()),
    ...broken("I4 asked twice", twice.length > 0, twice),
    ...broken(
      "I4 asked without a record",
      asked.some((attempt) => !sent.has(attempt)),
    ),
  ];
}

/**
 * I5: nothing is open for longer than the quiet time and two looks, once the worker looks and Cal.com
 * can be read; what a killed program had claimed comes free with its lease.
 */
function settled({ world, ledger, calmSince }: Outcome): string[] {
  const open = ledger.attempts.filter(({ state }) => !settledStates.includes(state));
  const isWatched = calmSince !== null && world.cal.faultyLooks() === 0;
  const late = [...world.sent].filter(([attemptUlid, { at }]) => {
    const due = Math.max(at + timings.quietMs, (calmSince ?? 0) + timings.leaseMs);
    const latest = due + 2 * sweepMs + world.tookMs();
    return (world.settledAt.get(attemptUlid) ?? 0) > latest && isWatched;
  });
  return [
    ...broken("I5 still open", open.length > 0, open),
    ...broken("I5 open too long", late.length > 0, late),
  ];
}

/** I6: who is told "moved" has moved it, who is told "failed" has not; Cal.com's word is the truth. */
function truthful({ world: { cal }, ledger: { attempts }, told }: Outcome): string[] {
  const stateOf = (id: string) => attempts.find(({ ulid }) => ulid === id)?.state ?? "none";
  // One that was changed in place before a look shows nothing of the move that made it.
  const made = cal.posts.filter(({ madeUid }) => madeUid !== null && !cal.wasChanged(madeUid));
  const denied = made.filter(
    ({ attempt, madeUid }) =>
      !attempts.some(({ ulid, newCalUid }) => ulid === attempt && newCalUid === madeUid),
  );
  const falseNews = told.filter(({ attemptUlid, answer, hadLeft }) => {
    if (isMoved(answer)) return stateOf(attemptUlid) !== "APPLIED";
    // Refused before anything was sent: the same request, repeated, may go through.
    return answer !== "confirming" && hadLeft && stateOf(attemptUlid) === "APPLIED";
  });
  return [
    ...broken("I6 moved at Cal.com and not recorded as such", denied.length > 0, denied),
    ...broken("I6 told something else", falseNews.length > 0, falseNews),
  ];
}

function isMoved(answer: string): boolean {
  return answer === "moved" || answer === "awaitingConfirmation";
}

/** I7: "not carried out" is said after the quiet time and one look that found nothing. */
function looked({ world: { cal, declared, sent } }: Outcome): string[] {
  const blind = declared.filter(({ attemptUlid, errorCode, by, at }) => {
    if (errorCode !== "NOT_EXECUTED") return false;
    const post = sent.get(attemptUlid);
    if (!post) return true;
    const from =
      post.at + (post.answered ? timings.answeredRetryMs : timings.quietMs) - clockToleranceMs;
    const look = cal.looks.findLast(
      (each) => each.by === by && each.uid === post.fromUid && each.at <= at,
    );
    return at < from || !look || look.hasSuccessor;
  });
  return broken("I7 failure declared blindly", blind.length > 0, blind);
}

/** The database stamps a call a moment before its answer is here. */
const clockToleranceMs = 1_000;

/** I8: the same request gets the same answer once a call has left for it, and another request none. */
function repeatable({ ledger: { attempts }, repeated }: Outcome): string[] {
  const changed = repeated.filter(({ attemptUlid, answer }) => {
    const state = attempts.find(({ ulid }) => ulid === attemptUlid)?.state;
    return (state === "APPLIED") !== isMoved(answer) || answer.startsWith("another");
  });
  return broken("I8 another answer", changed.length > 0, changed);
}
