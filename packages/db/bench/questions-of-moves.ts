import { dayMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { TABLE, ulidOf } from "./fill.ts";
import {
  meetingOf,
  newUlids,
  type Question,
  type Questions,
  timeAt,
  user,
  type World,
} from "./question.ts";

/** Longer than the bench asks. */
const leaseMs = 10 * minuteMs;
/** How many are due depends on the time since the questions before. */
const due = {
  kind: "poll",
  mayTouch: { buffers: 500, why: "takes or looks at ten attempts, each with its indexes" },
  mayGrow: "takes what is due by now",
} as const;
const limits = { personPerMinute: 100, personPerDay: 1000, bookingPerDay: 1000 };

interface AttemptToBegin {
  place: number;
  round: number;
  attemptUlid?: string;
  sending?: { fence: number; limits: typeof limits } | null;
}

function begin(
  { db, size }: World,
  { place, round, attemptUlid = ulid(), sending = null }: AttemptToBegin,
) {
  const { bookingUlid, coach } = meetingOf(size, place, round);
  return db.attempts.begin({
    attemptUlid,
    bookingUlid,
    actorUserUlid: user(coach),
    requestHash: "hash",
    expectedVersion: 3,
    ...timesTo(place, round),
    reason: null,
    overrideConflict: false,
    leaseMs,
    sending,
  });
}

function timesTo(place: number, round: number) {
  const { startTime, endTime } = timeAt(place, round);
  return { toStartTime: startTime, toEndTime: endTime };
}

async function prepared(world: World, place: number, round: number) {
  const begun = await begin(world, { place, round });
  if (begun.kind !== "created") throw new Error(`begin: ${begun.kind}`);
  return { attemptUlid: begun.attempt.ulid, fence: begun.attempt.fence };
}

function send({ db }: World, attempt: { attemptUlid: string; fence: number }) {
  return db.attempts.markSending({ ...attempt, leaseMs, limits });
}

async function sent(world: World, place: number, round: number) {
  const attempt = await prepared(world, place, round);
  const answer = await send(world, attempt);
  if (answer.kind !== "sending") throw new Error(`markSending: ${answer.kind}`);
  return attempt;
}

function moveOf({ size }: World, place: number, round: number) {
  const { calUid } = meetingOf(size, place, round);
  const move = { fromCalUid: calUid, toCalUid: `moved-${calUid}`, ...timeAt(place, round) };
  return { ...move, upstreamStatus: "accepted", cause: "request" } as const;
}

const attempts: Questions<"attempts">["attempts"] = {
  get: {
    kind: "view",
    ask: ({ db }, round) =>
      db.attempts.get({
        attemptUlid: ulidOf(TABLE.attempt, 40 + round * 2),
        actorUserUlid: user(20 + round),
      }),
  },
  getInFlight: {
    kind: "view",
    ask: ({ db, size }, round) => db.attempts.getInFlight(meetingOf(size, 0, round)),
  },
  listInFlight: {
    kind: "view",
    ask: ({ db }, round) => db.attempts.listInFlight({ coachUserUlid: user(17 + round) }),
  },
  begin: {
    kind: "move",
    ask: (world, round) => begin(world, { place: 1, round, sending: { fence: 1 + round, limits } }),
  },
  markSending: {
    kind: "move",
    async ask(world, round) {
      const attempt = await prepared(world, 2, round);
      await world.mark();
      return send(world, attempt);
    },
  },
  fail: {
    kind: "move",
    async ask(world, round) {
      const attempt = await sent(world, 3, round);
      await world.mark();
      return world.db.attempts.fail({ ...attempt, state: "REJECTED", errorCode: "SLOT_TAKEN" });
    },
  },
  takeBack: {
    kind: "move",
    async ask(world, round) {
      const attempt = await sent(world, 4, round);
      await begin(world, { place: 4, round, attemptUlid: attempt.attemptUlid }); // known already
      await world.mark();
      return world.db.attempts.takeBack({ ...attempt, errorCode: "NOT_SENT" });
    },
  },
  apply: {
    kind: "move",
    mayTouch: { buffers: 350, why: "writes a dozen rows with their indexes" },
    async ask(world, round) {
      const { attemptUlid } = await sent(world, 8, round);
      await world.mark();
      const move = moveOf(world, 8, round);
      return world.db.attempts.apply({
        ...move,
        ownAttemptUlid: attemptUlid,
        newUlids: newUlids(4),
      });
    },
  },
  applyChain: {
    kind: "job",
    async ask(world, round) {
      const { upstreamStatus, cause, ...move } = moveOf(world, 9, round);
      const moves = [move];
      // The move was seen first, as a meeting of its own.
      const { coach, mentee } = meetingOf(world.size, 9, round);
      await world.db.bookings.importObserved({
        ulid: ulid(),
        calBookingUid: move.toCalUid,
        coachUserUlid: user(coach),
        menteeUserUlid: user(mentee),
        title: "Leadership coaching",
        eventTypeId: 101,
        durationMinutes: 45,
        ...timeAt(9, round),
        status: upstreamStatus,
      });
      await world.mark();
      return world.db.attempts.applyChain({ moves, upstreamStatus, cause, newUlids: newUlids(12) });
    },
  },
  claimDue: {
    ...due,
    ask: ({ db }) => db.attempts.claimDue({ limit: 10, leaseMs, lookMs: 5000 }),
  },
  prune: {
    kind: "job",
    mayGrow: "deletes up to 5,000 rows, where there are so many",
    ask: ({ db }) => db.attempts.prune({ keepMs: 900 * dayMs, keepUnsentMs: dayMs }),
  },
};

const answers: Questions<"answers">["answers"] = {
  begin: {
    kind: "move",
    ask: ({ db, size }, round) => {
      const { bookingUlid, coach } = meetingOf(size, 5, round);
      return db.answers.begin({
        kind: "confirm",
        attemptUlid: ulid(),
        bookingUlid,
        actorUserUlid: user(coach),
        requestHash: "hash",
        expectedVersion: 3,
        reason: null,
        overrideConflict: false,
        leaseMs,
      });
    },
  },
  claimDue: {
    ...due,
    ask: ({ db }) => db.answers.claimDue({ limit: 10, leaseMs, lookMs: 5000 }),
  },
  count: {
    kind: "view",
    ask: ({ db, size }, round) => db.answers.count(meetingOf(size, 6, round)),
  },
};

const observed = ({ size }: World, place: number, round: number) => ({
  calBookingId: meetingOf(size, place, round).calUid,
  calUpdatedAt: "2098-01-01T00:00:00.000Z",
});

const observations: Questions<"observations">["observations"] = {
  people: {
    kind: "job",
    ask: (world, round) =>
      world.db.observations.people({
        ...observed(world, 10, round),
        hostEmails: [`person${40 + round}@example.com`],
        attendeeEmails: ["someone@example.com"],
        newUlids: newUlids(6),
      }),
  },
  times: {
    kind: "job",
    ask: (world, round) =>
      world.db.observations.times({
        ...observed(world, 11, round),
        ...timeAt(11, round),
        cause: "webhook",
        newUlids: newUlids(4),
      }),
  },
  status: {
    kind: "job",
    ask: (world, round) =>
      world.db.observations.status({
        ...observed(world, 12, round),
        status: "cancelled",
        newUlids: newUlids(4),
      }),
  },
  cancelledToo: {
    kind: "job",
    ask: (world, round) =>
      world.db.observations.cancelledToo({ ...observed(world, 13, round), newUlids: newUlids(4) }),
  },
  missing: {
    kind: "job",
    ask: (world, round) =>
      world.db.observations.missing({ ...observed(world, 14, round), confirmMs: 1 }),
  },
  pruneErased: {
    kind: "job",
    mayGrow: "one look at each meeting to come of a person who deleted their account",
    ask: ({ db }) => db.observations.pruneErased(),
  },
};

const news: Question = {
  kind: "view",
  ask: ({ dbOf }) => dbOf(0).notifications.list({ userUlid: user(0), cursor: null, limit: 20 }),
};

const notifications: Questions<"notifications">["notifications"] = {
  list: news,
  unreadCount: {
    kind: "view",
    ask: ({ dbOf }, round) => dbOf(round).notifications.unreadCount({ userUlid: user(round) }),
  },
  markRead: {
    kind: "view",
    ask: ({ dbOf }, round) =>
      dbOf(20 + round).notifications.markRead({
        userUlid: user(20 + round),
        notificationUlid: ulidOf(TABLE.notification, 20 + round),
      }),
  },
  markAllRead: {
    kind: "rare",
    ask: ({ dbOf }, round) =>
      dbOf(30 + round).notifications.markAllRead({ userUlid: user(30 + round) }),
  },
  prune: {
    kind: "job",
    mayGrow: "deletes up to 5,000 rows, where there are so many",
    ask: ({ db }) => db.notifications.prune({ keepMs: 1_095 * dayMs }),
  },
};

export const questionsOfMoves: Questions<
  "attempts" | "answers" | "observations" | "notifications"
> = {
  attempts,
  answers,
  observations,
  notifications,
};
