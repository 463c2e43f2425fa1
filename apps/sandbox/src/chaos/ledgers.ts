import { z } from "zod";
import { fromInstant } from "./clock.ts";
import type { DrillStack } from "./drill-stack.ts";

const bookingSchema = z.object({
  calBookingId: z.string(),
  startTime: z.string(),
  version: z.number(),
  durationMinutes: z.number(),
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
  unsentMails: z.number(),
  inFlight: z.number(),
});
export type DatabaseView = z.infer<typeof databaseSchema>;

const calBookingsSchema = z.array(
  z.object({ uid: z.string(), start: z.string(), rescheduledFromUid: z.string().nullish() }),
);
const calLogSchema = z.array(
  z.object({ method: z.string(), path: z.string(), status: z.number() }),
);
const messagesSchema = z.array(
  z.object({ id: z.string(), to: z.array(z.string()), idempotencyKey: z.string().nullable() }),
);
export type InboxMessage = z.infer<typeof messagesSchema>[number];

export type CalBookings = z.infer<typeof calBookingsSchema>;

/** What became of a booking at Cal.com. */
export interface CalChain {
  readonly leafUid: string;
  readonly leafStart: number;
  /** Moves from the first booking to the leaf. */
  readonly moves: number;
  /** The most successors any booking of the chain has: more than one is a fork. */
  readonly widest: number;
}

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
  const calBookings = async () =>
    calBookingsSchema.parse(await getJson(`${calUrl}/_sandbox/bookings`));
  const calLog = async () => calLogSchema.parse(await getJson(`${calUrl}/_sandbox/log`));

  return {
    /** The rows of one statement, as the database's owner. */
    sql,
    async database(bookingUlid: string, attemptUlid: string): Promise<DatabaseView> {
      const [row] = await sql(viewSql(bookingUlid, attemptUlid));
      return databaseSchema.parse(row);
    },
    /**
     * What a killed program had claimed is free again only when its lease is over: 30 s for an
     * attempt, 60 s for a mail, whatever the protocol's times are. That wait is cut here.
     */
    async endDeadLeases(): Promise<void> {
      await sql(`
        update "RescheduleAttempts" set "leaseUntil" = now(), "nextRunAt" = least("nextRunAt", now())
          where "state" = 'UNKNOWN' and "leaseUntil" > now();
        update "Outbox" set "leaseUntil" = now() where "leaseUntil" > now() and "doneAt" is null`);
    },
    /** Every booking that Cal.com has. */
    calBookings,
    async chainFrom(uid: string): Promise<CalChain> {
      return followChain(await calBookings(), uid);
    },
    /** How many reschedule calls Cal.com has got so far, answered or not. */
    async countPosts(): Promise<number> {
      return (await calLog()).filter(isReschedule).length;
    },
    /** True while Cal.com has a reschedule call, later than the first `known` ones, and no answer to it. */
    async isInFlight(known: number): Promise<boolean> {
      const calls = (await calLog()).filter(isReschedule);
      return calls.length > known && calls.at(-1)?.status === 0;
    },
    async messages(): Promise<InboxMessage[]> {
      return messagesSchema.parse(await getJson(`${mailUrl}/_sandbox/messages`));
    },
    async setFault(fault: string, delayMs: number): Promise<void> {
      await fetch(`${calUrl}/_sandbox/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ operation: "reschedule", fault, delayMs }),
      });
    },
    async clearFaults(): Promise<void> {
      await fetch(`${calUrl}/_sandbox/faults`, { method: "DELETE" });
    },
  };
}

export type Ledgers = ReturnType<typeof ledgersOf>;

function isReschedule({ method, path }: z.infer<typeof calLogSchema>[number]): boolean {
  return method === "POST" && path.includes("/reschedule");
}

async function getJson(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

function viewSql(bookingUlid: string, attemptUlid: string): string {
  const mine = `"bookingUlid" = '${bookingUlid}'`;
  return `select
    (select to_jsonb(b) from "Bookings" b where b."ulid" = '${bookingUlid}') as "booking",
    (select to_jsonb(a) from "RescheduleAttempts" a where a."ulid" = '${attemptUlid}') as "attempt",
    (select count(*)::int from "Notifications" where ${mine}) as "notifications",
    (select count(*)::int from "Outbox" where "doneAt" is null and "deadAt" is null) as "unsentMails",
    (select count(*)::int from "RescheduleAttempts" where ${mine} and "state" in
      ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) as "inFlight"`;
}

/** The chain that begins with `uid`, among all of Cal.com's bookings. */
export function followChain(all: CalBookings, uid: string): CalChain {
  let leaf = all.find((booking) => booking.uid === uid);
  let moves = 0;
  let widest = 0;
  while (leaf) {
    const { uid: from } = leaf;
    const successors = all.filter(({ rescheduledFromUid }) => rescheduledFromUid === from);
    widest = Math.max(widest, successors.length);
    const next = successors.at(-1);
    if (!next) break;
    leaf = next;
    moves += 1;
  }
  return {
    leafUid: leaf?.uid ?? "",
    leafStart: leaf ? fromInstant(leaf.start) : Number.NaN,
    moves,
    widest,
  };
}
