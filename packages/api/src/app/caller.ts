/** Who sent the request, as the host has already verified it. */
export type Caller =
  | {
      kind: "session";
      clerkUserId: string;
      via: "cookie" | "bearer";
      /** A fresh token of that session, valid for at most a minute. */
      accessToken: () => Promise<string | null>;
      /** Asks the identity provider whether the session is still active. Left out, a valid token is enough for changes too. */
      isStanding?: () => Promise<boolean>;
    }
  | { kind: "apiKey"; clerkUserId: string; scopes: readonly string[] };

/** What the origin rule and the log need of the HTTP request. */
export interface RequestInfo {
  origin: string | null;
  contentType: string | null;
  secFetchSite?: string | null;
  requestId: string;
}
