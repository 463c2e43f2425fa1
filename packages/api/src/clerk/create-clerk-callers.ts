import { createClerkClient } from "@clerk/backend";
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { type SteadyClock, systemClock } from "@reslot/cal/time";
import type { VerifiedCaller } from "../app/caller.ts";
import { createApiKeyVerifier } from "./api-key-verifier.ts";
import { type ClerkInstance, isOwnSession } from "./is-own-session.ts";
import { isApiKey, readMachineToken } from "./machine-token.ts";

export interface ClerkCallersOptions extends ClerkInstance {
  secretKey: string;
  /** Where Clerk's Backend API is; Clerk itself when left out. */
  apiUrl?: string | undefined;
  /** Other origins whose pages may call with a token of their session. */
  allowedOrigins?: readonly string[];
  clock?: SteadyClock;
}

/** What `createFetchHandler` asks of an identity provider. */
export interface ClerkCallers {
  /** @throws {AppError} SERVICE_BUSY when Clerk cannot say whose a key is */
  resolveCaller: (request: Request) => Promise<VerifiedCaller | null>;
  isStanding: (sessionId: string) => Promise<boolean>;
}

/**
 * Finds out with Clerk's backend SDK who sends a request: a program with an API key, or a page with a session token in
 * its header or cookie. A key costs one call a minute, a token none once Clerk's keys are there.
 */
export function createClerkCallers(options: ClerkCallersOptions): ClerkCallers {
  const { secretKey, publishableKey, apiUrl, clock = systemClock } = options;
  const clerk = createClerkClient({
    secretKey,
    publishableKey,
    telemetry: { disabled: true },
    ...(apiUrl && { apiUrl }),
  });
  const verifyApiKey = createApiKeyVerifier({
    ask: (secret) => clerk.apiKeys.verify(secret),
    elapsed: () => clock.elapsed(),
  });

  async function resolveSession(request: Request): Promise<VerifiedCaller | null> {
    const authorizedParties = [options.appOrigin, ...(options.allowedOrigins ?? [])];
    const state = await clerk.authenticateRequest(request, { authorizedParties });
    const found = state.toAuth();
    if (!found?.isAuthenticated || !isOwnSession(found, options)) return null;
    const isBearer = request.headers.get("authorization")?.startsWith("Bearer ") === true;
    return {
      kind: "session",
      clerkUserId: found.userId,
      sessionId: found.sessionId,
      via: isBearer ? "bearer" : "cookie",
      accessToken: () => found.getToken(),
    };
  }

  return {
    async resolveCaller(request) {
      const secret = readMachineToken(request.headers);
      if (secret === null) return resolveSession(request);
      const key = isApiKey(secret) ? await verifyApiKey(secret) : null;
      return key && { kind: "apiKey", ...key };
    },
    async isStanding(sessionId) {
      try {
        return (await clerk.sessions.getSession(sessionId)).status === "active";
      } catch (error) {
        if (isClerkAPIResponseError(error) && error.status === 404) return false;
        throw error;
      }
    },
  };
}
