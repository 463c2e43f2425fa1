import { frontendApiOf } from "./frontend-api-of.ts";

interface Session {
  sessionId: string | undefined;
  sessionClaims: { iss?: string };
}

export interface ClerkInstance {
  appOrigin: string;
  publishableKey: string;
  /** Where browsers reach Clerk through the app's own address: "/__clerk", or the whole address. */
  proxyUrl?: string | undefined;
}

/**
 * Whether a verified token is one of this instance's, and of a session. Clerk's library compares neither, and the
 * database would refuse such a token later, in the middle of a request.
 */
export function isOwnSession(
  { sessionId, sessionClaims }: Session,
  { appOrigin, publishableKey, proxyUrl }: ClerkInstance,
): boolean {
  const issuers = new Set([frontendApiOf(publishableKey)]);
  // An instance behind a proxy calls itself by the proxy's address.
  if (proxyUrl) issuers.add(new URL(proxyUrl, appOrigin).href);
  return Boolean(sessionId) && issuers.has(sessionClaims.iss ?? "");
}
