import { finishCalOAuth } from "@reslot/api/server";
import {
  browserPerson,
  clearedStateCookie,
  readStateCookie,
  sendTo,
  settingsWith,
} from "@/server/cal-oauth.ts";
import { paths } from "@/paths.ts";

export const dynamic = "force-dynamic";

/** Where Cal.com sends people back to: connects them and takes them to the page they came from. */
export async function GET(request: Request): Promise<Response> {
  const person = await browserPerson();
  if (!person) return sendTo(settingsWith("signedOut", null), clearedStateCookie());
  const query = new URL(request.url).searchParams;
  const cookieState = readStateCookie(request);
  const finished = await finishCalOAuth(person, { query, cookieState });
  const { returnTo } = finished;
  const location =
    finished.kind === "connected"
      ? (returnTo ?? `${paths.calendarSettings}?connected=1`)
      : settingsWith(finished.reason, returnTo);
  return sendTo(location, clearedStateCookie());
}
