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

/** Why somebody comes back from connecting without a connection; the settings page has the words. */
export type ConnectProblem = ConnectFailure | "signedOut";

type Signed = Pick<Context, "ports"> & { signedIn: Awaited<ReturnType<Context["actor"]>> };

/** The person whose browser this is; null for nobody, for an ended session, and for programs: they cannot consent. */
export async function browserPerson(): Promise<Signed | null> {
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

/** Every way to Cal.com and back counts as an attempt to connect. */
export async function asksTooOften({ ports, signedIn }: Signed): Promise<boolean> {
  try {
    await limitPerson(ports, { clerkUserId: signedIn.user.clerkUserId, kind: "connect" });
    return false;
  } catch (error) {
    if (toAppError(error).code !== "RATE_LIMITED") throw error;
    return true;
  }
}

/** Sends the browser to an address; nothing of this page, such as a code, goes with it or is kept. */
export function sendTo(location: string, setCookie?: string): Response {
  const headers = new Headers({
    location: new URL(location, env().APP_ORIGIN).href,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  if (setCookie) headers.append("set-cookie", setCookie);
  return new Response(null, { status: 303, headers });
}

/** The settings page, which says what went wrong and offers to go on to `returnTo`. */
export function settingsWith(problem: ConnectProblem, returnTo: string | null): string {
  const query = new URLSearchParams({ error: problem, ...(returnTo && { returnTo }) });
  return `${paths.calendarSettings}?${query.toString()}`;
}

/** Binds the way through Cal.com's consent page to this browser. */
export function stateCookie(state: string): string {
  return cookie(state, oauthStateTtlMs / 1000);
}

export function clearedStateCookie(): string {
  return cookie("", 0);
}

/** What this browser was given when it left. */
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

/** Browsers take the `__Host-` prefix over https only. */
function cookieSettings(): { name: string; flags: string } {
  const flags = "Path=/; HttpOnly; SameSite=Lax";
  return env().APP_ORIGIN.startsWith("https:")
    ? { name: "__Host-cal_oauth", flags: `${flags}; Secure` }
    : { name: "cal_oauth", flags };
}
