import "server-only";
import { isClerkAPIResponseError } from "@clerk/nextjs/errors";
import { auth, clerkClient } from "@clerk/nextjs/server";
import {
  type ClerkInstance,
  createApiKeyVerifier,
  isApiKey,
  isOwnSession,
  readMachineToken,
} from "@reslot/api/clerk";
import type { VerifiedCaller } from "@reslot/api/fetch";
import { env } from "@/env.ts";
import { getPorts } from "@/server/ports.ts";

function instance(): ClerkInstance {
  const { APP_ORIGIN, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY, NEXT_PUBLIC_CLERK_PROXY_URL } = env();
  return {
    appOrigin: APP_ORIGIN,
    publishableKey: NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
    proxyUrl: NEXT_PUBLIC_CLERK_PROXY_URL,
  };
}

/** One for the process: it remembers the keys that Clerk has proven. */
const verifyApiKey = createApiKeyVerifier({
  ask: async (secret) => (await clerkClient()).apiKeys.verify(secret),
  elapsed: () => getPorts().clock.elapsed(),
});

/**
 * Who sent the current request: a browser with its cookie, or a program with a session token or an API key. Null for
 * everyone else, including expired tokens, and revoked keys a minute later.
 *
 * @param incoming the headers of that request
 * @throws {AppError} SERVICE_BUSY when Clerk cannot say whose a key is
 */
export async function resolveCaller(
  incoming: Pick<Headers, "get">,
): Promise<VerifiedCaller | null> {
  const secret = readMachineToken(incoming);
  if (secret !== null) {
    const key = isApiKey(secret) ? await verifyApiKey(secret) : null;
    return key && { kind: "apiKey", ...key };
  }
  const found = await auth();
  if (!found.isAuthenticated || !isOwnSession(found, instance())) return null;
  // With any other scheme Clerk falls back to the cookie, so the header's presence alone says nothing.
  const isBearer = incoming.get("authorization")?.startsWith("Bearer ") === true;
  return {
    kind: "session",
    clerkUserId: found.userId,
    via: isBearer ? "bearer" : "cookie",
    accessToken: () => found.getToken(),
    sessionId: found.sessionId,
  };
}

/** One call to Clerk. A session ends by signing out, by being revoked, and with the person's account. */
export async function isStanding(sessionId: string): Promise<boolean> {
  const clerk = await clerkClient();
  try {
    return (await clerk.sessions.getSession(sessionId)).status === "active";
  } catch (error) {
    if (isClerkAPIResponseError(error) && error.status === 404) return false;
    throw error;
  }
}
