import type { Mutant } from "./mutant.ts";

const sync = "packages/api/src/sync";
const credentials = "packages/api/src/cal-credentials";
const cal = "packages/cal/src";
const resilience = "packages/cal/test/resilience.test.ts";

/** What is read at Cal.com, asked of it, and believed of what it says. */
export const atCal: readonly Mutant[] = [
  {
    name: "a chain of moves is followed without an end",
    rule: "One look follows so many moves and records them; the next look continues from there.",
    file: `${sync}/read-chain.ts`,
    before: "if (chain.length > maxHops) return",
    after: "if (chain.length > 100 * maxHops) return",
    killedBy: {
      file: `${sync}/read-chain.test.ts`,
      title: "cuts what is longer than a look, and continues from there",
    },
  },
  {
    name: "moves that lead back are followed for ever",
    rule: "the moves lead back, so that no booking takes place",
    file: `${sync}/read-chain.ts`,
    before: "if (seen.has(next)) return",
    after: "if (seen.size === 0) return",
    killedBy: { file: `${sync}/read-chain.test.ts`, title: "says that the moves lead back" },
  },
  {
    name: "an occurrence is cancelled while another one cannot be read",
    rule: "the successor may be one that could not be read",
    file: `${sync}/read-chain.ts`,
    before: "if (!isLive(last) && unreadable.length > 0) throw maybeMoved();",
    after: "if (isLive(last) && unreadable.length > 0) throw maybeMoved();",
    killedBy: {
      file: `${sync}/read-chain.test.ts`,
      title: "does not take an occurrence for cancelled while another one cannot be read",
    },
  },
  {
    name: "a look records a move that another process is sending",
    rule: "it, or its recovery, learns the outcome itself",
    file: `${sync}/is-being-moved.ts`,
    before: "return (await db.attempts.getInFlight({ bookingUlid: ulid })) !== null;",
    after: "return (await db.attempts.getInFlight({ bookingUlid: ulid })) === undefined;",
    killedBy: {
      file: `${sync}/is-being-moved.test.ts`,
      title: "is so while another process, or a recovery, has its attempt",
    },
  },
  {
    name: "a look records a move that this process is sending",
    rule: "it, or its recovery, learns the outcome itself",
    file: `${sync}/is-being-moved.ts`,
    before: "if (caches.recentMoves.isMoving(calBookingId)) return true;",
    after: "",
    killedBy: {
      file: `${sync}/is-being-moved.test.ts`,
      title: "is so while this process moves it, which costs no query",
    },
  },
  {
    name: "an account's webhook names any booking",
    rule: "A booking that the account does not host is ignored.",
    file: `${sync}/process-webhooks.ts`,
    before: "if (!isOurs) throw new ForeignBooking();",
    after: "",
    killedBy: {
      file: "packages/api/test/cal/webhooks.test.ts",
      title: "cannot name a booking that its account does not host",
    },
  },
  {
    name: "a webhook overtakes the move that another process is sending",
    rule: "A call about a move that is being sent from here waits for it",
    file: `${sync}/process-webhooks.ts`,
    before: `=== "PREPARED" || state === "SENDING")`,
    after: `=== "PREPARED")`,
    killedBy: {
      file: "packages/api/test/cal/webhooks.test.ts",
      title: "about a move that another process has in flight waits for it",
    },
  },
  {
    name: "any signature is a webhook's",
    rule: "its signature is verified on the raw bytes",
    file: `${cal}/webhooks/verify-cal-signature.ts`,
    before: "return matches.includes(true);",
    after: "return matches.length > 0;",
    killedBy: {
      file: `${cal}/webhooks/verify-cal-signature.test.ts`,
      title: "refuses the same JSON written differently",
    },
  },
  {
    name: "a request may be confirmed beside another meeting",
    rule: "before a confirmation the booking and the coach's calendars are read",
    file: "packages/api/src/answer/prepare-answer.ts",
    before: `kind === "confirm" && input.overrideConflict !== true`,
    after: `kind === "confirm" && input.overrideConflict === true`,
    killedBy: {
      file: "packages/api/test/answer/answers.test.ts",
      title: "the coach's calendar is read: a conflict is refused unless it is overridden",
    },
  },
  {
    name: "a request that waits at another time is answered",
    rule: "only the live end of its moves is answered",
    file: "packages/api/src/answer/prepare-answer.ts",
    before: `if (outcome !== "unchanged" || last.status !== "pending" || !isSameStart) return "no";`,
    after: `if (outcome !== "unchanged" || last.status !== "pending") return "no";`,
    killedBy: {
      file: "packages/api/src/answer/prepare-answer.test.ts",
      title: "and not to one that",
    },
  },
  {
    name: "a request that was confirmed is answered",
    rule: "only the live end of its moves is answered",
    file: "packages/api/src/answer/prepare-answer.ts",
    before: `if (outcome !== "unchanged" || last.status !== "pending" || !isSameStart) return "no";`,
    after: `if (outcome !== "unchanged" || !isSameStart) return "no";`,
    killedBy: {
      file: "packages/api/src/answer/prepare-answer.test.ts",
      title: "and not to one that",
    },
  },
  {
    name: "a token is trusted for ever",
    rule: "How long a token that Cal.com has accepted is trusted without asking again.",
    file: `${credentials}/cal-accounts.ts`,
    before: "return ageMs >= 0 && ageMs < trustedForMs;",
    after: "return ageMs >= 0;",
    killedBy: { file: `${credentials}/cal-accounts.test.ts`, title: "ms after it was" },
  },
  {
    name: "a token that is refused asks for no reconnection",
    rule: "The connection becomes `needsReconnect` when Cal.com refuses an API key, a refresh, or a new token at `/v2/me`.",
    file: `${credentials}/cal-accounts.ts`,
    before: `  await deps.db.calConnections.markNeedsReconnect({ userUlid, generation });
  return { kind: "needsReconnect" };`,
    after: `  return { kind: "needsReconnect" };`,
    killedBy: { file: `${credentials}/cal-accounts.test.ts`, title: "asks for a reconnection" },
  },
  {
    name: "an API key that is refused is used again",
    rule: "The connection becomes `needsReconnect` when Cal.com refuses an API key, a refresh, or a new token at `/v2/me`.",
    file: `${credentials}/account-client.ts`,
    before: `if (kind === "apiKey") {`,
    after: `if (kind !== "apiKey" && kind !== "oauth") {`,
    killedBy: {
      file: `${credentials}/account-client.test.ts`,
      title: "asks for a reconnection at once for an API key",
    },
  },
  {
    name: "a move is the probe of a half-open breaker",
    rule: "A write must not be the probe of a half-open breaker",
    file: `${cal}/http/transport.ts`,
    before: "if (isWrite && breaker.state !== CircuitState.Closed) throw",
    after: "if (isWrite && breaker.state === CircuitState.Isolated) throw",
    killedBy: {
      file: resilience,
      title: "is tried by a read once its time is over, never by a move",
    },
  },
  {
    name: "a move is sent again",
    rule: "Writes are sent once",
    file: `${cal}/http/transport.ts`,
    before: `request.method === "GET"
          ? await sendRead`,
    after: `request.method !== "DELETE"
          ? await sendRead`,
    killedBy: { file: resilience, title: "is sent once, whatever becomes of it" },
  },
  {
    name: "an abort stops a move that has left",
    rule: "Cancels a read at any time; a write only before it is sent.",
    file: `${cal}/http/send.ts`,
    before: "exchange.signal && !isWrite ?",
    after: "exchange.signal ?",
    killedBy: { file: resilience, title: "is not stopped by an abort once it has left" },
  },
  {
    name: "a reset connection has moved nothing",
    rule: "True when Cal.com may have carried out a write although no success was seen",
    file: `${cal}/errors/cal-error.ts`,
    before: `  "SERVER_ERROR",
  "UNREACHABLE",
  "UNEXPECTED_RESPONSE",
]);`,
    after: `  "SERVER_ERROR",
  "UNEXPECTED_RESPONSE",
]);`,
    killedBy: {
      file: `${cal}/errors/cal-error.test.ts`,
      title: "leaves the outcome of a write open after",
    },
  },
  {
    name: "an unknown time of the mentee is mutual",
    rule: "whether the mentee is free then could not be read; never counts as free",
    file: `${cal}/availability/judge-slots.ts`,
    before: `unread.start < end) verdict = "menteeUnknown";`,
    after: `unread.start < end) verdict = "mutual";`,
    killedBy: {
      file: `${cal}/availability/without-meeting.test.ts`,
      title: "says unknown only where the mentee is not known to be busy or away",
    },
  },
  {
    name: "the meeting that is moved conflicts with itself",
    rule: "The meeting that is being moved never conflicts with itself",
    file: `${cal}/availability/judge-slots.ts`,
    before: "normalized(withoutMeeting(mentee.busy, current))",
    after: "normalized(mentee.busy)",
    killedBy: {
      file: `${cal}/availability/judge-slots.test.ts`,
      title: "never lets the meeting being moved block itself",
    },
  },
];
