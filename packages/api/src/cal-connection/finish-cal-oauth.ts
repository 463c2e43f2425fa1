import { CalError } from "@reslot/cal";
import { formatInstant } from "@reslot/cal/time";
import { CalOAuthError, type CalTokens, calScopes, exchangeCode } from "@reslot/cal/oauth";
import { DbError, type OAuthState, Secret } from "@reslot/db";
import type { ActorContext } from "../trpc/context.ts";
import type { Ports } from "../app/ports.ts";
import { hashState } from "./start-cal-oauth.ts";
import { syncAfterConnecting } from "../sync/sync-after-connecting.ts";

/**
 * Why nobody was connected: `denied` the person said no · `expired` it took too long or was used
 * before · `mismatch` another browser or another person began it · `taken` somebody else has
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
  | { kind: "connected"; returnTo: string | null }
  | { kind: "failed"; reason: ConnectFailure; returnTo: string | null };

interface Callback {
  /** The query with which the browser came back. */
  query: URLSearchParams;
  /** What the cookie of this browser says. */
  cookieState: string | null;
}

/**
 * Ends a connection by OAuth. The state has to be this browser's, this person's, and unused; the
 * account is asked for with the new token before anything is saved. Nothing is saved on a failure.
 */
export async function finishCalOAuth(
  { ports, signedIn }: Pick<ActorContext, "ports" | "signedIn">,
  { query, cookieState }: Callback,
): Promise<FinishedOAuth> {
  const state = query.get("state");
  if (!state || state !== cookieState) return failed("mismatch");
  const known = await ports.db.oauthStates.take(hashState(state));
  if (!known) return failed("expired");
  const userUlid = signedIn.user.ulid;
  if (known.userUlid !== userUlid) return failed("mismatch");
  const returnTo = known.returnTo || null;
  try {
    const reason = await connect(ports, { query, state, known });
    if (reason) return { kind: "failed", reason, returnTo };
  } catch (error) {
    ports.log.error("CAL_CONNECT_ERROR", error, { userUlid });
    return { kind: "failed", reason: reasonOf(error), returnTo };
  }
  await syncAfterConnecting(ports, userUlid);
  return { kind: "connected", returnTo };
}

function failed(reason: ConnectFailure): FinishedOAuth {
  return { kind: "failed", reason, returnTo: null };
}

async function connect(
  ports: Ports,
  { query, state, known }: { query: URLSearchParams; state: string; known: OAuthState },
): Promise<ConnectFailure | null> {
  if (!ports.calOAuth) return "notConfigured";
  const tokens = await exchangeCode(ports.calOAuth, {
    callback: query,
    expectedState: state,
    codeVerifier: known.verifier?.reveal() ?? null,
  });
  if (!hasEveryScope(tokens)) return "missingScopes";
  const accessToken = new Secret(tokens.accessToken);
  const me = await ports.cal(accessToken).me.get();
  await ports.db.calConnections.saveOAuth({
    ulid: ports.newUlid(),
    userUlid: known.userUlid,
    me: { calUserId: me.id, calUsername: me.username, calEmail: me.email },
    accessToken,
    refreshToken: new Secret(tokens.refreshToken),
    accessExpiresAt: formatInstant(tokens.expiresAt),
    scopes: tokens.scopes ?? [],
  });
  return null;
}

/** Older servers name their scopes differently, or not at all: then the first call tells. */
function hasEveryScope({ scopes }: CalTokens): boolean {
  const namesOurs = scopes?.some((scope) => calScopes.some((ours) => ours === scope));
  return !scopes || !namesOurs || calScopes.every((scope) => scopes.includes(scope));
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
