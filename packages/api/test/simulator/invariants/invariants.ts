import { parseInstant } from "@reslot/cal/time";
import { isLive } from "../cal/cal-record.ts";
import type { LedgerBooking, LedgerEvent } from "../world/ledger.ts";
import { type SimWorld, timings } from "../world/sim-world.ts";
import { findLeaks } from "./leaks.ts";
import { findMailViolations } from "./mail.ts";
import { broken, type Outcome } from "./outcome.ts";

const sweepMs = 1_000;
const settledStates = ["APPLIED", "REJECTED", "SUPERSEDED", "ABANDONED"];

/** Everything that does not hold, in words; the numbers are those of the reliability design. */
export function findViolations(outcome: Outcome): string[] {
  return [
    ...inStep(outcome),
    ...unbroken(outcome),
    ...findMailViolations(outcome),
    ...askedOnce(outcome),
    ...settled(outcome),
    ...truthful(outcome),
    ...looked(outcome),
    ...repeatable(outcome),
    ...findLeaks(outcome),
  ];
}

/** I1: each meeting at Cal.com is one booking here, which is the leaf of its chain. */
function inStep({ world: { cal, events }, ledger: { bookings } }: Outcome): string[] {
  const meetings = [...new Set(cal.record.bookings.map(({ meeting }) => meeting))];
  const isUnseen = (meeting: string) =>
    meeting === "third" && events.kinds.has("token of the coach refused");
  const wrong = meetings.filter((meeting) => {
    const leaf = cal.record.leafOf(meeting);
    const ours = bookings.filter(({ calBookingId }) => calBookingId.split(".")[0] === meeting);
    const [booking] = ours;
    if (!booking && isUnseen(meeting)) return false;
    return ours.length !== 1 || !booking || !isSame(booking, leaf);
  });
  const leaves = wrong.map((meeting) => cal.record.leafOf(meeting));
  return broken("I1 out of step", wrong.length > 0, { bookings, leaves });

  /** The time of one that has ended need not be the last. */
  function isSame(booking: LedgerBooking, leaf: ReturnType<typeof cal.record.leafOf>): boolean {
    if (leaf.isDeleted) return booking.gone || !isTakingPlace(booking);
    const mayDiffer = !isLive(leaf) && cal.record.wasChanged(leaf.uid);
    return (
      booking.calBookingId === leaf.uid &&
      (parseInstant(booking.startTime) === leaf.start || mayDiffer) &&
      booking.status === leaf.status &&
      !booking.gone
    );
  }
}

function isTakingPlace({ status, gone }: LedgerBooking): boolean {
  return !gone && (status === "accepted" || status === "pending");
}

/** I2: one version a move or an answer, and the history is one chain. */
function unbroken({ world, ledger: { bookings, events } }: Outcome): string[] {
  return bookings.flatMap((booking) => {
    const own = events.filter(({ bookingUlid }) => bookingUlid === booking.ulid);
    return [
      ...broken("I2 history is not one chain", !isChain(world, own), own),
      ...broken("I2 version and history differ", booking.version !== own.length + 1, {
        booking,
        own,
      }),
    ];
  });
}

function isChain({ cal: { record } }: SimWorld, events: readonly LedgerEvent[]): boolean {
  let at = events[0]?.fromCalUid.split(".")[0];
  return events.every(({ kind, fromCalUid, toCalUid, version }, index) => {
    const follows = fromCalUid === at && version === index + 2;
    at = toCalUid;
    const isAnswer = kind === "confirmed" || kind === "declined";
    const isInPlace = fromCalUid === toCalUid && (isAnswer || record.wasChanged(toCalUid));
    return follows && (isInPlace || record.successorOf(fromCalUid)?.uid === toCalUid);
  });
}

/** I4: Cal.com is asked once for an attempt, and never to move two meetings to one time. */
function askedOnce({ world: { cal, sent } }: Outcome): string[] {
  const asked = cal.posts.map(({ attempt }) => attempt);
  const twice = asked.filter((attempt, index) => asked.indexOf(attempt) !== index);
  const late = cal.posts.filter(
    ({ attempt, at }) => at > (sent.get(attempt)?.at ?? at) + timings.leaseMs,
  );
  const byCall = cal.record.bookings.filter((each) => isLive(each) && each.isByCall);
  const starts = byCall.map(({ start }) => start);
  return [
    ...broken("I4 forked", cal.record.forks().length > 0, cal.record.forks()),
    ...broken("I4 asked twice", twice.length > 0, twice),
    ...broken("I4 asked after its lease", late.length > 0, late),
    ...broken("I4 two meetings at one time", new Set(starts).size < starts.length, byCall),
    ...broken(
      "I4 asked without a record",
      asked.some((attempt) => !sent.has(attempt)),
    ),
  ];
}

/**
 * I5: nothing is open for longer than the quiet time and two looks, once the worker looks and Cal.com
 * can be read; what a killed program had claimed comes free with its lease. No webhook is left waiting.
 */
function settled({ world, ledger, calmSince }: Outcome): string[] {
  const open = ledger.attempts.filter(({ state }) => !settledStates.includes(state));
  // One that Cal.com does not know is looked at for longer: see `missingRetryMs`.
  const isKnown = world.cal.record.bookings.every(({ isDeleted }) => !isDeleted);
  const isWatched = calmSince !== null && isKnown && world.cal.faultyReads.length === 0;
  const late = [...world.sent].filter(([attemptUlid, { at }]) => {
    const due = Math.max(at + timings.quietMs, (calmSince ?? 0) + timings.leaseMs);
    const latest = due + 2 * sweepMs;
    return (world.settledAt.get(attemptUlid) ?? 0) > latest && isWatched;
  });
  return [
    ...broken("I5 still open", open.length > 0, open),
    ...broken("I5 open too long", late.length > 0, late),
    ...broken("I5 webhooks wait", ledger.waitingWebhooks > 0, ledger.waitingWebhooks),
  ];
}

/** I6: who is told "moved" has moved it, who is told "failed" has not; Cal.com's word is the truth. */
function truthful({ world: { cal }, ledger: { attempts }, said }: Outcome): string[] {
  const stateOf = (id: string) => attempts.find(({ ulid }) => ulid === id)?.state ?? "none";
  // One that was changed in place or deleted before a look shows nothing of the move that made it.
  const isShown = (uid: string | null) =>
    uid !== null && cal.record.find(uid) !== undefined && !cal.record.wasChanged(uid);
  const made = cal.posts.filter(({ madeUid }) => isShown(madeUid));
  const denied = made.filter(
    ({ attempt, madeUid }) =>
      !attempts.some(({ ulid, newCalUid }) => ulid === attempt && newCalUid === madeUid),
  );
  const falseNews = said.told.filter(({ attemptUlid, answer, hadLeft }) => {
    if (isDone(answer)) return stateOf(attemptUlid) !== "APPLIED";
    // Refused before anything was sent: the same request, repeated, may go through.
    return answer !== "confirming" && hadLeft && stateOf(attemptUlid) === "APPLIED";
  });
  return [
    ...broken("I6 moved at Cal.com and not recorded as such", denied.length > 0, denied),
    ...broken("I6 told something else", falseNews.length > 0, falseNews),
  ];
}

function isDone(answer: string): boolean {
  return ["moved", "awaitingConfirmation", "confirmed", "declined"].includes(answer);
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
    return at < from || !look?.isUntouched;
  });
  return broken("I7 failure declared blindly", blind.length > 0, blind);
}

/** The database stamps a call a moment before its answer is here. */
const clockToleranceMs = 1_000;

/** I8: the same request gets the same answer once a call has left for it, and another request none. */
function repeatable({ ledger: { attempts }, repeated }: Outcome): string[] {
  const changed = repeated.filter(({ attemptUlid, answer }) => {
    const state = attempts.find(({ ulid }) => ulid === attemptUlid)?.state;
    return (state === "APPLIED") !== isDone(answer) || answer.startsWith("another");
  });
  return broken("I8 another answer", changed.length > 0, changed);
}
