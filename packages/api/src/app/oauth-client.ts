import type { Clock } from "@reslot/cal/time";
import type { CalOAuthClient } from "@reslot/cal/oauth";
import type { Settings } from "../core/settings.ts";
import type { CredentialBudgets } from "../infra/cal-budget/credential-budgets.ts";

/** Where Cal.com sends people back to. It has to be registered there letter by letter. */
const callbackPath = "/api/cal/callback";

interface OAuthPorts {
  clock: Clock;
  fetch: typeof globalThis.fetch | undefined;
  budgets: Pick<CredentialBudgets, "budgetFor">;
}

/** Reslot's credentials at Cal.com; null where it is not registered. */
export function oauthClientOf(
  { cal, appOrigin }: Pick<Settings, "cal" | "appOrigin">,
  { clock, fetch, budgets }: OAuthPorts,
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
    budget: budgets.budgetFor(
      { of: "oauthApp", clientId: oauth.clientId },
      { purpose: "recovery" },
    ),
  };
}
