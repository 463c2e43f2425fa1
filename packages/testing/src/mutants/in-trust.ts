import type { Mutant } from "./mutant.ts";

const api = "packages/api/src";
const permission =
  "A booking is not a permission: a coach learns nothing of a mentee's calendar before the mentee consents, and whole meetings after it";
const admission =
  "A function that acts for a person takes an `Actor`, and `Actor.admit` is the only way to get one.";

/** Who may do and see what. */
export const inTrust: readonly Mutant[] = [
  {
    name: "a coach reads a calendar that was not shared",
    rule: permission,
    file: `${api}/core/consent/shared-connection.ts`,
    before: `return reader === "mentee" || consent?.state === "allowed";`,
    after: `return reader === "mentee" || consent?.state !== "stopped";`,
    killedBy: {
      file: `${api}/core/consent/shared-connection.test.ts`,
      title: "is a coach's to use only while the mentee allows it",
    },
  },
  {
    name: "a coach learns a shared calendar to the minute",
    rule: permission,
    file: `${api}/core/consent/fineness.ts`,
    before: `if (reader === "mentee" || consent?.state !== "allowed") return null;`,
    after: `if (reader === "mentee" || reader === "coach" || consent?.state !== "allowed") return null;`,
    killedBy: {
      file: `${api}/core/consent/fineness.test.ts`,
      title: "follows what the pair's meetings were when the mentee agreed",
    },
  },
  {
    name: "a stranger is a mentee",
    rule: "the participant check is ours and inside every procedure",
    file: `${api}/core/participant.ts`,
    before: `  if (booking.menteeUserUlid === userUlid) return "mentee";
  throw new AppError("NOT_FOUND");`,
    after: `  return "mentee";`,
    killedBy: { file: `${api}/core/participant.test.ts`, title: "does not exist for anyone else" },
  },
  {
    name: "the role does not come from the row",
    rule: "The role comes from the booking's row, never from input or from the session's metadata.",
    file: `${api}/core/participant.ts`,
    before: `if (booking.coachUserUlid === userUlid) return "coach";`,
    after: `if (booking.coachUserUlid === userUlid) return "mentee";`,
    killedBy: { file: `${api}/core/participant.test.ts`, title: "is the one of its row" },
  },
  {
    name: "a request acts without the rate limit",
    rule: admission,
    file: `${api}/app/actor.ts`,
    before: "enforcePersonLimit(app, { clerkUserId: caller.clerkUserId, kind: limit });",
    after: "Promise.resolve(enforcePersonLimit.length + limit.length);",
    killedBy: {
      file: `${api}/app/actor.test.ts`,
      title: "counts the request, and refuses one too many",
    },
  },
  {
    name: "a session that was ended changes something",
    rule: "A procedure that skips the rate limit or the session check does not compile.",
    file: `${api}/app/actor.ts`,
    before: "needsActiveSession ? requireActiveSession(app, caller) : null,",
    after: "needsActiveSession ? null : requireActiveSession(app, caller),",
    killedBy: {
      file: `${api}/app/actor.test.ts`,
      title: "is refused to a session that was ended, where something is to be changed",
    },
  },
  {
    name: "the identity provider's no is not heard",
    rule: "a lost laptop must not change anything",
    file: `${api}/app/require-active-session.ts`,
    before: "if (isStanding === false) throw",
    after: "if (isStanding === undefined) throw",
    killedBy: {
      file: `${api}/app/actor.test.ts`,
      title: "is refused to a session that was ended, where something is to be changed",
    },
  },
  {
    name: "a change is made although its limit cannot be read",
    rule: "When the counts cannot be read, people may still look, and nothing is changed.",
    file: `${api}/app/call-limits.ts`,
    before: "if (failOpen) return 0;",
    after: "if (failOpen || !failOpen) return 0;",
    killedBy: {
      file: `${api}/app/call-limits.test.ts`,
      title: "allows reads, and is busy for changes, when the counts cannot be read",
    },
  },
  {
    name: "an API key does what it was not made for",
    rule: "Refuses a key without the scope.",
    file: `${api}/trpc/api-scopes.ts`,
    before: "if (scope === null || !given.includes(scope)) {",
    after: "if (scope === null) {",
    killedBy: {
      file: `${api}/trpc/api-scopes.test.ts`,
      title: "refuses a key without the scope and names it",
    },
  },
  {
    name: "another site's page changes something with the cookie",
    rule: "Cookie callers must send our origin and JSON for a write.",
    file: `${api}/trpc/procedures.ts`,
    before: `return request.origin === app.settings.appOrigin && mediaType === "application/json";`,
    after: `return app.settings.appOrigin !== "" && mediaType === "application/json";`,
    killedBy: { file: `${api}/trpc/procedures.test.ts`, title: "is refused to" },
  },
  {
    name: "a form of another site changes something with the cookie",
    rule: "Cookie callers must send our origin and JSON for a write.",
    file: `${api}/trpc/procedures.ts`,
    before: `return request.origin === app.settings.appOrigin && mediaType === "application/json";`,
    after: `return request.origin === app.settings.appOrigin && mediaType !== "";`,
    killedBy: { file: `${api}/trpc/procedures.test.ts`, title: "is refused to" },
  },
  {
    name: "another site's page calls a server action",
    rule: "the only origin whose pages may call actions",
    file: "apps/web/src/server/guards/refuse-action.ts",
    before: `if (headers.get("origin") !== ownOrigin) return`,
    after: `if (headers.get("origin") === null) return`,
    killedBy: {
      file: "apps/web/src/server/guards/refuse-action.test.ts",
      title: "refuses other origins, and bodies that are too large or without a length, unread",
    },
  },
];
