import { setTimeout as sleep } from "node:timers/promises";
import { formatInstant, parseInstant } from "@reslot/cal/time";
import { CalOAuthError, type CalOAuthClient, refreshToken } from "@reslot/cal/oauth";
import { Secret, type StoredOAuth } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { FreshToken } from "../core/connection.ts";
import { insist } from "../infra/insist.ts";

export type RefreshDeps = Needs<"caches" | "calOAuth" | "clock" | "db" | "log" | "newUlid">;

interface Wanted {
  userUlid: string;
  /** The generation whose token Cal.com has refused: it is replaced although it has not expired. */
  refused?: number;
}

/** An access token is refreshed when it expires within this. */
export const refreshBeforeMs = 120_000;
/** Longer than Cal.com may take to answer, so that no other process asks in that time. */
const leaseMs = 20_000;
/** Cal.com must be asked this soon after the lease: its 10 s timeout has to end within the lease, or two processes ask at once. */
const startWithinMs = 8_000;
/** How long to wait for another process's refresh. */
const waitMs = 5_000;

/**
 * The person's access token, refreshed first when it is about to expire. One process asks Cal.com, and
 * stores the answer before anyone uses it: Cal.com may have revoked the old tokens. Until a refresh
 * succeeds the old token is used up to its own expiry.
 *
 * @throws {CalOAuthError} when it has expired and Cal.com did not issue another one
 */
export async function refreshAccessToken(deps: RefreshDeps, wanted: Wanted): Promise<FreshToken> {
  const { userUlid, refused } = wanted;
  return deps.caches.refreshes(`${userUlid} ${refused ?? ""}`, () => findOrReplace(deps, wanted));
}

async function findOrReplace(deps: RefreshDeps, wanted: Wanted): Promise<FreshToken> {
  const until = deps.clock.elapsed() + waitMs;
  while (deps.clock.elapsed() < until) {
    const stored = await deps.db.calConnections.readOAuth(wanted.userUlid);
    if (!stored) return { kind: "none" };
    const known = stateOf(deps, { stored, refused: wanted.refused });
    if (known.isGood) return usable(stored);
    if (!deps.calOAuth) return known.isLeft ? usable(stored) : { kind: "needsReconnect" };

    const { userUlid } = wanted;
    const { generation } = stored;
    const owner = deps.newUlid();
    const asked = { userUlid, owner, generation, leaseMs };
    const askedAt = deps.clock.elapsed();
    const lease = await deps.db.calConnections.leaseRefresh(asked);
    if (lease.won) {
      if (deps.clock.elapsed() - askedAt > startWithinMs) continue;
      const replaced = await replace(deps, { client: deps.calOAuth, userUlid, owner, stored });
      if (replaced) return replaced;
    } else if (lease.why === "leased") {
      // The lease holder is as fast as we would be; until then the old token is good.
      if (known.isLeft) return usable(stored);
      await sleep(50 + Math.random() * 200);
    }
  }
  throw new CalOAuthError("UNREACHABLE", { operation: "refresh", reason: "leased" });
}

/** `isLeft`: it would still be accepted; `isGood`: for long enough not to need a new one. */
function stateOf(
  { clock }: Needs<"clock">,
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

/** null: another process has newer tokens; read again. */
async function replace(deps: RefreshDeps, replacement: Replacement): Promise<FreshToken | null> {
  const { client, userUlid, owner, stored } = replacement;
  const { generation } = stored;
  let tokens;
  try {
    tokens = await refreshToken(client, { refreshToken: stored.refreshToken.reveal() });
  } catch (error) {
    return giveUp(deps, { userUlid, owner, stored, error });
  }
  // Tokens that are not stored are lost, and the connection with them.
  const isStored = await insist(() =>
    deps.db.calConnections.storeRefreshed({
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
  deps: RefreshDeps,
  { userUlid, owner, stored, error }: Omit<Replacement, "client"> & { error: unknown },
): Promise<FreshToken | null> {
  deps.log.error("CAL_TOKEN_ERROR", error, { userUlid });
  const { generation } = stored;
  if (error instanceof CalOAuthError && error.code === "INVALID_GRANT") {
    const now = await deps.db.calConnections.readOAuth(userUlid);
    if (now && now.generation !== generation) return null;
    await deps.db.calConnections.markNeedsReconnect({ userUlid, generation });
    return { kind: "needsReconnect" };
  }
  await deps.db.calConnections.releaseRefresh({ userUlid, owner });
  if (parseInstant(stored.accessExpiresAt) > deps.clock.now()) return usable(stored);
  throw error;
}
