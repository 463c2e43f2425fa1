import { finishCalOAuth } from "@reslot/api/server";
import {
  signedInPerson,
  clearedStateCookie,
  readStateCookie,
  redirectTo,
  settingsUrl,
} from "@/server/cal-oauth.ts";
import { paths } from "@/paths.ts";

export const dynamic = "force-dynamic";

/** Where Cal.com sends people back to: connects them and redirects to the page they came from. */
export async function GET(request: Request): Promise<Response> {
  const person = await signedInPerson();
  if (!person) return redirectTo(settingsUrl("signedOut", null), clearedStateCookie());
  const query = new URL(request.url).searchParams;
  const cookieState = readStateCookie(request);
  const finished = await finishCalOAuth(person, { query, cookieState });
  const { returnTo } = finished;
  const location =
    finished.kind === "connected"
      ? (returnTo ?? `${paths.calendarSettings}?connected=1`)
      : settingsUrl(finished.reason, returnTo);
  return redirectTo(location, clearedStateCookie());
}
