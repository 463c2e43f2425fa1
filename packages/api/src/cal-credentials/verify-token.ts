import { type CalClient, CalError } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import type { Ports } from "../app/ports.ts";
import {
  type Connection,
  markRefused,
  openConnection,
  type OpenConnection,
} from "./open-connection.ts";

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
export async function verifyToken(ports: Ports, opened: Connection): Promise<Proof> {
  if (opened.status === "unreachable") throw new CalError("UNREACHABLE", { operation: "refresh" });
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
    return askAnew(ports, opened);
  }
  // Nobody waits for this: without it the token is only proven once more.
  ports.db.calConnections
    .markProven({ userUlid, generation })
    .catch((error: unknown) => ports.log.error("CAL_TOKEN_ERROR", error, { userUlid }));
  return { kind: "proven", client: opened.client };
}

/** A refused access token is replaced once; the new one has to be accepted. */
async function askAnew(ports: Ports, refused: OpenConnection): Promise<Proof> {
  const { userUlid, generation } = refused.connection;
  await markRefused(ports, refused);
  if (refused.connection.kind === "apiKey") return { kind: "needsReconnect" };
  const again = await openConnection(ports, userUlid);
  if (again.status !== "connected") return verifyToken(ports, again);
  const isNew = again.connection.generation !== generation;
  const isAccepted = isNew && (await again.client.me.get().then(() => true, isNotRefused));
  if (isAccepted) return { kind: "proven", client: again.client };
  const key = { userUlid, generation: again.connection.generation };
  await ports.db.calConnections.markNeedsReconnect(key);
  return { kind: "needsReconnect" };
}

/** @throws whatever is no refusal */
function isNotRefused(error: unknown): false {
  if (isTokenRefused(error) || isForbidden(error)) return false;
  throw error;
}

/** True when Cal.com refused the token itself, whatever was asked with it. */
export function isTokenRefused(error: unknown): error is CalError {
  return error instanceof CalError && error.code === "TOKEN_INVALID";
}

/** True when the token is good, but not for what was asked. */
export function isForbidden(error: unknown): error is CalError {
  return error instanceof CalError && error.code === "FORBIDDEN";
}
