import type { CalClient } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import { CalOAuthError } from "@reslot/cal/oauth";
import type { CalConnection, StoredToken } from "@reslot/db";
import type { Pair } from "../infra/cache/caches.ts";
import type { Ports } from "../app/ports.ts";
import { type FreshToken, refreshAccessToken, refreshBeforeMs } from "./refresh-access-token.ts";

/** A connection that may be used: its token has not been refused so far. */
export interface OpenConnection {
  status: "connected";
  connection: CalConnection;
  client: CalClient;
  /** The same for what a move has to know first. */
  urgent: CalClient;
}

/**
 * Somebody's connection to Cal.com, ready to use where there is one. `unreachable`: there is one, but
 * its token has ended and Cal.com gives no other one at the moment.
 */
export type Connection =
  | OpenConnection
  | { status: "notConnected" | "needsReconnect" | "unreachable" };

/**
 * Opens a person's connection. Two queries, side by side; Cal.com is only asked when an access token
 * is about to end. A token that can no longer be decrypted asks for a reconnection like one that
 * Cal.com refuses.
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
  const fresh = isEnding(ports, stored)
    ? await replaceToken(ports, userUlid)
    : { kind: "usable" as const, token: stored.token, generation: stored.generation };
  switch (fresh.kind) {
    case "none":
      return { status: "notConnected" };
    case "needsReconnect":
    case "unreachable":
      return { status: fresh.kind };
    case "usable": {
      const { token, generation } = fresh;
      return {
        status: "connected",
        connection: { ...connection, generation },
        client: ports.cal(token),
        urgent: ports.cal(token, { isUrgent: true }),
      };
    }
  }
}

function isEnding({ clock }: Ports, { accessExpiresAt }: StoredToken): boolean {
  return accessExpiresAt !== null && parseInstant(accessExpiresAt) - clock.now() < refreshBeforeMs;
}

async function replaceToken(
  ports: Ports,
  userUlid: string,
): Promise<FreshToken | { kind: "unreachable" }> {
  return refreshAccessToken(ports, { userUlid }).catch((error: unknown) => {
    if (!(error instanceof CalOAuthError)) throw error;
    return { kind: "unreachable" as const };
  });
}

/** Both people's connections, side by side. */
export interface Connections {
  coach: Connection;
  mentee: Connection;
}

/** Opens the connections of a booking's two people; equal ones at the same time are read once. */
export async function openConnections(ports: Ports, pair: Pair): Promise<Connections> {
  const open = (userUlid: string) =>
    ports.caches.connections(userUlid, () => openConnection(ports, userUlid));
  const [coach, mentee] = await Promise.all([open(pair.coachUserUlid), open(pair.menteeUserUlid)]);
  return { coach, mentee };
}

/** The same for a move: read for it alone, so that nothing of it waits behind what others read. */
export async function openUrgently(ports: Ports, pair: Pair): Promise<Connections> {
  const open = async (userUlid: string): Promise<Connection> => {
    const opened = await openConnection(ports, userUlid);
    return opened.status === "connected" ? { ...opened, client: opened.urgent } : opened;
  };
  const [coach, mentee] = await Promise.all([open(pair.coachUserUlid), open(pair.menteeUserUlid)]);
  return { coach, mentee };
}

/**
 * Notes that Cal.com has refused the token, unless it was replaced in the meantime. An access token is
 * replaced once before the person is bothered.
 */
export async function markRefused(
  ports: Ports,
  { connection }: { connection: CalConnection },
): Promise<void> {
  const { userUlid, generation, kind } = connection;
  if (kind === "apiKey") {
    await ports.db.calConnections.markNeedsReconnect({ userUlid, generation });
    return;
  }
  await refreshAccessToken(ports, { userUlid, refused: generation }).catch((error: unknown) => {
    if (!(error instanceof CalOAuthError)) throw error;
  });
}
