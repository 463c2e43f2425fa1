import { type CalClient, CalError, parseInstant } from "@reslot/cal";
import type { Ports } from "../ports.ts";
import { type Connection, markRefused, type OpenConnection } from "./open-connection.ts";

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
export async function proveToken(ports: Ports, opened: Connection): Promise<Proof> {
  if (opened.status !== "connected") return { kind: opened.status };
  if (isFresh(opened, ports.clock.now())) return { kind: "proven", client: opened.client };
  return ask(ports, opened);
}

function isFresh({ connection }: OpenConnection, now: number): boolean {
  const ageMs = now - parseInstant(connection.provenAt);
  return ageMs >= 0 && ageMs < proofLastsMs;
}

async function ask(ports: Ports, opened: OpenConnection): Promise<Proof> {
  const { userUlid, generation } = opened.connection;
  try {
    await opened.client.me.get();
  } catch (error) {
    if (!isTokenRefused(error) && !isForbidden(error)) throw error;
    await markRefused(ports, opened);
    return { kind: "needsReconnect" };
  }
  // Nobody waits for this: without it the token is only proven once more.
  ports.db.calConnections
    .markProven({ userUlid, generation })
    .catch((error: unknown) => ports.log.error("CAL_TOKEN_ERROR", error, { userUlid }));
  return { kind: "proven", client: opened.client };
}

/** True when Cal.com refused the token itself, whatever was asked with it. */
export function isTokenRefused(error: unknown): error is CalError {
  return error instanceof CalError && error.code === "TOKEN_INVALID";
}

/** True when the token is good, but not for what was asked. */
export function isForbidden(error: unknown): error is CalError {
  return error instanceof CalError && error.code === "FORBIDDEN";
}
