import type { CalClient, CalError } from "@reslot/cal";
import type { BookingContext, BudgetGrant, CalConnection, CalFacts, Secret } from "@reslot/db";
import type { CalUse } from "./cal-use.ts";
import type { ConnectionStatus, Pair } from "./model.ts";

/** Both people's connections as they were read with their booking. */
export type ReadAccounts = Pick<BookingContext, "booking" | "coachAccount" | "menteeAccount">;

/** An access token that can be used now; or the person has to reconnect, or never connected. */
export type FreshToken =
  | { kind: "usable"; token: Secret; generation: number }
  | { kind: "needsReconnect" }
  | { kind: "none" };

/** A connection that Cal.com has not refused so far. */
export interface OpenConnection {
  status: "connected";
  connection: CalConnection;
  /** Looks after its own token: see `createAccountClient`. */
  client: CalClient;
  /** For what is cached already: the same, but of a view it is a `refresh`. */
  refreshing: CalClient;
  /** What was read of the account before; null: nothing. */
  known: CalFacts | null;
  /** What the client was opened for. */
  use: CalUse;
}

/** What is cached of an account is kept by it: another token may see something else. */
export function accountKey({ connection }: Pick<OpenConnection, "connection">): string {
  return `${connection.userUlid} ${connection.generation}`;
}

/** The connection with which a cached answer is read again, where there is one. */
export function forReading<C extends Connection>(
  connection: C,
  { isCached }: { isCached: boolean },
): C {
  const isRefresh = isCached && connection.status === "connected";
  return isRefresh ? { ...connection, client: connection.refreshing } : connection;
}

/**
 * A person's connection to Cal.com, ready to use where there is one. `unreachable`: there is one, but
 * its access token has expired and there is no new one right now; the `cause` says why.
 */
export type Connection =
  | OpenConnection
  | { status: "notConnected" | "needsReconnect" }
  | { status: "unreachable"; cause: CalError };

export interface Connections {
  coach: Connection;
  mentee: Connection;
}

/** Whether Cal.com accepts a person's token. */
export type Verification =
  | { kind: "verified"; client: CalClient }
  | { kind: "notConnected" }
  | { kind: "needsReconnect" };

/** Calls that may be made, of all accounts that were asked for. */
export interface LeasedCalls {
  grants: readonly BudgetGrant[];
  /** When they were asked for, by `clock.elapsed`. */
  askedAt: number;
}

/** Opens and verifies people's Cal.com accounts. */
export interface CalAccounts {
  /**
   * One person's connection. One query, beside which calls are leased; Cal.com is asked only when the access
   * token is about to expire.
   */
  open(userUlid: string, use: CalUse): Promise<Connection>;
  /** Both people's connections. No query, unless an access token is about to expire. */
  openPair(read: ReadAccounts, use: CalUse): Promise<Connections>;
  /** Leases calls for both accounts while they are being read. */
  prepare(pair: Pair, use: CalUse): void;
  /** Keeps the calls that were leased for both accounts with the booking. */
  takeIn(pair: Pair, use: CalUse, leased: LeasedCalls): void;
  /**
   * Makes sure that Cal.com accepts the token: trusted for 60 s after the last success, else one `GET /v2/me`.
   *
   * @throws {CalError} when Cal.com cannot say
   */
  verify(connection: Connection): Promise<Verification>;
}

/** No row and a disconnected row are the same to callers. */
export function connectionStatusOf(connection: CalConnection | null): ConnectionStatus {
  return connection?.status ?? "notConnected";
}

/** The status of an opened connection: Cal.com's silence does not end it. */
export function statusOfOpened({ status }: Connection): ConnectionStatus {
  return status === "unreachable" ? "connected" : status;
}
