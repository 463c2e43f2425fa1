import type { CalClient } from "@reslot/cal";
import type { CalConnection } from "@reslot/db";
import type { Pair } from "../memory/memory.ts";
import type { Ports } from "../ports.ts";

/** A connection that may be used: its token has not been refused so far. */
export interface OpenConnection {
  status: "connected";
  connection: CalConnection;
  client: CalClient;
}

/** Somebody's connection to Cal.com, ready to use where there is one. */
export type Connection = OpenConnection | { status: "notConnected" | "needsReconnect" };

/**
 * Opens a person's connection. Two queries, side by side; Cal.com is not asked. A token that can
 * no longer be decrypted asks for a reconnection like one that Cal.com refuses.
 */
export async function openConnection(ports: Ports, userUlid: string): Promise<Connection> {
  const [connection, stored] = await Promise.all([
    ports.db.calConnections.get(userUlid),
    ports.db.calConnections.readToken(userUlid).catch((error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
      ports.log.error("CAL_TOKEN_ERROR", error, { userUlid });
      return null;
    }),
  ]);
  if (!connection) return { status: "notConnected" };
  if (connection.status === "needsReconnect" || !stored) return { status: "needsReconnect" };
  return { status: "connected", connection, client: ports.cal(stored.token) };
}

/** Both people's connections, side by side. */
export interface Connections {
  coach: Connection;
  mentee: Connection;
}

/** Opens the connections of a booking's two people; equal ones at the same time are read once. */
export async function openConnections(ports: Ports, pair: Pair): Promise<Connections> {
  const open = (userUlid: string) =>
    ports.memory.connections(userUlid, () => openConnection(ports, userUlid));
  const [coach, mentee] = await Promise.all([open(pair.coachUserUlid), open(pair.menteeUserUlid)]);
  return { coach, mentee };
}

/** Notes that Cal.com has refused the token, unless it was replaced in the meantime. */
export async function markRefused(ports: Ports, { connection }: OpenConnection): Promise<void> {
  const { userUlid, generation } = connection;
  await ports.db.calConnections.markNeedsReconnect({ userUlid, generation });
}
