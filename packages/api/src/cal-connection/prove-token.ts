import { CalError, type CalClient, parseInstant } from "@reslot/cal";
import type { CalConnection, Secret } from "@reslot/db";
import type { Ports } from "../ports.ts";

/** How long a token that Cal.com has accepted is trusted without asking again. */
const proofLastsMs = 60_000;

/** What became of proving somebody's connection. */
export type Proof =
  | { kind: "proven"; client: CalClient }
  | { kind: "notConnected" }
  | { kind: "needsReconnect" };

/**
 * Makes sure that Cal.com accepts a person's token: from memory when it did in the last 60 s,
 * else by asking `/v2/me`. A refused token is marked, so that the person is asked to reconnect.
 *
 * @throws {CalError} when Cal.com could not say
 */
export async function proveToken(ports: Ports, userUlid: string): Promise<Proof> {
  const [connection, stored] = await Promise.all([
    ports.db.calConnections.get(userUlid),
    ports.db.calConnections.readToken(userUlid),
  ]);
  if (!connection) return { kind: "notConnected" };
  if (connection.status === "needsReconnect" || !stored) return { kind: "needsReconnect" };

  const client = ports.cal(stored.token);
  if (isFresh(connection, ports.clock.now())) return { kind: "proven", client };
  return ask(ports, { userUlid, ...stored });
}

function isFresh({ provenAt }: CalConnection, now: number): boolean {
  const ageMs = now - parseInstant(provenAt);
  return ageMs >= 0 && ageMs < proofLastsMs;
}

async function ask(
  ports: Ports,
  { userUlid, token, generation }: { userUlid: string; token: Secret; generation: number },
): Promise<Proof> {
  const client = ports.cal(token);
  try {
    await client.me.get();
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    await ports.db.calConnections.markNeedsReconnect({ userUlid, generation });
    return { kind: "needsReconnect" };
  }
  await ports.db.calConnections.markProven({ userUlid, generation });
  return { kind: "proven", client };
}

/** True when Cal.com refused the token itself, whatever was asked with it. */
export function isTokenRefused(error: unknown): error is CalError {
  return (
    error instanceof CalError && (error.code === "TOKEN_INVALID" || error.code === "FORBIDDEN")
  );
}
