import { setTimeout as sleep } from "node:timers/promises";
import { formatInstant, parseInstant } from "@reslot/cal/time";
import { CalOAuthError, type CalOAuthClient, refreshToken } from "@reslot/cal/oauth";
import { DbError, Secret, type StoredOAuth } from "@reslot/db";
import type { Ports } from "../app/ports.ts";

/** A token that may be used now; or the person has to connect again, or never did. */
export type FreshToken =
  | { kind: "usable"; token: Secret; generation: number }
  | { kind: "needsReconnect" }
  | { kind: "none" };

interface Wanted {
  userUlid: string;
  /** The generation whose token Cal.com has refused: it is replaced although its time is not over. */
  refused?: number;
}

/** An access token is replaced when it has less than this left. */
export const refreshBeforeMs = 120_000;
/** Longer than Cal.com may take to answer, so that nobody else asks meanwhile. */
const leaseMs = 20_000;
/** How soon after asking for the lease Cal.com is asked: its ten seconds have to end with the lease, or two ask at once. */
const startWithinMs = 8_000;
/** How long to wait for somebody else's refresh. */
const patienceMs = 5_000;

/**
 * The person's access token, replaced first when it is about to end. Of all processes one asks
 * Cal.com, and stores what it gets before anybody uses it: Cal.com may have ended the old tokens.
 * While it cannot be replaced the old one serves until its own end.
 *
 * @throws {CalOAuthError} when it has ended and Cal.com did not give another one
 */
export async function refreshAccessToken(ports: Ports, wanted: Wanted): Promise<FreshToken> {
  const { userUlid, refused } = wanted;
  return ports.caches.refreshes(`${userUlid} ${refused ?? ""}`, () => findOrReplace(ports, wanted));
}

async function findOrReplace(ports: Ports, wanted: Wanted): Promise<FreshToken> {
  const until = ports.clock.now() + patienceMs;
  while (ports.clock.now() < until) {
    const stored = await ports.db.calConnections.readOAuth(wanted.userUlid);
    if (!stored) return { kind: "none" };
    const known = stateOf(ports, { stored, refused: wanted.refused });
    if (known.isGood) return usable(stored);
    if (!ports.calOAuth) return known.isLeft ? usable(stored) : { kind: "needsReconnect" };

    const { userUlid } = wanted;
    const { generation } = stored;
    const owner = ports.newUlid();
    const asked = { userUlid, owner, generation, leaseMs };
    const askedAt = ports.clock.now();
    const lease = await ports.db.calConnections.leaseRefresh(asked);
    if (lease.won) {
      if (ports.clock.now() - askedAt > startWithinMs) continue;
      const replaced = await replace(ports, { client: ports.calOAuth, userUlid, owner, stored });
      if (replaced) return replaced;
    } else if (lease.why === "leased") {
      // Whoever has the lease is as fast as we would be; the old token is good meanwhile.
      if (known.isLeft) return usable(stored);
      await sleep(50 + Math.random() * 200);
    }
  }
  throw new CalOAuthError("UNREACHABLE", { operation: "refresh", reason: "leased" });
}

/** `isLeft`: it would still be accepted; `isGood`: for long enough not to think of another. */
function stateOf(
  { clock }: Ports,
  { stored, refused }: { stored: StoredOAuth; refused: number | undefined },
): { isGood: boolean; isLeft: boolean } {
  const isRefused = stored.generation === refused;
  const leftMs = parseInstant(stored.accessExpiresAt) - clock.now();
  return { isGood: !isRefused && leftMs >= refreshBeforeMs, isLeft: !isRefused && leftMs > 0 };
}

function usable({ accessToken: token, generation }: StoredOAuth): FreshToken {
  return { kind: "usable", token, generation };
}

interface Replacement {
  client: CalOAuthClient;
  userUlid: string;
  owner: string;
  stored: StoredOAuth;
}

/** null: somebody else has newer tokens; look again. */
async function replace(ports: Ports, replacement: Replacement): Promise<FreshToken | null> {
  const { client, userUlid, owner, stored } = replacement;
  const { generation } = stored;
  let tokens;
  try {
    tokens = await refreshToken(client, { refreshToken: stored.refreshToken.reveal() });
  } catch (error) {
    return giveUp(ports, { userUlid, owner, stored, error });
  }
  const isStored = await insist(() =>
    ports.db.calConnections.storeRefreshed({
      userUlid,
      generation,
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      accessExpiresAt: formatInstant(tokens.expiresAt),
      ...(tokens.scopes && { scopes: tokens.scopes }),
    }),
  );
  if (!isStored) return null;
  const token = new Secret(tokens.accessToken);
  return { kind: "usable", token, generation: generation + 1 };
}

async function giveUp(
  ports: Ports,
  { userUlid, owner, stored, error }: Omit<Replacement, "client"> & { error: unknown },
): Promise<FreshToken | null> {
  ports.log.error("CAL_TOKEN_ERROR", error, { userUlid });
  const { generation } = stored;
  if (error instanceof CalOAuthError && error.code === "INVALID_GRANT") {
    const now = await ports.db.calConnections.readOAuth(userUlid);
    if (now && now.generation !== generation) return null;
    await ports.db.calConnections.markNeedsReconnect({ userUlid, generation });
    return { kind: "needsReconnect" };
  }
  await ports.db.calConnections.releaseRefresh({ userUlid, owner });
  if (parseInstant(stored.accessExpiresAt) > ports.clock.now()) return usable(stored);
  throw error;
}

/** Tokens that are not stored are lost, and with them the connection: so it is tried again. */
async function insist(store: () => Promise<boolean>): Promise<boolean> {
  for (const delayMs of [100, 400, 1_600]) {
    try {
      return await store();
    } catch (error) {
      if (!(error instanceof DbError) || error.code !== "UNAVAILABLE") throw error;
      await sleep(delayMs);
    }
  }
  return store();
}
