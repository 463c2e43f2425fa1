import type { Clock } from "@reslot/cal/time";
import type { CalOAuthClient } from "@reslot/cal/oauth";
import type { Settings } from "../core/settings.ts";

/** Where Cal.com sends people back to. It has to be registered there letter by letter. */
const callbackPath = "/api/cal/callback";

/** Reslot's credentials at Cal.com; null where it is not registered. */
export function oauthClientOf(
  { cal, appOrigin }: Pick<Settings, "cal" | "appOrigin">,
  { clock, fetch }: { clock: Clock; fetch: typeof globalThis.fetch | undefined },
): CalOAuthClient | null {
  const { oauth } = cal;
  if (!oauth) return null;
  return {
    appUrl: oauth.appUrl,
    apiUrl: cal.apiUrl,
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    answers: oauth.answers,
    redirectUri: `${appOrigin}${callbackPath}`,
    clock,
    fetch,
  };
}
