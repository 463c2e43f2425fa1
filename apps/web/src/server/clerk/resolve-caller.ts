import "server-only";
import { isClerkAPIResponseError } from "@clerk/nextjs/errors";
import { auth, clerkClient } from "@clerk/nextjs/server";
import type { Caller } from "@reslot/api";
import { env } from "@/env.ts";
import { isOwnSession } from "./is-own-session.ts";

/**
 * Who sent the current request: a browser with its cookie, or a program with a session token or an API key. Null for
 * everyone else, including revoked keys and expired tokens.
 *
 * @param incoming the headers of that request
 */
export async function resolveCaller(incoming: Pick<Headers, "get">): Promise<Caller | null> {
  const found = await auth({ acceptsToken: ["session_token", "api_key"] });
  if (!found.isAuthenticated) return null;
  if (found.tokenType === "api_key") {
    // A key may also belong to an organisation, which has no account here.
    if (!found.userId) return null;
    return { kind: "apiKey", clerkUserId: found.userId, scopes: found.scopes ?? [] };
  }
  if (!isOwnSession(found, env())) return null;
  // With any other scheme Clerk falls back to the cookie, so the header's presence alone says nothing.
  const isBearer = incoming.get("authorization")?.startsWith("Bearer ") === true;
  return {
    kind: "session",
    clerkUserId: found.userId,
    via: isBearer ? "bearer" : "cookie",
    accessToken: () => found.getToken(),
    isStanding: () => isStanding(found.sessionId),
  };
}

/** One call to Clerk. A session ends by signing out, by being revoked, and with the person's account. */
async function isStanding(sessionId: string): Promise<boolean> {
  const clerk = await clerkClient();
  try {
    return (await clerk.sessions.getSession(sessionId)).status === "active";
  } catch (error) {
    if (isClerkAPIResponseError(error) && error.status === 404) return false;
    throw error;
  }
}
