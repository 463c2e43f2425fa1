import { finishCalOAuth } from "@reslot/api/server";
import {
  admitBrowser,
  clearedStateCookie,
  readStateCookie,
  redirectTo,
  settingsUrl,
} from "@/server/cal-oauth.ts";
import { paths } from "@/paths.ts";

export const dynamic = "force-dynamic";

/** Where Cal.com sends people back to: connects them and redirects to the page they came from. */
export async function GET(request: Request): Promise<Response> {
  const admitted = await admitBrowser("read");
  if (admitted.kind === "refused") {
    return redirectTo(settingsUrl(admitted.problem, null), clearedStateCookie());
  }
  const query = new URL(request.url).searchParams;
  const cookieState = readStateCookie(request);
  const finished = await finishCalOAuth(admitted.app, admitted.actor, { query, cookieState });
  const { returnTo } = finished;
  const location =
    finished.kind === "connected"
      ? (returnTo ?? `${paths.calendarSettings}?connected=1`)
      : settingsUrl(finished.reason, returnTo);
  return redirectTo(location, clearedStateCookie());
}
