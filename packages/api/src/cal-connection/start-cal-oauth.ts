import { createHash } from "node:crypto";
import { createAuthorizeUrl } from "@reslot/cal/oauth";
import { Secret } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { safeReturnTo } from "./safe-return-to.ts";

/** How long a person may take on Cal.com's consent page. */
export const oauthStateTtlMs = 600_000;

/** Where the person goes now, and what their browser has to bring back. */
export interface StartedOAuth {
  url: string;
  /** 256 random bits. For an HttpOnly cookie and nothing else. */
  state: string;
}

/**
 * Starts a connection by OAuth: its state is kept as a hash, for this person, for ten minutes.
 *
 * @param returnTo the page to come back to; what is not a page of this app counts as none
 * @param bookingUlid the meeting whose coach may then see when the person is busy, where the page has said so
 * @returns null where Reslot is not registered with Cal.com
 */
export async function startCalOAuth(
  { calOAuth, db, settings }: Needs<"calOAuth" | "db" | "settings">,
  { user }: Actor,
  { returnTo, bookingUlid = null }: { returnTo: string | null; bookingUlid?: string | null },
): Promise<StartedOAuth | null> {
  if (!calOAuth) return null;
  const { url, state, codeVerifier } = await createAuthorizeUrl(calOAuth);
  await db.oauthStates.create({
    stateHash: hashState(state),
    userUlid: user.ulid,
    verifier: codeVerifier === null ? null : new Secret(codeVerifier),
    returnTo: safeReturnTo(returnTo, settings.appOrigin) ?? "",
    shareForBookingUlid: bookingUlid,
    ttlMs: oauthStateTtlMs,
  });
  return { url, state };
}

/** What of a state is stored. */
export function hashState(state: string): string {
  return createHash("sha256").update(state).digest("base64url");
}
