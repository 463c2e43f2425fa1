import { hourMs, minuteMs } from "@reslot/cal/time";
import type { Sql } from "postgres";

// Fills every table as a deployment with so many bookings has it. What is per person or per second is the same at every
// size: a coach has 100 meetings, 40 of them to come, and the last minute has as many changes. The history of one coach,
// whose number is 0, grows with the size.

/** Of a table, from a number: `ulidSql` in SQL. */
export const ulidOf = (table: number, n: number): string =>
  `${table}${String(n).padStart(25, "0")}`;
const ulidSql = (table: number, n: string) =>
  `('${table}' || lpad((${n})::text, 25, '0'))::char(26)`;

export const TABLE = { user: 1, booking: 2, notification: 3, attempt: 4, outbox: 5, connection: 6 };

/** The sizes that a number of bookings leads to. */
export function sizesOf(bookings: number) {
  const coaches = bookings / 100;
  const mentees = coaches * 40;
  return {
    bookings,
    coaches,
    mentees,
    users: coaches + mentees,
    connections: coaches + (mentees * 3) / 10,
    /** Of the coach whose history is long. */
    ownPast: bookings / 250,
    ownUpcoming: 200,
  };
}
export type Sizes = ReturnType<typeof sizesOf>;

const coach = (size: Sizes, n: string) => ulidSql(TABLE.user, `${n} % ${size.coaches}`);
const mentee = (size: Sizes, n: string) =>
  ulidSql(TABLE.user, `${size.coaches} + ${n} % ${size.mentees}`);

const people = (size: Sizes) => [
  `insert into public."User" ("ulid", "clerkUserId", "email", "name", "timeZone", "timeZoneFrom", "profileCheckedAt")
    select ${ulidSql(TABLE.user, "n")}, 'user_' || n, 'person' || n || '@example.com', 'Person ' || n, 'Europe/London', 'cal',
      now() - (n % 20) * interval '1 hour'
    from generate_series(0, ${size.users} - 1) n`,
  `insert into public."UserAddresses" ("address", "userUlid", "source")
    select 'person' || n || '@example.com', ${ulidSql(TABLE.user, "n")}, 'clerk' from generate_series(0, ${size.users} - 1) n`,
  // Five coaches in a hundred are not connected.
  `insert into public."CalIntegrations" ("ulid", "userUlid", "kind", "status", "calUserId", "calUsername", "calEmail",
      "sealedToken", "keyId", "syncedAt", "wholeSyncAt", "syncCursor", "nextSyncAt", "syncPromisedAt", "syncEveryMs", "leftAddresses")
    select ${ulidSql(TABLE.connection, "n")}, ${ulidSql(TABLE.user, "n")}, 'apiKey', 'connected', n + 1, 'person' || n,
      'person' || n || '@example.com', 'eyJhIjoxfQ.a.b.c.d', 'k1', now(), now(), now(),
      now() + (n % 3600) * interval '1 second', now() + (n % 3600) * interval '1 second',
      (array[${2 * minuteMs}, ${5 * minuteMs}, ${hourMs}])[1 + n % 3],
      case when n % 10 = 0 then array['left-' || n] else '{}' end
    from generate_series(0, ${size.connections} - 1) n where n >= ${size.coaches} or n % 20 <> 19`,
  `insert into public."CalSubscriptions" ("connectionUlid", "userUlid", "state", "sealedSecret", "keyId", "nextRunAt")
    select "ulid", "userUlid", 'live', 'eyJhIjoxfQ.a.b.c.d', 'k1', now() + (60 + "calUserId" % 1440) * interval '1 minute'
    from public."CalIntegrations"`,
  `insert into public."CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "lengthMinutes", "lengths",
      "gridMinutes", "gridPhase", "askedAt", "decidedAt", "disownedAt", "source")
    select ${mentee(size, "n")}, ${coach(size, "n")}, case when n % 100 = 7 then 'refused' else 'allowed' end, 45, '{45}', 15, 0,
      now(), now(), case when n % 100 = 7 then now() end, 'mentee'
    from generate_series(0, ${size.mentees} - 1) n where n % 4 = 3`,
  `insert into public."OAuthStates" ("stateHash", "userUlid", "returnTo", "expiresAt")
    select repeat('s', 40) || n, ${ulidSql(TABLE.user, "n")}, '/', now() + interval '10 minutes' from generate_series(1, 100) n`,
  `insert into public."MailSuppressions" ("addressHash", "reason")
    select lpad(n::text, 43, 'h'), 'bounced' from generate_series(1, ${size.bookings} / 100) n`,
];

/** Number n: `n / coaches` counts the meetings of each coach, of which the first 40 are to come. */
const meetings = (size: Sizes) => [
  `insert into public."Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId",
      "durationMinutes", "startTime", "endTime", "status", "askedAt", "version", "calSeriesUid", "calDetails", "eventType", "upstreamChanged")
    select ${ulidSql(TABLE.booking, "n")}, 'cal-' || n, ${coach(size, "n")}, ${mentee(size, "n")}, 'Leadership coaching', 101, 45,
      at, at + interval '45 minutes',
      case when k = 5 then 'pending' when k = 60 then 'cancelled' else 'accepted' end,
      case when k = 5 then now() end, 3, case when k in (6, 7) then 'series-' || n % ${size.coaches} end,
      '{"joinUrl": "https://meet.example.com/a", "location": null, "description": null, "answers": []}',
      '{"title": "Leadership coaching", "lengthInMinutes": 45}', k = 60
    from (
      select n, n / ${size.coaches} as k, date_trunc('hour', now()) + (n % ${size.coaches} % 36) * interval '1 hour'
        + case when n / ${size.coaches} < 40 then (n / ${size.coaches} + 1) * interval '36 hours'
          else (39 - n / ${size.coaches}) * interval '18 days' end as at
      from generate_series(0, ${size.bookings} - 1) n) as planned`,
  `insert into public."Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId",
      "durationMinutes", "startTime", "endTime", "version")
    select ${ulidSql(TABLE.booking, `${size.bookings} + n`)}, 'cal-' || ${size.bookings} + n, ${ulidSql(TABLE.user, "0")},
      ${ulidSql(TABLE.user, `${size.coaches} + ${size.coaches} * (n % 40)`)}, 'Leadership coaching', 101, 45, at, at + interval '45 minutes', 3
    from (select n, date_trunc('hour', now()) + interval '30 minutes' + case when n < ${size.ownUpcoming} then (n + 1) * interval '7 hours'
        else (${size.ownUpcoming} - n - 1) * interval '5 hours' end as at
      from generate_series(0, ${size.ownUpcoming + size.ownPast} - 1) n) as planned`,
  `insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid", "calUpdatedAt")
    select "calBookingId" || suffix, "ulid", now() - interval '1 day' from public."Bookings" cross join unnest('{"",-old}'::text[]) as suffix`,
  `insert into public."HeldTimes" ("holderUlid", "bookingUlid", "coachUserUlid", "startTime", "endTime", "until")
    select ${ulidSql(TABLE.booking, "n")}, ${ulidSql(TABLE.booking, "n")}, ${coach(size, "n")}, at, at + interval '45 minutes',
      now() + interval '1 day'
    from generate_series(0, 199) n, lateral (select timestamptz '2097-01-01' + n * interval '1 hour' as at) as held`,
  `insert into public."BookingPeople" ("bookingUlid", "hostEmail", "attendeeEmail", "hostHash")
    select ${ulidSql(TABLE.booking, "n")}, 'person' || n % ${size.coaches} || '@example.com',
      case when n % 1000 <> 999 then 'person' || ${size.coaches} + n % ${size.mentees} || '@example.com' end,
      case when n % 1000 = 999 then 'hash-' || n end
    from generate_series(0, ${size.bookings} - 1) n`,
  `insert into public."RescheduleAttempts" ("ulid", "idempotencyKey", "bookingUlid", "coachUserUlid", "actorUserUlid", "actorRole",
      "requestHash", "fromCalUid", "baseVersion", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "state", "leaseUntil",
      "sentAt", "tries", "nextRunAt", "newCalUid", "appliedVersion", "createdAt", "updatedAt")
    select ${ulidSql(TABLE.attempt, "a")}, ${ulidSql(TABLE.attempt, "a")}, "ulid", "coachUserUlid", "coachUserUlid", 'coach',
      'hash', 'from-' || a, 1, "startTime", "endTime", "startTime", "endTime", case when flying then 'UNKNOWN' else 'APPLIED' end, sent,
      sent, 1, now() + interval '1 day', case when not flying then 'to-' || a end, case when not flying then 2 + a % 2 end, sent, sent
    from (
      select 2 * n + half as a, half = 1 and n % 500 = 17 and n / ${size.coaches} < 40 as flying,
        now() - interval '2 minutes' - (n / ${size.coaches}) * interval '10 days' - half * interval '1 hour' as sent, booked.*
      from generate_series(0, ${size.bookings} - 1) n cross join generate_series(0, 1) half
      join public."Bookings" as booked on booked."ulid" = ${ulidSql(TABLE.booking, "n")}) as planned`,
  `insert into public."BookingEvents" ("bookingUlid", "version", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime",
      "toStartTime", "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "createdAt")
    select "bookingUlid", "appliedVersion", "fromCalUid", "newCalUid", "fromStartTime" - interval '1 day', "fromEndTime" - interval '1 day', "toStartTime", "toEndTime", 'request',
      "ulid", "actorUserUlid", 'coach', "sentAt"
    from public."RescheduleAttempts" where "state" = 'APPLIED'`,
];

/** Ten of each meeting; of the coach with the long history a hundred more with every tenth of its meetings. */
const news = (size: Sizes) => [
  `insert into public."Notifications" ("ulid", "userUlid", "bookingUlid", "version", "kind", "oldStartTime", "oldEndTime",
      "newStartTime", "newEndTime", "readAt", "createdAt", "updatedAt")
    select ${ulidSql(TABLE.notification, "i")}, case when i / ${size.bookings} % 2 = 0 then ${coach(size, "i")} else ${mentee(size, "i")} end,
      ${ulidSql(TABLE.booking, `i % ${size.bookings}`)}, 1 + i / ${size.bookings}, 'bookingMoved', at, at, at, at,
      case when i % 5 > 0 then at end, at, at
    from (select i, now() - interval '1 hour' - (i * 1096.0 / ${10 * size.bookings}) * interval '1 day' as at
      from generate_series(0, ${10 * size.bookings} - 1) i) as planned`,
  `insert into public."Notifications" ("ulid", "userUlid", "bookingUlid", "version", "kind", "oldStartTime", "oldEndTime",
      "newStartTime", "newEndTime", "readAt", "createdAt")
    select ${ulidSql(TABLE.notification, `${10 * size.bookings} + i`)}, ${ulidSql(TABLE.user, "0")},
      ${ulidSql(TABLE.booking, `${size.bookings} + ${size.ownUpcoming} + i % ${size.ownPast}`)}, 10 + i / ${size.ownPast}, 'bookingMoved',
      now(), now(), now(), now(), now(), now() - i * interval '1 hour'
    from generate_series(0, ${10 * size.ownPast} - 1) i`,
  `insert into public."Notifications" ("ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
      "oldStartTime", "oldEndTime", "newStartTime", "newEndTime", "createdAt")
    select ${ulidSql(TABLE.notification, `${20 * size.bookings} + n`)}, case when kind = 'consentAsked' then mentee else coach end,
      ${ulidSql(TABLE.booking, "n")}, 3, kind, case when kind = 'consentAsked' then coach else mentee end,
      case when kind = 'consentAsked' then 'coach' else 'mentee' end, now(), now(), now(), now(), now() - interval '30 days'
    from (select n, ${coach(size, "n")} as coach, ${mentee(size, "n")} as mentee,
        case when n % 2 = 0 then 'consentAsked' else 'coachNotConnected' end as kind
      from generate_series(0, ${size.mentees} / 10 - 1) n) as planned`,
  `insert into public."Outbox" ("ulid", "dedupeKey", "topic", "payload", "tries", "kind", "userUlid", "fromUserUlid", "bookingUlid",
      "batchKey", "countedAt", "doneAt", "deadAt", "availableAt", "createdAt", "updatedAt")
    select ${ulidSql(TABLE.outbox, "i")}, 'mail:' || i, 'mail', jsonb_build_object('notificationUlid', ${ulidSql(TABLE.notification, "i")}), 1,
      'change', case when i / ${size.bookings} % 2 = 0 then ${coach(size, "i")} else ${mentee(size, "i")} end, ${ulidSql(TABLE.user, "1")},
      ${ulidSql(TABLE.booking, `i % ${size.bookings}`)}, 'batch-' || i / 50, at, case when i % 1000 > 0 then at end,
      case when i % 1000 = 0 then at end, at, at, at
    from (select i, now() - interval '1 hour' - (i * 1096.0 / ${10 * size.bookings}) * interval '1 day' as at
      from generate_series(0, ${10 * size.bookings} - 1) i) as planned`,
  // A minute's mail: some wait for what follows, some are due.
  `insert into public."Outbox" ("ulid", "dedupeKey", "topic", "payload", "kind", "userUlid", "fromUserUlid", "bookingUlid", "availableAt", "createdAt")
    select ${ulidSql(TABLE.outbox, `${10 * size.bookings} + i`)}, 'mail:waiting:' || i, 'mail',
      jsonb_build_object('notificationUlid', ${ulidSql(TABLE.notification, "i")}, 'first', '{"startTime": "2026-01-01T00:00:00.000Z", "endTime": "2026-01-01T01:00:00.000Z", "status": "accepted"}'::jsonb),
      'change', ${mentee(size, "100 + i")}, ${ulidSql(TABLE.user, "1")}, ${ulidSql(TABLE.booking, "100 + i")},
      now() + (i - 100) * interval '1 second', now() - interval '2 minutes' + i * interval '1 second'
    from generate_series(0, 199) i`,
];

const traffic = (size: Sizes) => [
  `insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid", "menteeUserUlid", "createdAt")
    select 'booking', ${ulidSql(TABLE.booking, `i % ${size.bookings}`)}, ${coach(size, "i")}, ${mentee(size, "i")},
      now() - interval '1 minute' - (${5 * size.bookings} - i) * (interval '23 hours' / ${5 * size.bookings})
    from generate_series(0, ${5 * size.bookings} - 1) i`,
  `insert into public."ChangeFeed" ("kind", "bookingUlid", "userUlid", "createdAt")
    select 'notification', ${ulidSql(TABLE.booking, "i")}, ${ulidSql(TABLE.user, "i % 100")}, now() - (3000 - i) * interval '20 milliseconds'
    from generate_series(1, 3000) i`,
  `insert into public."WebhookInbox" ("dedupeKey", "connectionUlid", "trigger", "calUids", "tries", "doneAt", "deadAt", "availableAt", "createdAt", "updatedAt")
    select 'call-' || n, ${ulidSql(TABLE.connection, `n % ${size.coaches}`)}, 'BOOKING_RESCHEDULED', array['cal-' || n], 1,
      case when n % 1000 > 0 then at end, case when n % 1000 = 0 then at end, at, at, at
    from (select n, now() - (n * 6.9 / ${size.bookings}) * interval '1 day' as at from generate_series(0, ${size.bookings} - 1) n) as planned`,
  `insert into public."WebhookInbox" ("dedupeKey", "connectionUlid", "trigger", "calUids")
    select 'waiting-' || n, ${ulidSql(TABLE.connection, "n % 10")}, 'BOOKING_RESCHEDULED', array['cal-' || n] from generate_series(1, 50) n`,
  `insert into public."Jobs" ("kind", "key", "runAt", "deadAt")
    select (array['deliver-mail', 'sync-coaches', 'prune-tables'])[1 + n % 3], 'key-' || n,
      now() + (n - 20) * interval '1 second', case when n % 100 = 99 then now() end
    from generate_series(0, 5000 + ${size.bookings} / 200) n`,
  `insert into public."RateLimits" ("key", "windowStart", "count", "previousCount", "updatedAt")
    select 'limit-' || n, now() - interval '1 hour', 1, 0, now() - (n % 47) * interval '1 hour' from generate_series(1, ${size.mentees}) n`,
  `insert into public."CalBudgets" ("key", "slice", "granted", "updatedAt", "blockedUntil")
    select 'budget-' || n, 0, array_fill(0, array[35]), now() - (n % 23) * interval '1 hour',
      case when n % 1000 = 0 then now() + interval '1 minute' when n % 100 = 0 then now() - interval '1 hour' end
    from generate_series(1, ${size.connections}) n`,
];

/** Fills an empty database and analyses it. Triggers and foreign keys are off: the rows are consistent. */
export async function fill(sql: Sql, size: Sizes): Promise<void> {
  for (const statement of [...people(size), ...meetings(size), ...news(size), ...traffic(size)])
    await sql.begin(async (transaction) => {
      await transaction.unsafe("set local session_replication_role = replica");
      await transaction.unsafe(statement);
    });
  await sql.unsafe("vacuum analyze").simple();
}

/** Every table has rows; a new one needs some here. */
export async function listEmptyTables(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_stat_user_tables t where t.n_live_tup > 0 and (t.relid = c.oid
        or t.relid in (select inhrelid from pg_inherits where inhparent = c.oid)))`;
  return rows.map(({ name }) => name);
}
