import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import { getJson } from "./fetch-json.ts";
import { queryDatabase } from "./query-database.ts";
import { type CalState, readCalState } from "./read-cal-state.ts";

const databaseSchema = z.object({
  booking: z.object({
    calBookingId: z.string(),
    startTime: z.string(),
    version: z.number(),
    durationMinutes: z.number(),
    status: z.string(),
  }),
  attempt: z
    .object({
      state: z.string(),
      errorCode: z.string().nullable(),
      createdAt: z.string(),
      updatedAt: z.string(),
    })
    .nullable(),
  notifications: z.number(),
  /** Moves in the booking's history, with those that needed the coach's answer. */
  moves: z.number(),
  /** Those that needed it. */
  asks: z.number(),
  unsentEmails: z.number(),
  attemptsInFlight: z.number(),
});
export type DatabaseState = z.infer<typeof databaseSchema>;

const inboxSchema = z.array(
  z
    .object({
      id: z.string(),
      to: z.array(z.string()),
      tags: z.array(z.object({ name: z.string(), value: z.string() })),
    })
    // The tag names the message; the idempotency key is the whole batch's.
    .transform(({ tags, ...message }) => ({
      ...message,
      mailKey: tags.find(({ name }) => name === "mail")?.value ?? "",
    })),
);
export type InboxMessage = z.infer<typeof inboxSchema>[number];

/** The three records that must agree. */
export interface StateSnapshot {
  readonly database: DatabaseState;
  readonly cal: CalState;
  readonly inbox: readonly InboxMessage[];
}

interface Subject {
  readonly bookingUlid: string;
  readonly attemptUlid: string;
}

/** Reads all three records from outside the product: those of one meeting in the database, all at Cal.com and in the inbox. */
export async function readState(plan: StackPlan, subject: Subject): Promise<StateSnapshot> {
  const [database, cal, inbox] = await Promise.all([
    readDatabaseState(plan, subject),
    readCalState(plan),
    readInbox(plan),
  ]);
  return { database, cal, inbox };
}

export async function readDatabaseState(plan: StackPlan, subject: Subject): Promise<DatabaseState> {
  const [row] = await queryDatabase(plan, stateSql(subject));
  return databaseSchema.parse(row);
}

export async function readInbox({ urls }: StackPlan): Promise<InboxMessage[]> {
  return inboxSchema.parse(await getJson(`${urls.mailUrl}/_sandbox/messages`));
}

function stateSql({ bookingUlid, attemptUlid }: Subject): string {
  const ofBooking = `"bookingUlid" = '${bookingUlid}'`;
  return `select
    (select to_jsonb(b) from "Bookings" b where b."ulid" = '${bookingUlid}') as "booking",
    (select to_jsonb(a) from "RescheduleAttempts" a where a."ulid" = '${attemptUlid}') as "attempt",
    (select count(*)::int from "Notifications" where ${ofBooking}) as "notifications",
    (select count(*)::int from "BookingEvents" where ${ofBooking} and "kind" in ('moved', 'asked'))
      as "moves",
    (select count(*)::int from "BookingEvents" where ${ofBooking} and "kind" = 'asked') as "asks",
    (select count(*)::int from "Outbox" where "doneAt" is null and "deadAt" is null)
      as "unsentEmails",
    (select count(*)::int from "RescheduleAttempts" where ${ofBooking} and "state" in
      ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) as "attemptsInFlight"`;
}
