interface Session {
  kind: "session";
  clerkUserId: string;
  via: "cookie" | "bearer";
  /** A fresh token of that session, valid for at most a minute. */
  accessToken: () => Promise<string | null>;
}

interface ApiKey {
  kind: "apiKey";
  clerkUserId: string;
  scopes: readonly string[];
}

/** Who sent the request, as the host has already verified it. */
export type Caller =
  | (Session & {
      /** Asks the identity provider whether the session is still active. "tokenIsEnough": changes do not wait for it. */
      isStanding: (() => Promise<boolean>) | "tokenIsEnough";
    })
  | ApiKey;

/** The same before it is decided how to find out whether a session has ended. */
export type VerifiedCaller = (Session & { sessionId: string }) | ApiKey;

/** How to find out whether a session has ended; "tokenIsEnough": not at all, its token expires within a minute. */
export type SessionCheck = ((sessionId: string) => Promise<boolean>) | "tokenIsEnough";

export function withSessionCheck(verified: VerifiedCaller, check: SessionCheck): Caller {
  if (verified.kind === "apiKey") return verified;
  const { sessionId, ...session } = verified;
  return { ...session, isStanding: check === "tokenIsEnough" ? check : () => check(sessionId) };
}

/** What the origin rule and the log need of the HTTP request. */
export interface RequestInfo {
  origin: string | null;
  contentType: string | null;
  secFetchSite?: string | null;
  requestId: string;
}
