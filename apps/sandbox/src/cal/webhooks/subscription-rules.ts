import { isIP } from "node:net";
import { refuse } from "../http/problem.ts";
import type { Call } from "../http/route.ts";
import { readToken } from "../oauth/tokens.ts";

/** The scope of OAuth tokens that reading or changing webhooks needs. */
type WebhookScope = "WEBHOOK_READ" | "WEBHOOK_WRITE";

/**
 * Refuses what the credential may not do: an OAuth token needs the scope, as documented; a grant without
 * scopes, as of an older client, allows everything, and so does an API key.
 */
export async function requireScope(call: Call, scope: WebhookScope): Promise<void> {
  const { world, token } = call;
  const isForbidden = world.delivery.subscribing() === "forbidden";
  const granted = isForbidden ? [] : await scopesOf(call);
  if (granted === null || granted.includes(scope)) return;
  const has = token?.startsWith("cal_") ? "" : ` It has: ${granted.join(", ") || "none"}.`;
  throw refuse(403, `insufficient_scope: this needs ${scope}.${has}`);
}

/** null: everything is allowed. */
async function scopesOf({ world, token }: Call): Promise<readonly string[] | null> {
  if (token === null || token.startsWith("cal_")) return null;
  const claims = await readToken(world, "Access Token", token);
  const grant = world.store.state.oauth.grants.find(({ id }) => id === claims?.grantId);
  return grant && grant.scopes.length > 0 ? grant.scopes : null;
}

/** Refuses addresses that hosted Cal.com does not call; a self-hosted one calls any, as recorded. */
export function requireReachable({ world }: Call, subscriberUrl: string): void {
  if (world.delivery.subscribing() !== "publicOnly") return;
  const { protocol, hostname } = new URL(subscriberUrl);
  const why = protocol === "https:" ? reasonAgainst(hostname) : "Only HTTPS URLs are allowed";
  if (why !== null) throw refuse(400, `Webhook URL is not allowed: ${why}`);
}

const privateAddress = /^(?:127|10|0|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./;

function reasonAgainst(hostname: string): string | null {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (/(?:^|\.)(?:localhost|local|internal)$/.test(host)) return "Hostname is not allowed";
  const isPrivate =
    isIP(host) === 6 ? /^(?:::1?$|f[cd]|fe80)/.test(host) : privateAddress.test(host);
  return isIP(host) > 0 && isPrivate ? "Private IP addresses are not allowed" : null;
}
