import type { SimDatabase } from "./sim-database.ts";

/** Everything the invariants need to know, as it is in the database. */
export interface Ledger {
  bookings: LedgerBooking[];
  attempts: LedgerAttempt[];
  events: LedgerEvent[];
  notifications: LedgerNotification[];
  outbox: LedgerMail[];
  /** Webhooks that are neither done nor given up. */
  waitingWebhooks: number;
}

export interface LedgerBooking {
  ulid: string;
  calBookingId: string;
  startTime: string;
  status: string;
  version: number;
  gone: boolean;
}

export interface LedgerAttempt {
  ulid: string;
  kind: "move" | "confirm" | "decline";
  bookingUlid: string;
  state: string;
  fromCalUid: string;
  newCalUid: string | null;
  errorCode: string | null;
}

export interface LedgerEvent {
  bookingUlid: string;
  version: number;
  kind: "moved" | "asked" | "confirmed" | "declined";
  fromCalUid: string;
  toCalUid: string;
  fromStartTime: string;
  toStartTime: string;
  attemptUlid: string | null;
}

export interface LedgerNotification {
  ulid: string;
  userUlid: string;
  bookingUlid: string;
  version: number;
  kind: string;
  newStartTime: string;
}

export interface LedgerMail {
  ulid: string;
  dedupeKey: string;
  userUlid: string;
  bookingUlid: string;
  kind: string;
  doneAt: string | null;
  deadAt: string | null;
  lastError: string | null;
  payload: { notificationUlid: string; first?: { startTime: string; status: string } };
}

export async function readLedger(database: SimDatabase): Promise<Ledger> {
  const rowsOf = (table: string, order: string) =>
    `coalesce((select jsonb_agg(to_jsonb(r) order by ${order}) from "${table}" r), '[]')`;
  const [row] = await database.sql<{ ledger: Ledger }>(`select jsonb_build_object(
    'bookings', ${rowsOf("Bookings", '"createdAt"')},
    'attempts', ${rowsOf("RescheduleAttempts", '"createdAt"')},
    'events', ${rowsOf("BookingEvents", '"bookingUlid", "version"')},
    'notifications', ${rowsOf("Notifications", '"version"')},
    'outbox', ${rowsOf("Outbox", '"createdAt"')},
    'waitingWebhooks', (select count(*) from "WebhookInbox" where "doneAt" is null and "deadAt" is null)) as "ledger"`);
  if (!row) throw new Error("The database gave no ledger.");
  return row.ledger;
}

/**
 * How long until a worker may take the next thing that waits, in ms; null when nothing does. With `quietMs` only when
 * the quiet time of every attempt is over.
 */
export async function readDueIn(
  database: SimDatabase,
  { quietMs }: { quietMs: number | null },
): Promise<number | null> {
  const due = `greatest("nextRunAt", "leaseUntil")`;
  const attempts =
    quietMs === null
      ? `min(${due})`
      : `max(greatest(${due}, "sentAt" + interval '${quietMs} milliseconds'))`;
  const queue = (
    table: string,
  ) => `select min(greatest("availableAt", "leaseUntil")) from "${table}" r
    where "doneAt" is null and "deadAt" is null`;
  // A mail waits for the one before it about the same meeting.
  const isNext = `not exists (select from "Outbox" o where o."doneAt" is null and o."deadAt" is null
    and o."bookingUlid" = r."bookingUlid" and o."userUlid" = r."userUlid" and o."createdAt" < r."createdAt")`;
  const [row] = await database.sql<{ ms: number | null }>(`
    select (extract(epoch from least(
      (select ${attempts} from "RescheduleAttempts" where "state" in ('PREPARED', 'SENDING', 'UNKNOWN')),
      (${queue("WebhookInbox")}), (${queue("Outbox")} and ${isNext})) - simulated.clock_timestamp()) * 1000)::float as ms`);
  return row?.ms ?? null;
}
