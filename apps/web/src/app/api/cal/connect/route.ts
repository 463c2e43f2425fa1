import { ulidSchema } from "@reslot/api/schemas";
import { safeReturnTo, startCalOAuth } from "@reslot/api/server";
import { admitBrowser, redirectTo, settingsUrl, stateCookie } from "@/server/cal-oauth.ts";
import { env } from "@/env.ts";

export const dynamic = "force-dynamic";

/**
 * Sends the signed-in person to Cal.com's consent page. `?returnTo=` is the page to come back to,
 * with the day and time that were chosen there; `?bookingUlid=` the meeting from which the person connects,
 * so that its coach may see when they are busy.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const returnTo = safeReturnTo(asked.get("returnTo"), env().APP_ORIGIN);
  // Only a link or a form of ours may start this, not another site's page.
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site") return redirectTo(settingsUrl("mismatch", returnTo));
  const admitted = await admitBrowser("connect");
  if (admitted.kind === "refused") return redirectTo(settingsUrl(admitted.problem, returnTo));
  // A page of ours has said what it means; a link from elsewhere has not.
  const booking = ulidSchema.safeParse(site === "same-origin" ? asked.get("bookingUlid") : null);
  const bookingUlid = booking.success ? booking.data : null;
  const started = await startCalOAuth(admitted.app, admitted.actor, { returnTo, bookingUlid });
  if (!started) return redirectTo(settingsUrl("notConfigured", returnTo));
  return redirectTo(started.url, stateCookie(started.state));
}
