import { safeReturnTo, startCalOAuth } from "@reslot/api/server";
import {
  isConnectLimitReached,
  signedInPerson,
  redirectTo,
  settingsUrl,
  stateCookie,
} from "@/server/cal-oauth.ts";
import { env } from "@/env.ts";

export const dynamic = "force-dynamic";

/**
 * Sends the signed-in person to Cal.com's consent page. `?returnTo=` is the page to come back to,
 * with the day and time that were chosen there.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get("returnTo");
  const returnTo = safeReturnTo(asked, env().APP_ORIGIN);
  // Only our own pages may start this, not another site's.
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site") return redirectTo(settingsUrl("mismatch", returnTo));
  const person = await signedInPerson();
  if (!person) return redirectTo(settingsUrl("signedOut", returnTo));
  if (await isConnectLimitReached(person)) return redirectTo(settingsUrl("unavailable", returnTo));
  const started = await startCalOAuth(person, { returnTo });
  if (!started) return redirectTo(settingsUrl("notConfigured", returnTo));
  return redirectTo(started.url, stateCookie(started.state));
}
