import "server-only";
import { isClerkAPIResponseError } from "@clerk/nextjs/errors";
import { auth, clerkClient } from "@clerk/nextjs/server";
import type { VerifiedCaller } from "@reslot/api/fetch";
import { env } from "@/env.ts";
import { getPorts } from "@/server/ports.ts";
import { createApiKeyVerifier } from "./api-key-verifier.ts";
import { isOwnSession } from "./is-own-session.ts";
import { isApiKey, readMachineToken } from "./machine-token.ts";

/** One for the process: it remembers the keys that Clerk has proven. */
const verifyApiKey = createApiKeyVerifier({
  ask: async (secret) => (await clerkClient()).apiKeys.verify(secret),
  now: () => getPorts().clock.now(),
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
  if (!found.isAuthenticated || !isOwnSession(found, env())) return null;
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
