import type { Mutant } from "./mutant.ts";

const attempts = "packages/db/supabase/schemas/30_reschedule_attempts.sql";
const outbox = "packages/db/supabase/schemas/60_outbox.sql";
const dueAttempts = "packages/db/test/due-attempts.test.ts";
const hiccups = "packages/api/test/reschedule/hiccups.test.ts";

/** What repairs a move, an answer or a mail after something has failed around it. */
export const inRecovery: readonly Mutant[] = [
  {
    name: "an attempt that needs a person is never read again",
    rule: "the worker reads the booking until the outcome is known",
    file: attempts,
    before: `where due."state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN') and`,
    after: `where due."state" in ('PREPARED', 'SENDING', 'UNKNOWN') and`,
    killedBy: {
      file: dueAttempts,
      title: "goes on with an attempt that needs a person, which a read can still settle",
    },
  },
  {
    name: "a server that has died keeps its move for a whole lease",
    rule: "the worker reads it from 5 s after the POST on and applies it",
    file: attempts,
    before: `where due."state" = 'SENDING' and (due."kind" = 'move') = p_is_move`,
    after: `where false and (due."kind" = 'move') = p_is_move`,
    killedBy: {
      file: dueAttempts,
      title: "gives an attempt that is being sent to be looked at, from five seconds on",
    },
  },
  {
    name: "an attempt that is only looked at is taken from its owner",
    rule: "nothing of it changes but the time of the next look",
    file: attempts,
    before: `set "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_look_ms)`,
    after: `set "fence" = mine."fence" + 1, "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_look_ms)`,
    killedBy: {
      file: dueAttempts,
      title: "gives an attempt that is being sent to be looked at, from five seconds on",
    },
  },
  {
    name: "every request was sent just now",
    rule: "with the age of the request to Cal.com by the database's clock",
    file: attempts,
    before: `floor(extract(epoch from pg_catalog.clock_timestamp() - "sentAt") * 1000)::bigint`,
    after: `0::bigint`,
    killedBy: {
      file: dueAttempts,
      title: "claims it when its lease has ended, with its age by the database's clock",
    },
  },
  {
    name: "a program's own clock says how long ago a request was sent",
    rule: "After the quiet time the attempt is reported as not moved",
    file: "packages/api/src/reschedule/recover-attempts.ts",
    before: `const { sentForMs } = attempt;`,
    after: `const sentForMs = attempt.sentAt && deps.clock.now() - Date.parse(attempt.sentAt);`,
    killedBy: {
      file: hiccups,
      title: "settles nothing earlier or later than the database's clock says",
    },
  },
  {
    name: "an ordinary move counts as recovered",
    rule: "The outcome had become unknown before it was found out.",
    file: attempts,
    before: `v_was_unknown and v_attempt."ulid" is not null);`,
    after: `v_attempt."ulid" is not null);`,
    killedBy: {
      file: dueAttempts,
      title: "is recovered only if its outcome had become unknown",
    },
  },
  {
    name: "a move to another time than the one asked for has no author",
    rule: "or Cal.com's own answer to it, whatever its time",
    file: attempts,
    before: ` or v_attempt."errorCode" = 'ANSWERED ' || p_to_cal_uid) then`,
    after: `) then`,
    killedBy: {
      file: dueAttempts,
      title: "stays its actor's where it is the answer to the attempt",
    },
  },
  {
    name: "a lost answer to the record of a beginning ends the move",
    rule: "The attempt may have been recorded by a query whose answer was lost.",
    file: "packages/api/src/reschedule/attempt.ts",
    before: `return isOurs ? { ...begun, kind: "created" } : begun;`,
    after: `return begun;`,
    killedBy: {
      file: hiccups,
      title: "is made all the same when the record of its beginning is lost",
    },
  },
  {
    name: "a lost permission to send locks the meeting",
    rule: "also one that was marked as sending by a query whose answer was lost",
    file: "packages/api/src/reschedule/attempt.ts",
    before: `if (!isEnded) await insist(`,
    after: `if (false) await insist(`,
    killedBy: {
      file: hiccups,
      title: "frees the booking when only the permission to send was lost: nothing was sent",
    },
  },
  {
    name: "a repeated move is refused while calls cannot be counted",
    rule: "it gets its answer again, whatever the counts say",
    file: "packages/api/src/app/actor.ts",
    before: `if (!(await known.catch(() => false))) throw refusal;`,
    after: `throw refusal;`,
    killedBy: {
      file: hiccups,
      title: "gets its answer again, and a new one is busy and not too many",
    },
  },
  {
    name: "a mail overtakes an earlier one about the same meeting",
    rule: "the last one that arrives has to say how the booking is",
    file: outbox,
    before: `and earlier."doneAt" is null and earlier."deadAt" is null and earlier."kind" = 'change'`,
    after: `and false`,
    killedBy: {
      file: "packages/db/test/merged-mail.test.ts",
      title: "arrives after the one before it, whose sending was",
    },
  },
  {
    name: "a batch that may have been sent loses its key to a limit",
    rule: "under its key after an earlier try, which may have been taken",
    file: outbox,
    before: `or (known."outcome" = 'limited' and mine."tries" > 1)`,
    after: `or false`,
    killedBy: {
      file: "packages/db/test/outbox.test.ts",
      title: "keeps the key of a batch that may have been sent when its repetition is over a limit",
    },
  },
];
