import { hourMs } from "@reslot/cal/time";
import { stack } from "../support/services.ts";

/** A database of the simulator's own: its address, and SQL as its owner. */
export interface SimDatabase {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  sql<Row = Record<string, unknown>>(statement: string): Promise<Row[]>;
}

/** The embedded Supabase of this worker; the simulator empties it. */
export function sharedDatabase(): SimDatabase {
  const { supabaseUrl, publishableKey, secretKey } = stack;
  return {
    url: supabaseUrl,
    publishableKey,
    secretKey,
    async sql<Row>(statement: string) {
      const response = await fetch(`${supabaseUrl}/_sandbox/sql`, {
        method: "POST",
        headers: { apikey: secretKey, "content-type": "application/json" },
        body: JSON.stringify({ sql: statement }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${statement.slice(0, 200)}: ${text}`);
      return (JSON.parse(text) as { rows: Row[] }).rows;
    },
  };
}

/** Everything the invariants need to know, as it is in the database. */
export interface Ledger {
  booking: { calBookingId: string; startTime: string; status: string; version: number };
  attempts: LedgerAttempt[];
  events: {
    version: number;
    kind: "moved" | "asked" | "confirmed" | "declined";
    fromCalUid: string;
    toCalUid: string;
    attemptUlid: string | null;
  }[];
  notifications: {
    ulid: string;
    userUlid: string;
    version: number;
    kind: string;
    newStartTime: string;
  }[];
  outbox: {
    userUlid: string;
    kind: string;
    doneAt: string | null;
    payload: { notificationUlid: string; first: { startTime: string } };
  }[];
}

export interface LedgerAttempt {
  ulid: string;
  state: string;
  fromCalUid: string;
  toStartTime: string;
  newCalUid: string | null;
  errorCode: string | null;
  appliedVersion: number | null;
  requestHash: string;
}

export interface SimPeople {
  readonly bookingUlid: string;
  readonly coachUlid: string;
  readonly menteeUlid: string;
}

/** In the order in which their rows can go. */
const filledTables = [
  "Outbox",
  "Notifications",
  "BookingEvents",
  "RescheduleAttempts",
  "BookingCalRefs",
  "Bookings",
  "OAuthStates",
  "CalendarConsents",
  "CalSubscriptions",
  "CalIntegrations",
  "User",
];

/** An empty database with one meeting of two people in it. */
export async function arrange(
  database: SimDatabase,
  { people, calUid, start }: { people: SimPeople; calUid: string; start: number },
): Promise<void> {
  const { bookingUlid, coachUlid, menteeUlid } = people;
  const user = (id: string, name: string) =>
    `('${id}', 'user_${name}', '${name}@example.com', '${name}', 'UTC')`;
  // Deleting a few rows is quicker than truncating so many tables.
  await database.sql(`
    ${filledTables.map((table) => `delete from "${table}";`).join(" ")}
    insert into "User" ("ulid", "clerkUserId", "email", "name", "timeZone")
      values ${user(coachUlid, "coach")}, ${user(menteeUlid, "mentee")};
    insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime")
    values ('${bookingUlid}', '${calUid}', '${coachUlid}', '${menteeUlid}', 'Coaching', 1, 60,
      '${iso(start)}', '${iso(start + hourMs)}');
    insert into "BookingCalRefs" ("calBookingUid", "bookingUlid") values ('${calUid}', '${bookingUlid}');
    insert into "CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "lengthMinutes", "lengths",
      "gridMinutes", "gridPhase", "decidedAt", "source")
    values ('${menteeUlid}', '${coachUlid}', 'allowed', 60, '{60}', 60, 0, now(), 'mentee')`);
}

/** Lets time pass for every open attempt, for the database's own clock cannot be turned. */
export async function letTimePass(database: SimDatabase, ms: number): Promise<void> {
  const past = `- interval '${Math.round(ms)} milliseconds'`;
  await database.sql(`update "RescheduleAttempts" set "leaseUntil" = "leaseUntil" ${past},
    "nextRunAt" = "nextRunAt" ${past}, "sentAt" = "sentAt" ${past}
    where "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')`);
}

/**
 * Lets time pass until a worker may read the next open attempt: as soon as it may, or only when
 * the quiet time of every attempt is over.
 *
 * @returns how much passed, in ms; null when nothing is open
 */
export async function passUntilDue(
  database: SimDatabase,
  { quietMs }: { quietMs: number | null },
): Promise<number | null> {
  const due = `greatest("nextRunAt", "leaseUntil")`;
  const until =
    quietMs === null
      ? `min(${due})`
      : `max(greatest(${due}, "sentAt" + interval '${quietMs} milliseconds'))`;
  const open = `"state" in ('PREPARED', 'SENDING', 'UNKNOWN')`;
  const [row] = await database.sql<{ ms: number }>(`
    with "wait" as (select ceil(greatest(0, extract(epoch from ${until} - clock_timestamp()) * 1000)) + 50 as "ms"
      from "RescheduleAttempts" where ${open} having count(*) > 0)
    update "RescheduleAttempts" set
      "leaseUntil" = "leaseUntil" - "ms" * interval '1 millisecond',
      "nextRunAt" = "nextRunAt" - "ms" * interval '1 millisecond',
      "sentAt" = "sentAt" - "ms" * interval '1 millisecond'
    from "wait" where ${open} returning "ms"::float`);
  return row?.ms ?? null;
}

export async function readLedger(database: SimDatabase, bookingUlid: string): Promise<Ledger> {
  const rowsOf = (table: string, order: string) =>
    `coalesce((select jsonb_agg(to_jsonb(r) order by ${order}) from "${table}" r), '[]')`;
  const [row] = await database.sql<{ ledger: Ledger }>(`select jsonb_build_object(
    'booking', (select to_jsonb(b) from "Bookings" b where "ulid" = '${bookingUlid}'),
    'attempts', ${rowsOf("RescheduleAttempts", '"createdAt"')},
    'events', ${rowsOf("BookingEvents", '"version"')},
    'notifications', ${rowsOf("Notifications", '"version"')},
    'outbox', ${rowsOf("Outbox", '"createdAt"')}) as "ledger"`);
  if (!row) throw new Error("The database gave no ledger.");
  return row.ledger;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
