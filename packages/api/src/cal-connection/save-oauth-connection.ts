import { CalError } from "@reslot/cal";
import { formatInstant } from "@reslot/cal/time";
import { CalOAuthError, type CalTokens, exchangeCode, movingScopes } from "@reslot/cal/oauth";
import { DbError, type OAuthState, Secret } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { learnAccountTimeZone } from "../cal-credentials/learn-account-time-zone.ts";
import { hashState } from "./start-cal-oauth.ts";

type FinishDeps = Needs<"cal" | "calOAuth" | "caches" | "db" | "log" | "newUlid">;

/**
 * Why no account was connected: `denied` the person declined · `expired` it took too long or was used
 * before · `mismatch` another browser or another person started it · `taken` another person has
 * connected this Cal.com account · `missingScopes` Cal.com granted less than moving meetings needs ·
 * `unavailable` Cal.com does not answer, or refuses us · `notConfigured` Reslot is not registered.
 */
export type ConnectFailure =
  | "denied"
  | "expired"
  | "mismatch"
  | "taken"
  | "missingScopes"
  | "unavailable"
  | "notConfigured";

export type FinishedOAuth =
  | { kind: "connected"; returnTo: string | null; shareForBookingUlid: string | null }
  | { kind: "failed"; reason: ConnectFailure; returnTo: string | null };

export interface OAuthCallback {
  /** The query the browser came back with. */
  query: URLSearchParams;
  /** The state in this browser's cookie. */
  cookieState: string | null;
}

/**
 * Completes a connection by OAuth. The state has to be this browser's, this person's, and unused; the
 * account is read with the new token before anything is saved. Nothing is saved on a failure.
 */
export async function saveOAuthConnection(
  deps: FinishDeps,
  { user }: Actor,
  { query, cookieState }: OAuthCallback,
): Promise<FinishedOAuth> {
  const state = query.get("state");
  if (!state || state !== cookieState) return failed("mismatch");
  const known = await deps.db.oauthStates.take(hashState(state));
  if (!known) return failed("expired");
  const userUlid = user.ulid;
  if (known.userUlid !== userUlid) return failed("mismatch");
  const returnTo = known.returnTo || null;
  try {
    const reason = await connect(deps, { query, state, known });
    if (reason) return { kind: "failed", reason, returnTo };
  } catch (error) {
    deps.log.error("CAL_CONNECT_ERROR", error, { userUlid });
    return { kind: "failed", reason: reasonOf(error), returnTo };
  }
  return { kind: "connected", returnTo, shareForBookingUlid: known.shareForBookingUlid };
}

function failed(reason: ConnectFailure): FinishedOAuth {
  return { kind: "failed", reason, returnTo: null };
}

async function connect(
  deps: FinishDeps,
  { query, state, known }: { query: URLSearchParams; state: string; known: OAuthState },
): Promise<ConnectFailure | null> {
  if (!deps.calOAuth) return "notConfigured";
  const tokens = await exchangeCode(deps.calOAuth, {
    callback: query,
    expectedState: state,
    codeVerifier: known.verifier?.reveal() ?? null,
  });
  if (!hasEveryScope(tokens)) return "missingScopes";
  const accessToken = new Secret(tokens.accessToken);
  const use = { purpose: "view", by: known.userUlid } as const;
  const me = await deps.cal({ of: "newToken", token: accessToken }, use).me.get();
  await deps.db.calConnections.saveOAuth({
    ulid: deps.newUlid(),
    userUlid: known.userUlid,
    me: { calUserId: me.id, calUsername: me.username, calEmail: me.email },
    accessToken,
    refreshToken: new Secret(tokens.refreshToken),
    accessExpiresAt: formatInstant(tokens.expiresAt),
    scopes: tokens.scopes ?? [],
  });
  await learnAccountTimeZone(deps, { userUlid: known.userUlid, me });
  return null;
}

/**
 * Older servers name their scopes differently, or not at all: then the first call tells. Without those
 * for webhooks the bookings are polled.
 */
function hasEveryScope({ scopes }: CalTokens): boolean {
  const namesOurs = scopes?.some((scope) => movingScopes.some((ours) => ours === scope));
  return !scopes || !namesOurs || movingScopes.every((scope) => scopes.includes(scope));
}

function reasonOf(error: unknown): ConnectFailure {
  if (error instanceof DbError) return error.code === "CONFLICT" ? "taken" : "unavailable";
  if (error instanceof CalOAuthError) {
    if (error.code === "ACCESS_DENIED") return "denied";
    if (error.code === "STATE_MISMATCH") return "mismatch";
    return error.code === "INVALID_GRANT" ? "expired" : "unavailable";
  }
  if (error instanceof CalError) return "unavailable";
  throw error;
}
