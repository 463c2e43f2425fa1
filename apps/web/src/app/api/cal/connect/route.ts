import { safeReturnTo, startCalOAuth } from "@reslot/api/server";
import {
  asksTooOften,
  browserPerson,
  sendTo,
  settingsWith,
  stateCookie,
} from "@/server/cal-oauth.ts";
import { env } from "@/env.ts";

export const dynamic = "force-dynamic";

/**
 * Sends the signed-in person to Cal.com's consent page. `?returnTo=` is the page of ours to come back
 * to, such as the week and the time they were choosing.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get("returnTo");
  const returnTo = safeReturnTo(asked, env().APP_ORIGIN);
  // Another site's page may not begin this: only a link or a form of ours.
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site") return sendTo(settingsWith("mismatch", returnTo));
  const person = await browserPerson();
  if (!person) return sendTo(settingsWith("signedOut", returnTo));
  if (await asksTooOften(person)) return sendTo(settingsWith("unavailable", returnTo));
  const started = await startCalOAuth(person, { returnTo });
  if (!started) return sendTo(settingsWith("notConfigured", returnTo));
  return sendTo(started.url, stateCookie(started.state));
}
