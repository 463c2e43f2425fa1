import { dayMs, hourMs, minuteMs, weekMs } from "@reslot/cal/time";
import { TABLE, ulidOf } from "./fill.ts";
import { connectionOf, meetingOf, type Questions, user } from "./question.ts";

const leaseMs = 60_000;

const outbox: Questions<"outbox">["outbox"] = {
  claimBatch: {
    kind: "poll",
    mayTouch: {
      buffers: 1_200,
      why: "of each of ten mails it counts what was sent, and changes seven indexes",
    },
    ask: ({ db }) => db.outbox.claimBatch({ limit: 10, leaseMs }),
  },
  settle: {
    kind: "poll",
    async ask({ db, mark }) {
      const batch = await db.outbox.claimBatch({ limit: 5, leaseMs });
      await mark();
      return db.outbox.settle(
        (batch?.rows ?? []).map(({ ulid, fence }) => ({ ulid, fence, outcome: "done" })),
      );
    },
  },
  prune: {
    kind: "job",
    mayGrow: "deletes up to 5,000 rows, where there are so many",
    ask: ({ db }) => db.outbox.prune({ keepMs: 1_095 * dayMs }),
  },
  loadNotifications: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.outbox.loadNotifications([1, 2, 3].map((n) => ulidOf(TABLE.notification, n + round))),
  },
  loadKnownSenders: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.outbox.loadKnownSenders([1, 2, 3].map((n) => ulidOf(TABLE.notification, n + round))),
  },
};

const coachSyncs: Questions<"coachSyncs">["coachSyncs"] = {
  claim: {
    kind: "poll",
    mayTouch: { buffers: 300, why: "takes five accounts, each with its nine indexes" },
    ask: ({ db }) => db.coachSyncs.claim({ limit: 5, leaseMs }),
  },
  claimOne: {
    kind: "job",
    ask: ({ db }, round) => db.coachSyncs.claimOne({ userUlid: user(1 + round), leaseMs }),
  },
  done: {
    kind: "job",
    ask: ({ db }, round) =>
      db.coachSyncs.done({
        userUlid: user(1 + round),
        fence: 1,
        cursor: null,
        skippedRows: 0,
        whole: null,
        intervals: [{ everyMs: hourMs, withinMs: null, delayMs: hourMs }],
      }),
  },
  failed: {
    kind: "job",
    ask: ({ db }, round) =>
      db.coachSyncs.failed({ userUlid: user(1 + round), fence: 1, delayMs: hourMs }),
  },
  hurry: {
    kind: "poll",
    ask: ({ db }, round) => db.coachSyncs.hurry({ userUlids: [user(40 + round)] }),
  },
  hurryForAddress: {
    kind: "rare",
    ask: ({ db }, round) => db.coachSyncs.hurryForAddress(`left-${10 + 10 * round}`),
  },
  claimUnconnected: {
    kind: "job",
    ask: ({ db }) =>
      db.coachSyncs.claimUnconnected({
        intervals: [
          { everyMs: hourMs, withinMs: 2 * dayMs },
          { everyMs: dayMs, withinMs: null },
        ],
        confirmMs: minuteMs,
      }),
  },
};

const stateHash = (round: number) => `${round}`.padStart(50, "b");
const oauthStates: Questions<"oauthStates">["oauthStates"] = {
  create: {
    kind: "rare",
    ask: ({ db, size }, round) =>
      db.oauthStates.create({
        stateHash: stateHash(round),
        userUlid: user(round),
        verifier: null,
        returnTo: "/",
        ttlMs: hourMs,
        ...(round % 2 === 0 && { shareForBookingUlid: meetingOf(size, 0, round).bookingUlid }),
      }),
  },
  take: { kind: "rare", ask: ({ db }, round) => db.oauthStates.take(stateHash(round)) },
};

const call = (round: number) => ({ dedupeKey: `waiting-${1 + round}`, fence: 1 });
const webhookInbox: Questions<"webhookInbox">["webhookInbox"] = {
  receive: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.webhookInbox.receive({
        connectionUlid: connectionOf(30),
        dedupeKey: `new-${round}`,
        trigger: "BOOKING_CREATED",
        calUids: ["cal-1"],
        cap: 5,
      }),
  },
  claim: { kind: "poll", ask: ({ db }) => db.webhookInbox.claim({ limit: 10, leaseMs }) },
  done: { kind: "poll", ask: ({ db }, round) => db.webhookInbox.done(call(round)) },
  retry: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.webhookInbox.retry({ ...call(10 + round), delayMs: hourMs, error: "unreachable" }),
  },
  bury: {
    kind: "poll",
    ask: ({ db }, round) => db.webhookInbox.bury({ ...call(20 + round), error: "refused" }),
  },
  prune: { kind: "job", ask: ({ db }) => db.webhookInbox.prune({ keepMs: weekMs }) },
};

const changeFeed: Questions<"changeFeed">["changeFeed"] = {
  latestId: { kind: "poll", ask: ({ db }) => db.changeFeed.latestId() },
  oldestId: { kind: "view", ask: ({ db }) => db.changeFeed.oldestId() },
  coachesOf: {
    kind: "view",
    ask: ({ db, size }, round) => db.changeFeed.coachesOf(user(meetingOf(size, 0, round).mentee)),
  },
  readAfter: {
    kind: "poll",
    ask: ({ db, size }) =>
      db.changeFeed.readAfter({ afterId: 5 * size.bookings + 2990, overlapMs: 5000, limit: 500 }),
  },
  prune: { kind: "job", ask: ({ db }) => db.changeFeed.prune({ keepMs: dayMs }) },
};

const key = (round: number) => `key-${3 * round}`;
const jobs: Questions<"jobs">["jobs"] = {
  enqueue: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.jobs.enqueue({ kind: "deliver-mail", key: `new-${round}`, delayMs: 0 }),
  },
  claim: {
    kind: "poll",
    ask: ({ db }) =>
      db.jobs.claim({
        classes: [
          { kinds: ["deliver-mail"], places: 3 },
          { kinds: ["sync-coaches", "prune-tables"], places: 3 },
        ],
        leaseMs,
      }),
  },
  renew: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.jobs.renew({ kind: "deliver-mail", key: key(round), fence: 1, leaseMs }),
  },
  done: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.jobs.done({
        kind: "deliver-mail",
        key: key(round),
        fence: 1,
        againMs: hourMs,
        cursor: null,
      }),
  },
  retry: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.jobs.retry({
        kind: "sync-coaches",
        key: `key-${3 * round + 1}`,
        fence: 1,
        delayMs: 1,
        error: "failed",
      }),
  },
  bury: {
    kind: "poll",
    ask: ({ db }, round) =>
      db.jobs.bury({
        kind: "prune-tables",
        key: `key-${3 * round + 2}`,
        fence: 1,
        error: "failed",
      }),
  },
  prune: {
    kind: "job",
    mayGrow: "deletes up to 5,000 rows, where there are so many",
    ask: ({ db }) => db.jobs.prune({ keepMs: dayMs }),
  },
};

/** Asked twice a minute. What they count grows with the deployment, not with what it has done. */
const counted = {
  kind: "poll",
  mayTouch: { buffers: 2_000, why: "counts what is in flight: one buffer for each" },
  mayGrow: "counts what is in flight",
} as const;
const backlog: Questions<"backlog">["backlog"] = {
  attemptsInFlight: { ...counted, ask: ({ db }) => db.backlog.attemptsInFlight() },
  attemptsNeedingHuman: { ...counted, ask: ({ db }) => db.backlog.attemptsNeedingHuman() },
  mailsWaiting: { kind: "poll", ask: ({ db }) => db.backlog.mailsWaiting() },
  mailsGivenUp: {
    kind: "poll",
    mayGrow: "counts what was given up in a month",
    ask: ({ db }) => db.backlog.mailsGivenUp(),
  },
  sync: { kind: "poll", ask: ({ db }) => db.backlog.sync() },
};

export const questionsOfWork: Questions<
  | "outbox"
  | "coachSyncs"
  | "oauthStates"
  | "webhookInbox"
  | "changeFeed"
  | "jobs"
  | "backlog"
  | "rateLimits"
  | "calBudgets"
> = {
  outbox,
  coachSyncs,
  oauthStates,
  webhookInbox,
  changeFeed,
  jobs,
  backlog,
  rateLimits: {
    take: {
      kind: "view",
      ask: ({ db }, round) =>
        db.rateLimits.take({ key: `limit-${1 + round}`, limit: 100, windowMs: minuteMs }),
    },
    prune: { kind: "job", ask: ({ db }) => db.rateLimits.prune({ keepMs: 2 * dayMs }) },
  },
  calBudgets: {
    lease: {
      kind: "view",
      // One of them is used up.
      ask: ({ db }, round) =>
        db.calBudgets.lease([
          { key: `budget-${1 + round}`, permille: 500, want: 3 },
          { key: `budget-${100 + round}`, permille: 1, want: 3 },
        ]),
    },
    countBlocked: { kind: "poll", ask: ({ db }) => db.calBudgets.countBlocked() },
    prune: { kind: "job", ask: ({ db }) => db.calBudgets.prune({ keepMs: dayMs }) },
  },
};
