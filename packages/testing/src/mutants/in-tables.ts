import type { Mutant } from "./mutant.ts";

const schemas = "packages/db/supabase/schemas";
const tests = "packages/db/test";

/** What the other tables promise: the last state reaches each person once, jobs have one worker, people see their own. */
export const inTables: readonly Mutant[] = [
  {
    name: "a report about an earlier booking ends the present one",
    rule: "A report of an earlier state is stale and changes nothing.",
    file: `${schemas}/35_answers.sql`,
    before: `if v_booking."calBookingId" <> p_cal_uid then`,
    after: `if false then`,
    killedBy: {
      file: `${tests}/apply.test.ts`,
      title: "ignores an earlier uid and an unknown one",
    },
  },
  {
    name: "an end that was read before a revival ends it again",
    rule: "an end that is older than what was seen ends nothing",
    file: `${schemas}/35_answers.sql`,
    before: `where "calBookingUid" = p_cal_uid and "calUpdatedAt" > p_cal_updated_at::timestamptz(3)
      and "calUpdatedAt" < 'infinity') then`,
    after: `where false) then`,
    killedBy: {
      file: `${tests}/apply.test.ts`,
      title: "brings back one that Cal.com changed after its end, and tells both people",
    },
  },
  {
    name: "only the coach is notified",
    rule: "Every applied move has one notification per participant",
    file: `${schemas}/40_notifications.sql`,
    before: `continue when i = 2 and p_booking."hiddenFromMentee";`,
    after: `continue when i = 2;`,
    killedBy: {
      file: `${tests}/apply.test.ts`,
      title: "changes booking, history, attempt, notifications and outbox together",
    },
  },
  {
    name: "a mail is settled with an old fence",
    rule: "a write with an older fence changes nothing",
    file: `${schemas}/60_outbox.sql`,
    before: `where mine."ulid" = known."ulid" and mine."fence" = known."fence"`,
    after: `where mine."ulid" = known."ulid"`,
    killedBy: {
      file: `${tests}/outbox.test.ts`,
      title: "settles a row only with the latest fence",
    },
  },
  {
    name: "a repeated mail has a new key",
    rule: "the outbox sends the same batch again, under its key",
    file: `${schemas}/60_outbox.sql`,
    before: `"batchKey" = coalesce(v_batch, v_new)`,
    after: `"batchKey" = v_new`,
    killedBy: {
      file: `${tests}/outbox.test.ts`,
      title: "claims the same batch again, under its key, while its outcome is not known",
    },
  },
  {
    name: "a mail about changes is put off for ten minutes",
    rule: "Each participant gets the last state of a booking in one email, a minute later at most",
    file: `${schemas}/60_outbox.sql`,
    before: `least(v_now + interval '15 seconds', "createdAt" + interval '60 seconds'))`,
    after: `least(v_now + interval '15 seconds', "createdAt" + interval '600 seconds'))`,
    killedBy: {
      file: `${tests}/merged-mail.test.ts`,
      title: "waits 15 seconds more after each further change, and 60 seconds in all",
    },
  },
  {
    name: "a mail that a provider may have is changed",
    rule: "What a provider may have taken is not changed any more.",
    file: `${schemas}/60_outbox.sql`,
    before: `and "doneAt" is null and "deadAt" is null and "batchKey" is null and "leaseUntil" is null
  order by`,
    after: `and "doneAt" is null and "deadAt" is null
  order by`,
    killedBy: {
      file: `${tests}/merged-mail.test.ts`,
      title: "is another one once a provider may have the first",
    },
  },
  {
    name: "one person's doing fills another's mailbox",
    rule: "10 in an hour about what one person did, 30 in a day in all.",
    file: `${schemas}/60_outbox.sql`,
    before: `order by "countedAt" desc offset 9 limit 1)`,
    after: `order by "countedAt" desc offset 29 limit 1)`,
    killedBy: {
      file: `${tests}/merged-mail.test.ts`,
      title: "let 10 mails an hour about one person's doing through, and the others later",
    },
  },
  {
    name: "a job that is running is claimed",
    rule: "No job runs in two workers at once",
    file: `${schemas}/70_jobs.sql`,
    before: `        and job."runAt" <= pg_catalog.now()
        and (job."leaseUntil" is null or job."leaseUntil" <= pg_catalog.now())`,
    after: `        and job."runAt" <= pg_catalog.now()`,
    killedBy: {
      file: `${tests}/jobs.test.ts`,
      title: "is claimed by one worker and deleted when it is done",
    },
  },
  {
    name: "a job is finished by a worker that has lost it",
    rule: "The functions below change nothing and return false once another worker has claimed the job.",
    file: `${schemas}/70_jobs.sql`,
    before: `  delete from public."Jobs"
  where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null;`,
    after: `  delete from public."Jobs"
  where "kind" = p_kind and "key" = p_key and "leaseUntil" is not null;`,
    killedBy: {
      file: `${tests}/jobs.test.ts`,
      title:
        "is claimed again after its lease expires, and the first worker can no longer settle it",
    },
  },
  {
    name: "a call is settled by a worker that has lost it",
    rule: "no row is claimed twice, whatever the jobs do",
    file: `${schemas}/65_webhook_inbox.sql`,
    before: `"doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = null
    where "dedupeKey" = p_dedupe_key and "fence" = p_fence and`,
    after: `"doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = null
    where "dedupeKey" = p_dedupe_key and`,
    killedBy: {
      file: `${tests}/webhook-inbox.test.ts`,
      title: "settles a call only for its latest claim",
    },
  },
  {
    name: "a flood of one account delays the calls of all",
    rule: "Each account's oldest call comes before the second of any",
    file: `${schemas}/65_webhook_inbox.sql`,
    before: `order by turn, "availableAt" limit p_limit`,
    after: `order by "availableAt" limit p_limit`,
    killedBy: {
      file: `${tests}/webhook-inbox.test.ts`,
      title: "claims the oldest call of each connection before the second of any",
    },
  },
  {
    name: "a coach is read by two workers",
    rule: "claimed by any number of workers",
    file: `${schemas}/55_coach_syncs.sql`,
    before: `where "status" = 'connected' and "syncEveryMs" = v_every and "nextSyncAt" <= v_now
        and ("syncLeaseUntil" is null or "syncLeaseUntil" <= v_now)`,
    after: `where "status" = 'connected' and "syncEveryMs" = v_every`,
    killedBy: {
      file: `${tests}/coach-syncs.test.ts`,
      title: "are claimed by one worker at a time, and only when they are due",
    },
  },
  {
    name: "two processes refresh one token",
    rule: "An access token is refreshed under a lease in the database",
    file: `${schemas}/50_cal_connections.sql`,
    before: `if v_mine."refreshUntil" > v_now then`,
    after: `if false then`,
    killedBy: {
      file: `${tests}/oauth-connections.test.ts`,
      title: "belongs to one caller at a time and stores the next generation",
    },
  },
  {
    name: "older tokens replace newer ones",
    rule: "newer tokens of the same generation must not be lost because the response was slow",
    file: `${schemas}/50_cal_connections.sql`,
    before: `where mine."userUlid" = p_user_ulid and mine."generation" = p_generation
    and mine."kind" = 'oauth' and mine."status" <> 'disconnected'`,
    after: `where mine."userUlid" = p_user_ulid
    and mine."kind" = 'oauth' and mine."status" <> 'disconnected'`,
    killedBy: {
      file: `${tests}/oauth-connections.test.ts`,
      title: "never restores older tokens",
    },
  },
  {
    name: "a credential is asked while Cal.com refuses it",
    rule: "A credential that Cal.com refuses is not called until the block ends.",
    file: `${schemas}/85_cal_budgets.sql`,
    before: `v_granted := case when v_blocked_ms > 0 then 0`,
    after: `v_granted := case when false then 0`,
    killedBy: {
      file: `${tests}/cal-budgets.test.ts`,
      title: "is empty while Cal.com refuses the credential, and is counted as blocked",
    },
  },
  {
    name: "an address is taken from the person who has it",
    rule: "an address is one living person's, proven by Clerk or by their connected Cal.com account",
    file: `${schemas}/15_user_addresses.sql`,
    before: `where held."address" = any (v_wanted) and held."source" = 'clerk' and holder."clerkUserId" <> p_clerk_user_id;`,
    after: `where false;`,
    killedBy: {
      file: `${tests}/user-addresses.test.ts`,
      title: "belongs to one living user, whatever the case of its letters",
    },
  },
  {
    name: "a token is stored as it is",
    rule: "Tokens are encrypted at rest",
    file: `${schemas}/50_cal_connections.sql`,
    before: `    "sealedToken" ~ '^eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$'),`,
    after: `    "sealedToken" <> ''),`,
    killedBy: {
      file: `${tests}/cal-connections.test.ts`,
      title: "rejects a token that is not encrypted",
    },
  },
  {
    name: "people read the bookings of others",
    rule: "Row-level security lets a person read their own rows and write nothing but `Notifications.readAt`.",
    file: `${schemas}/90_access.sql`,
    before: `    "coachUserUlid" = (select public.current_user_ulid())
    or ("menteeUserUlid" = (select public.current_user_ulid()) and not "hiddenFromMentee"));`,
    after: `    "coachUserUlid" is not null);`,
    killedBy: { file: `${tests}/access.test.ts`, title: "covers only their own row" },
  },
  {
    name: "people read the notifications of others",
    rule: "Row-level security lets a person read their own rows and write nothing but `Notifications.readAt`.",
    file: `${schemas}/90_access.sql`,
    before: `create policy "people read their notifications" on public."Notifications" for select to authenticated
  using ("userUlid" = (select public.current_user_ulid()));`,
    after: `create policy "people read their notifications" on public."Notifications" for select to authenticated
  using (true);`,
    killedBy: {
      file: `${tests}/access.test.ts`,
      title:
        "covers their bookings with the other's name and time zone, the history, and their own notifications",
    },
  },
];
