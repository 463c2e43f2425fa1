import { dayMs, hourMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { Secret } from "../src/index.ts";
import { clerkUser, connectionOf, FAR, type Questions, user, type World } from "./question.ts";

const email = (n: number) => `person${n}@example.com`;
/** As base64url of a SHA-256. */
const hashOf = (n: number) => String(n).padStart(43, "h");

const users: Questions<"users">["users"] = {
  getByClerkId: { kind: "view", ask: ({ db }, round) => db.users.getByClerkId(clerkUser(round)) },
  getByUlid: { kind: "view", ask: ({ db }, round) => db.users.getByUlid(user(round)) },
  saveProfile: {
    kind: "view",
    ask: ({ db }, round) =>
      db.users.saveProfile({
        ulid: ulid(),
        clerkUserId: `new_${round}`,
        email: `new${round}@example.com`,
        otherEmails: [`other${round}@example.com`],
        name: "New Person",
      }),
  },
  releaseAddresses: {
    kind: "rare",
    ask: ({ db }, round) =>
      db.users.releaseAddresses({ clerkUserId: clerkUser(40 + round), keep: [] }),
  },
  listDueForCheck: {
    kind: "poll",
    ask: ({ db }) => db.users.listDueForCheck({ limit: 20, everyMs: 18 * hourMs }),
  },
  putOffCheck: {
    kind: "poll",
    ask: ({ db }, round) => db.users.putOffCheck([clerkUser(50 + round)]),
  },
  findByEmails: {
    kind: "view",
    ask: ({ db }, round) => db.users.findByEmails([email(60 + round), "none@example.com"]),
  },
  learnTimeZone: {
    kind: "view",
    ask: ({ db }, round) =>
      db.users.learnTimeZone({
        userUlid: user(60 + round),
        timeZone: "Europe/Paris",
        from: "choice",
      }),
  },
  saveChoices: {
    kind: "view",
    ask: ({ db }, round) => db.users.saveChoices(user(60 + round), { locale: "de" }),
  },
  countUpcoming: { kind: "view", ask: ({ db }, round) => db.users.countUpcoming(user(1 + round)) },
  exportOf: { kind: "rare", ask: ({ db }, round) => db.users.exportOf(user(1 + round)) },
  anonymise: {
    kind: "rare",
    ask: ({ db, size }, round) =>
      db.users.anonymise({ clerkUserId: clerkUser(size.coaches + size.coaches * 2 + 50 + round) }),
  },
};

/** Connects with a token that can be opened. */
async function connect({ db, size }: World, person: number, kind: "apiKey" | "oauth") {
  const me = { calUserId: size.users * 10 + person, calUsername: null, calEmail: null };
  const common = { ulid: ulid(), userUlid: user(person), me };
  if (kind === "apiKey") return db.calConnections.saveApiKey({ ...common, apiKey: "cal_key" });
  const tokens = { accessToken: "access", refreshToken: "refresh" };
  return db.calConnections.saveOAuth({
    ...common,
    ...tokens,
    accessExpiresAt: FAR,
    scopes: ["BOOKING_READ"],
  });
}

const calConnections: Questions<"calConnections">["calConnections"] = {
  saveApiKey: { kind: "rare", ask: (world, round) => connect(world, 60 + round, "apiKey") },
  getWithToken: {
    kind: "view",
    ask: ({ db }, round) => db.calConnections.getWithToken(user(60 + round)),
  },
  unseal: null,
  saveOAuth: { kind: "rare", ask: (world, round) => connect(world, 70 + round, "oauth") },
  readOAuth: {
    kind: "move",
    ask: ({ db }, round) => db.calConnections.readOAuth(user(70 + round)),
  },
  leaseRefresh: {
    kind: "move",
    ask: ({ db }, round) =>
      db.calConnections.leaseRefresh({
        userUlid: user(70 + round),
        owner: "bench",
        generation: 2,
        leaseMs: 60_000,
      }),
  },
  releaseRefresh: {
    kind: "move",
    ask: ({ db }, round) =>
      db.calConnections.releaseRefresh({ userUlid: user(70 + round), owner: "bench" }),
  },
  storeRefreshed: {
    kind: "move",
    ask: ({ db }, round) =>
      db.calConnections.storeRefreshed({
        userUlid: user(70 + round),
        generation: 2,
        accessToken: "next",
        refreshToken: "next",
        accessExpiresAt: FAR,
      }),
  },
  reencryptTokens: {
    kind: "job",
    ask: ({ db }) => db.calConnections.reencryptTokens({ limit: 100 }),
  },
  get: { kind: "view", ask: ({ db }, round) => db.calConnections.get(user(1 + round)) },
  getMany: { kind: "view", ask: ({ db }) => db.calConnections.getMany([0, 1, 2, 3].map(user)) },
  markProven: {
    kind: "move",
    ask: ({ db }, round) =>
      db.calConnections.markProven({ userUlid: user(1 + round), generation: 1 }),
  },
  noteFacts: {
    kind: "view",
    ask: ({ db }, round) =>
      db.calConnections.noteFacts({
        userUlid: user(1 + round),
        generation: 1,
        facts: { calendars: [{ credentialId: round, externalId: "work" }], openEventType: null },
      }),
  },
  markNeedsReconnect: {
    kind: "rare",
    ask: ({ db }, round) =>
      db.calConnections.markNeedsReconnect({ userUlid: user(80 + round), generation: 1 }),
  },
  disconnect: {
    kind: "rare",
    ask: ({ db }, round) => db.calConnections.disconnect(user(90 + round)),
  },
};

const claimOf = (n: number) => ({ connectionUlid: connectionOf(n), fence: 0 });

const calSubscriptions: Questions<"calSubscriptions">["calSubscriptions"] = {
  getStatus: {
    kind: "view",
    ask: ({ db }, round) => db.calSubscriptions.getStatus(user(1 + round)),
  },
  keepSecret: {
    kind: "job",
    ask: ({ db }, round) =>
      db.calSubscriptions.keepSecret({ ...claimOf(1 + round), secret: new Secret("shared") }),
  },
  readSecret: {
    kind: "poll",
    ask: ({ db }, round) => db.calSubscriptions.readSecret(connectionOf(1 + round)),
  },
  claim: { kind: "poll", ask: ({ db }) => db.calSubscriptions.claim({ limit: 10, leaseMs: 1 }) },
  openSecret: null,
  openEndedToken: null,
  settle: {
    kind: "job",
    ask: ({ db }, round) =>
      db.calSubscriptions.settle({
        ...claimOf(1 + round),
        state: "live",
        problem: null,
        againMs: dayMs,
      }),
  },
  retry: {
    kind: "job",
    ask: ({ db }, round) =>
      db.calSubscriptions.retry({ ...claimOf(10 + round), delayMs: dayMs, error: "unreachable" }),
  },
  keepEndedTokens: {
    kind: "job",
    ask: ({ db }, round) =>
      db.calSubscriptions.keepEndedTokens({
        ...claimOf(90 + round),
        userUlid: user(90 + round),
        tries: 1,
        state: "removing",
        tokenKind: "oauth",
        sealedToken: "",
        tokens: { accessToken: "access", refreshToken: "refresh" },
      }),
  },
  removed: {
    kind: "job",
    ask: ({ db }, round) => db.calSubscriptions.removed(claimOf(90 + round)),
  },
};

const mailSuppressions: Questions<"mailSuppressions">["mailSuppressions"] = {
  add: {
    kind: "rare",
    ask: ({ db }, round) =>
      db.mailSuppressions.add({ addressHash: hashOf(1e9 + round), reason: "bounced" }),
  },
  remove: {
    kind: "rare",
    ask: ({ db }, round) =>
      db.mailSuppressions.remove({ addressHash: hashOf(1e9 + round), reason: "bounced" }),
  },
  find: {
    kind: "poll",
    ask: ({ db }, round) => db.mailSuppressions.find([hashOf(1 + round), hashOf(0)]),
  },
};

export const questionsOfPeople: Questions<
  "users" | "calConnections" | "calSubscriptions" | "mailSuppressions"
> = { users, calConnections, calSubscriptions, mailSuppressions };
