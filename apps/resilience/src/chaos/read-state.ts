import { ulid } from "ulid";
import { z } from "zod";
import { calLedger } from "./read-cal-state.ts";
import { toInstant } from "./clock.ts";
import type { DrillStack } from "./stack.ts";
import { getJson, postJson } from "./json-calls.ts";

const bookingSchema = z.object({
  calBookingId: z.string(),
  startTime: z.string(),
  version: z.number(),
  durationMinutes: z.number(),
  eventTypeId: z.number(),
  status: z.string(),
});

const attemptSchema = z.object({
  state: z.string(),
  errorCode: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const databaseSchema = z.object({
  booking: bookingSchema,
  attempt: attemptSchema.nullable(),
  notifications: z.number(),
  /** Of the version it has now: people were told that it waits for the coach's word. */
  isAwaited: z.boolean(),
  unsentMails: z.number(),
  inFlight: z.number(),
});
export type DatabaseView = z.infer<typeof databaseSchema>;

const likeSchema = z.object({
  booking: bookingSchema,
  mentee: z.object({ name: z.string(), email: z.string(), timeZone: z.string() }),
});
const placedSchema = z.object({ uid: z.string(), end: z.string() });
const messagesSchema = z.array(
  z.object({ id: z.string(), to: z.array(z.string()), idempotencyKey: z.string().nullable() }),
);
export type InboxMessage = z.infer<typeof messagesSchema>[number];

/** Reads the three records that have to agree, from outside: database, Cal.com and inbox. */
export function ledgersOf({ plan }: Pick<DrillStack, "plan">) {
  const { calUrl, mailUrl, supabaseUrl } = plan.urls;

  const sql = async (statement: string): Promise<unknown[]> => {
    const response = await fetch(`${supabaseUrl}/_sandbox/sql`, {
      method: "POST",
      headers: { apikey: plan.secrets.supabaseSecretKey, "content-type": "application/json" },
      body: JSON.stringify({ sql: statement }),
    });
    if (!response.ok) throw new Error(`The database says: ${await response.text()}`);
    return z.object({ rows: z.array(z.unknown()) }).parse(await response.json()).rows;
  };

  return {
    ...calLedger(plan),
    /** The rows of one statement, as the database's owner. */
    sql,
    async database(bookingUlid: string, attemptUlid: string): Promise<DatabaseView> {
      const [row] = await sql(viewSql(bookingUlid, attemptUlid));
      return databaseSchema.parse(row);
    },
    /**
     * What a killed program had claimed is free again only when its lease is over: 15 s for a job,
     * 30 s for an attempt, 60 s for a mail, whatever the protocol's times are. That wait is cut here.
     */
    async endDeadLeases(): Promise<void> {
      await sql(`
        update "Jobs" set "leaseUntil" = now() where "leaseUntil" > now();
        update "RescheduleAttempts" set "leaseUntil" = now(), "nextRunAt" = least("nextRunAt", now())
          where "state" = 'UNKNOWN' and "leaseUntil" > now();
        update "Outbox" set "leaseUntil" = now() where "leaseUntil" > now() and "doneAt" is null;
        update "WebhookInbox" set "leaseUntil" = now() where "leaseUntil" > now() and "doneAt" is null`);
    },
    /** Another meeting of the same two people, of the same kind, at Cal.com and here. */
    async addBookingLike(bookingUlid: string, start: number): Promise<string> {
      const people = `select to_jsonb(b) as "booking", (select to_jsonb(u) from "User" u
        where u."ulid" = b."menteeUserUlid") as "mentee" from "Bookings" b`;
      const [row] = await sql(`${people} where b."ulid" = '${bookingUlid}'`);
      const { booking, mentee } = likeSchema.parse(row);
      const placed = await postJson(`${calUrl}/_sandbox/bookings`, {
        eventTypeId: booking.eventTypeId,
        start: toInstant(start),
        attendee: mentee,
      });
      const { uid, end } = placedSchema.parse(placed);
      const newUlid = ulid();
      await sql(`
        insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
          "eventTypeId", "durationMinutes", "startTime", "endTime")
        select '${newUlid}', '${uid}', "coachUserUlid", "menteeUserUlid", "title", "eventTypeId",
          "durationMinutes", '${toInstant(start)}', '${end}' from "Bookings" where "ulid" = '${bookingUlid}';
        insert into "BookingCalRefs" ("calBookingUid", "bookingUlid") values ('${uid}', '${newUlid}')`);
      return newUlid;
    },
    async messages(): Promise<InboxMessage[]> {
      return messagesSchema.parse(await getJson(`${mailUrl}/_sandbox/messages`));
    },
  };
}

export type Ledgers = ReturnType<typeof ledgersOf>;

function viewSql(bookingUlid: string, attemptUlid: string): string {
  const mine = `"bookingUlid" = '${bookingUlid}'`;
  return `select
    (select to_jsonb(b) from "Bookings" b where b."ulid" = '${bookingUlid}') as "booking",
    (select to_jsonb(a) from "RescheduleAttempts" a where a."ulid" = '${attemptUlid}') as "attempt",
    (select count(*)::int from "Notifications" where ${mine}) as "notifications",
    exists (select from "Notifications" n join "Bookings" b on b."ulid" = n."bookingUlid"
      and b."version" = n."version" where b."ulid" = '${bookingUlid}'
      and n."kind" = 'bookingMovedAwaitingConfirmation') as "isAwaited",
    (select count(*)::int from "Outbox" where "doneAt" is null and "deadAt" is null) as "unsentMails",
    (select count(*)::int from "RescheduleAttempts" where ${mine} and "state" in
      ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) as "inFlight"`;
}
