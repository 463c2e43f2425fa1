import "server-only";
import {
  Actor,
  type App,
  type ConnectFailure,
  oauthStateTtlMs,
  toAppError,
} from "@reslot/api/server";
import { env } from "@/env.ts";
import { paths } from "@/paths.ts";
import { getContext } from "./api.ts";

/** Why connecting failed; the settings page explains it. */
export type ConnectProblem = ConnectFailure | "signedOut";

/** A person who may connect an account from this browser; or why not. */
type BrowserAdmission =
  | { kind: "admitted"; app: App; actor: Actor }
  | { kind: "refused"; problem: ConnectProblem };

/**
 * Admits the person whose browser this is. Refuses missing and ended sessions and programs,
 * which cannot consent (`signedOut`), and too many attempts (`unavailable`).
 *
 * @param limit every start counts as an attempt to connect; coming back is a mere read
 */
export async function admitBrowser(limit: "connect" | "read"): Promise<BrowserAdmission> {
  const context = await getContext();
  const { caller, app } = context;
  if (caller?.kind !== "session" || caller.via !== "cookie") return refused("signedOut");
  try {
    const admission = { limit, needsActiveSession: true };
    return await Actor.admit(context, admission, async (actor) => ({
      kind: "admitted",
      app,
      actor,
    }));
  } catch (error) {
    const { code } = toAppError(error);
    // The page of settings then says what is missing.
    if (code === "UNAUTHENTICATED" || code === "ADDRESS_NEEDED") return refused("signedOut");
    if (code === "RATE_LIMITED") return refused("unavailable");
    throw error;
  }
}

function refused(problem: ConnectProblem): BrowserAdmission {
  return { kind: "refused", problem };
}

/** Redirects the browser without a referrer and without caching, since this address may hold a code. */
export function redirectTo(location: string, setCookie?: string): Response {
  const headers = new Headers({
    location: new URL(location, env().APP_ORIGIN).href,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  if (setCookie) headers.append("set-cookie", setCookie);
  return new Response(null, { status: 303, headers });
}

/** The settings page, which says what went wrong and leads on to `returnTo`. */
export function settingsUrl(problem: ConnectProblem, returnTo: string | null): string {
  const query = new URLSearchParams({ error: problem, ...(returnTo && { returnTo }) });
  return `${paths.calendarSettings}?${query.toString()}`;
}

/** Binds the OAuth flow to this browser. */
export function stateCookie(state: string): string {
  return cookie(state, oauthStateTtlMs / 1000);
}

export function clearedStateCookie(): string {
  return cookie("", 0);
}

/** The state that this browser was given when the OAuth flow started. */
export function readStateCookie(request: Request): string | null {
  const { name } = cookieSettings();
  const pairs = (request.headers.get("cookie") ?? "").split(/;\s*/);
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) || null;
}

function cookie(value: string, maxAgeSeconds: number): string {
  const { name, flags } = cookieSettings();
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; ${flags}`;
}

/** Browsers accept the `__Host-` prefix over https only. */
function cookieSettings(): { name: string; flags: string } {
  const flags = "Path=/; HttpOnly; SameSite=Lax";
  return env().APP_ORIGIN.startsWith("https:")
    ? { name: "__Host-cal_oauth", flags: `${flags}; Secure` }
    : { name: "cal_oauth", flags };
}
