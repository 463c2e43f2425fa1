import type { Mutant } from "./mutant.ts";

const reschedule = "packages/api/src/reschedule";
const settle = {
  file: `${reschedule}/settle-attempt.ts`,
  test: `${reschedule}/settle-attempt.test.ts`,
};
const recover = {
  file: `${reschedule}/recover-attempts.ts`,
  test: `${reschedule}/recover-attempts.test.ts`,
};
const prepare = {
  file: `${reschedule}/prepare-move.ts`,
  test: `${reschedule}/prepare-move.test.ts`,
};
const validate = {
  file: `${reschedule}/validate-move.ts`,
  test: `${reschedule}/validate-move.test.ts`,
};
const result = {
  file: `${reschedule}/attempt-result.ts`,
  test: `${reschedule}/attempt-result.test.ts`,
};
const failed =
  "A move is reported as failed only when Cal.com refused it or a read showed that it did not happen.";

/** The steps of a move: what is checked before, sent once, and recorded of the answer. */
export const inProtocol: readonly Mutant[] = [
  {
    name: "the one request is sent after its deadline",
    rule: "after the deadline not at all, because another process may have the attempt by then",
    file: settle.file,
    before: "if (leftMs <= 0)",
    after: "if (leftMs <= Number.NEGATIVE_INFINITY)",
    killedBy: { file: settle.test, title: "ms are left of its lease" },
  },
  {
    name: "a success for another booking is believed",
    rule: "A success counts only for the booking that was moved, and at the time that was asked for: otherwise a read decides.",
    file: settle.file,
    before: "if (moved.rescheduledFromUid !== fromCalUid) {",
    after: "if (moved.rescheduledFromUid === null) {",
    killedBy: { file: settle.test, title: "is not believed when it was moved from" },
  },
  {
    name: "a success without a new booking keeps the person waiting",
    rule: "A success counts only for the booking that was moved, and at the time that was asked for: otherwise a read decides.",
    file: settle.file,
    before: "if (moved.uid === fromCalUid) {",
    after: `if (moved.uid === "") {`,
    killedBy: {
      file: settle.test,
      title: "with the same uid has changed nothing, and says so at once",
    },
  },
  {
    name: "no answer is taken for a refusal",
    rule: failed,
    file: settle.file,
    before: "if (!(error instanceof CalError) || error.outcomeUnknown) {",
    after: "if (!(error instanceof CalError)) {",
    killedBy: { file: settle.test, title: "and a look soon decides" },
  },
  {
    name: "a request that never left cannot be made again",
    rule: "Cal.com was not asked: the same attempt may be made again.",
    file: settle.file,
    before: `return code === "HELD_BACK" || code === "NOT_SENT";`,
    after: `return code === "HELD_BACK";`,
    killedBy: { file: settle.test, title: "takes the attempt back when it never left" },
  },
  {
    name: "a booking that was moved elsewhere is a refusal, unread",
    rule: "Cal.com says that the booking is not what we think it is: its record decides.",
    file: settle.file,
    before: "return mayHaveMovedElsewhere(error) ? settleByReading",
    after: "return mayHaveMovedElsewhere(error) && !error.answered ? settleByReading",
    killedBy: { file: settle.test, title: "adopts a move that it finds" },
  },
  {
    name: "a failure is declared before the quiet time is over",
    rule: "after one read where Cal.com itself had answered, else after the quiet time",
    file: recover.file,
    before: "return (attempt.answered ? answeredRetryMs : quietMs) - sentForMs;",
    after: "return (attempt.answered ? answeredRetryMs : answeredRetryMs) - sentForMs;",
    killedBy: {
      file: recover.test,
      title: "stays open until the quiet time is over, and is read again no later than then",
    },
  },
  {
    name: "an attempt is open for ever",
    rule: `"Not moved" is only recorded when it is certain`,
    file: recover.file,
    before: "const isLost = sentForMs > dayMs ||",
    after: "const isLost = sentForMs > 1_000 * dayMs ||",
    killedBy: { file: recover.test, title: "needs a person after a day" },
  },
  {
    name: "an unreadable booking is a failed move",
    rule: "Once the booking is known to be gone, and the one call can take no effect any more, nothing has moved.",
    file: recover.file,
    before: "if (!booking?.gone || leftMs > 0) {",
    after: "if (leftMs > 0) {",
    killedBy: {
      file: recover.test,
      title: "is not failed while the booking is not known to be gone",
    },
  },
  {
    name: "a move of a booking that is gone fails too soon",
    rule: "Once the booking is known to be gone, and the one call can take no effect any more, nothing has moved.",
    file: recover.file,
    before: "if (!booking?.gone || leftMs > 0) {",
    after: "if (!booking?.gone) {",
    killedBy: {
      file: recover.test,
      title: "is not failed before the quiet time, although the booking is gone",
    },
  },
  {
    name: "a commit trusts remembered mentee times",
    rule: "nothing decides that was read before",
    file: prepare.file,
    before: `  readMenteeCalendar,
} from "../availability/mentee-calendar.ts";`,
    after: `} from "../availability/mentee-calendar.ts";
import { readCachedMenteeCalendar as readMenteeCalendar } from "../availability/cached-mentee-calendar.ts";`,
    killedBy: { file: prepare.test, title: "trusts nothing that was read before" },
  },
  {
    name: "a commit does not look at the coach's slots",
    rule: "Reads both calendars once more, just before the move",
    file: prepare.file,
    before: "const isFree = starts.includes(start) || (await readStarts(window)).includes(start);",
    after: "const isFree = starts.length >= 0 || (await readStarts(window)).includes(start);",
    killedBy: {
      file: prepare.test,
      title: "refuses a start that the coach does not offer any more",
    },
  },
  {
    name: "an unconnected mentee moves with the coach's token",
    rule: "Cal.com would take the coach's token on a mentee's move as the coach's consent",
    file: prepare.file,
    before: `return { kind: "authorized", client: cal(anonymousCal, useOf(actor)) };`,
    after: `return { kind: "authorized", client: coach.client };`,
    killedBy: { file: prepare.test, title: "is no one for a mentee who is not connected" },
  },
  {
    name: "a coach overrides the mentee's calendar without a reason",
    rule: "A coach overrides the mentee's calendar with a reason",
    file: prepare.file,
    before: `const isExplained = role === "mentee" || Boolean(input.reason);`,
    after: `const isExplained = role === "mentee" || role === "coach";`,
    killedBy: {
      file: prepare.test,
      title: "lets a coach override the mentee's calendar with a reason only",
    },
  },
  {
    name: "a calendar that cannot be read is free",
    rule: "What cannot be read is unknown",
    file: prepare.file,
    before: "  return isUnread ? verdict : null;",
    after: "  return isUnread ? null : null;",
    killedBy: {
      file: prepare.test,
      title: "does not take a calendar that cannot be read for free",
    },
  },
  {
    name: "a move may lead into the past",
    rule: "`validateMove` then checks the request against the booking: version, length, past",
    file: validate.file,
    before: "if (start <= now) return",
    after: "if (start < now) return",
    killedBy: { file: validate.test, title: "leads into the future, to another time" },
  },
  {
    name: "the time that the person read is not compared",
    rule: "and the local time that the person read",
    file: validate.file,
    before: "if (wallClock === seen.wallClock && isSameOffset) return null;",
    after: "if (isSameOffset) return null;",
    killedBy: { file: validate.test, title: "is the one that would be booked" },
  },
  {
    name: "a time that clocks show twice needs no offset",
    rule: "Where clocks show a time twice, every time has its offset",
    file: validate.file,
    before: "seen.offset === offset : !isRepeated(start, timeZone);",
    after: "seen.offset === offset : true;",
    killedBy: { file: validate.test, title: "needs its offset where clocks show it twice" },
  },
  {
    name: "a silent database makes a sent move a failure",
    rule: failed,
    file: result.file,
    before: "if (error instanceof AppError) throw error;",
    after: "if (error instanceof Error) throw error;",
    killedBy: { file: result.test, title: "is open while the database does not answer" },
  },
  {
    name: "a used key gives another request's result",
    rule: "A request with a known `attemptUlid` gets its first answer again",
    file: result.file,
    before: "if (known.requestHash !== requestHash(move.input)) throw",
    after: "if (!known.requestHash) throw",
    killedBy: { file: result.test, title: "its key was used for another one" },
  },
];
