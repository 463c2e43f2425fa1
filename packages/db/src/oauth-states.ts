import { z } from "zod";
import type { DbClient } from "./clients.ts";
import type { Secret } from "./secret.ts";
import { openToken, sealToken, type TokenBinding, type TokenKeys } from "./token-encryption.ts";
import { unwrap } from "./unwrap.ts";

const table = "OAuthStates";

const stateSchema = z.object({
  userUlid: z.string(),
  sealedVerifier: z.string().nullable(),
  returnTo: z.string(),
  shareForBookingUlid: z.string().nullable(),
});

/** A consent in progress: the user is on Cal.com's consent page. */
export interface OAuthState {
  readonly userUlid: string;
  /** The PKCE code verifier; null for a confidential client. */
  readonly verifier: Secret | null;
  readonly returnTo: string;
  /** The meeting from which the user connects: its coach may then see when the user is busy. */
  readonly shareForBookingUlid: string | null;
}

/** Consents in progress. Needs the server's client. */
export interface OAuthStates {
  /**
   * `stateHash` is a hash of the random state, in hexadecimal or base64url: the state itself is never
   * stored. The verifier is encrypted and bound to this state.
   *
   * @throws {DbError} CONFLICT for a state that was used before
   */
  create(
    options: { stateHash: string; ttlMs: number } & Omit<OAuthState, "shareForBookingUlid"> &
      Partial<Pick<OAuthState, "shareForBookingUlid">>,
  ): Promise<void>;
  /**
   * Returns a state once. Null for one that is unknown, taken or expired.
   *
   * @throws {RangeError} when the verifier cannot be decrypted
   */
  take(stateHash: string): Promise<OAuthState | null>;
}

/** @throws {DbError} from every method */
export function createOAuthStates(client: DbClient, requireKeys: () => TokenKeys): OAuthStates {
  return {
    async create({ stateHash, userUlid, verifier, returnTo, shareForBookingUlid, ttlMs }) {
      const sealed = verifier && (await sealToken(requireKeys(), bindingOf(stateHash), verifier));
      const parameters = {
        p_state_hash: stateHash,
        p_user_ulid: userUlid,
        p_sealed_verifier: sealed?.sealed ?? null,
        p_return_to: returnTo,
        p_ttl_ms: ttlMs,
      };
      const query = shareForBookingUlid
        ? client.rpc("oauth_state_create_for_meeting", {
            ...parameters,
            p_booking_ulid: shareForBookingUlid,
          })
        : client.rpc("oauth_state_create", parameters);
      await unwrap({ table, operation: "create" }, query);
    },

    async take(stateHash) {
      const query = client.rpc("oauth_state_take", { p_state_hash: stateHash });
      const [row] = await unwrap({ table, operation: "take" }, query);
      if (!row) return null;
      const { sealedVerifier, ...state } = stateSchema.parse(row);
      const verifier =
        sealedVerifier === null
          ? null
          : await openToken(requireKeys(), bindingOf(stateHash), sealedVerifier);
      return { ...state, verifier };
    },
  };
}

const bindingOf = (stateHash: string): TokenBinding => ({
  context: "OAuthStates",
  subject: stateHash,
});
