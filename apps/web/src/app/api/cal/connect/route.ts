import { safeReturnTo, startCalOAuth } from "@reslot/api/server";
import { admitBrowser, redirectTo, settingsUrl, stateCookie } from "@/server/cal-oauth.ts";
import { env } from "@/env.ts";

export const dynamic = "force-dynamic";

/**
 * Sends the signed-in person to Cal.com's consent page. `?returnTo=` is the page to come back to,
 * with the day and time that were chosen there.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get("returnTo");
  const returnTo = safeReturnTo(asked, env().APP_ORIGIN);
  // Only a link or a form of ours may start this, not another site's page.
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site") return redirectTo(settingsUrl("mismatch", returnTo));
  const admitted = await admitBrowser("connect");
  if (admitted.kind === "refused") return redirectTo(settingsUrl(admitted.problem, returnTo));
  const started = await startCalOAuth(admitted.app, admitted.actor, { returnTo });
  if (!started) return redirectTo(settingsUrl("notConfigured", returnTo));
  return redirectTo(started.url, stateCookie(started.state));
}
