import "server-only";
import { type Context } from "@reslot/api";
import {
  type ConnectFailure,
  limitPerson,
  oauthStateTtlMs,
  requireActiveSession,
  toAppError,
} from "@reslot/api/server";
import { env } from "@/env.ts";
import { paths } from "@/paths.ts";
import { getContext } from "./api.ts";

/** Why connecting failed; the settings page explains it. */
export type ConnectProblem = ConnectFailure | "signedOut";

type SignedIn = Pick<Context, "ports"> & { signedIn: Awaited<ReturnType<Context["actor"]>> };

/**
 * The person who is signed in in this browser. Null without an active session, and for programs,
 * which cannot consent.
 */
export async function signedInPerson(): Promise<SignedIn | null> {
  const context = await getContext();
  const { caller, ports } = context;
  if (caller?.kind !== "session" || caller.via !== "cookie") return null;
  try {
    const [signedIn] = await Promise.all([context.actor(), requireActiveSession(ports, caller)]);
    return { ports, signedIn };
  } catch (error) {
    if (toAppError(error).code !== "UNAUTHENTICATED") throw error;
    return null;
  }
}

/**
 * Whether this person has reached the limit on connecting. Starting at Cal.com and coming back both
 * count.
 */
export async function isConnectLimitReached({ ports, signedIn }: SignedIn): Promise<boolean> {
  try {
    await limitPerson(ports, { clerkUserId: signedIn.user.clerkUserId, kind: "connect" });
    return false;
  } catch (error) {
    if (toAppError(error).code !== "RATE_LIMITED") throw error;
    return true;
  }
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
