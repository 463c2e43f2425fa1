import "server-only";
import { frontendApiOf } from "./frontend-api-of.ts";

interface Session {
  sessionId: string | undefined;
  sessionClaims: { iss?: string };
}

interface Instance {
  APP_ORIGIN: string;
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: string;
  NEXT_PUBLIC_CLERK_PROXY_URL?: string | undefined;
}

/**
 * Whether a verified token is one of this instance's, and of a session. Clerk's library compares neither, and the
 * database would refuse such a token later, in the middle of a request.
 */
export function isOwnSession({ sessionId, sessionClaims }: Session, instance: Instance): boolean {
  const { APP_ORIGIN, NEXT_PUBLIC_CLERK_PROXY_URL: proxyUrl } = instance;
  const issuers = new Set([frontendApiOf(instance.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY)]);
  // An instance behind a proxy calls itself by the proxy's address.
  if (proxyUrl) issuers.add(new URL(proxyUrl, APP_ORIGIN).href);
  return Boolean(sessionId) && issuers.has(sessionClaims.iss ?? "");
}
