import { z } from "zod";
import { bindingOf } from "./cal-connection-row.ts";
import type { DbClient } from "./clients.ts";
import { Secret } from "./secret.ts";
import { openToken, sealToken, type TokenBinding, type TokenKeys } from "./token-encryption.ts";
import { unwrap } from "./unwrap.ts";

const table = "CalSubscriptions";

const facts = {
  connectionUlid: z.string(),
  userUlid: z.string(),
  /** Counts the tries since Cal.com last answered, this claim included. */
  tries: z.number(),
  fence: z.number(),
};
const problemSchema = z.enum(["notAllowed", "addressRefused"]);
const wantedStates = ["waiting", "live", "refused"] as const;

const claimedSchema = z.array(
  z.discriminatedUnion("state", [
    z.object({
      ...facts,
      state: z.enum(wantedStates),
      problem: problemSchema.nullable(),
      sealedSecret: z.string().nullable(),
    }),
    z.object({
      ...facts,
      state: z.literal("removing"),
      tokenKind: z.enum(["apiKey", "oauth"]),
      sealedToken: z.string(),
    }),
  ]),
);
/** A subscription claimed by a worker. `removing`: its connection has ended, and so must it. */
export type CalSubscription = z.infer<typeof claimedSchema>[number];
export type EndedSubscription = Extract<CalSubscription, { state: "removing" }>;

const statusSchema = z.object({ state: z.enum(wantedStates), problem: problemSchema.nullable() });
/** `waiting`: not at Cal.com so far. `refused`: Cal.com does not allow it, for the reason in `problem`. */
export type SubscriptionStatus = z.infer<typeof statusSchema>;

const retriedSchema = z.enum(["waiting", "givenUp", "stale"]);
const oauthContentSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });

/** The token of a connection that has ended; `refreshToken` is null for an API key. */
interface EndedToken {
  readonly token: Secret;
  readonly refreshToken: Secret | null;
}

/** Identifies a subscription and its claim. */
type Claim = Pick<CalSubscription, "connectionUlid" | "fence">;

/** The webhook subscriptions of connections, as they are or should be at Cal.com. Needs the server's client. */
export interface CalSubscriptions {
  /** Of a user's connection; null without one. */
  getStatus(userUlid: string): Promise<SubscriptionStatus | null>;
  /**
   * What Cal.com signs the calls of a connection with; null for an unknown one, or one that has ended.
   *
   * @throws {RangeError} when it cannot be decrypted: a lost key, or a changed row
   */
  readSecret(connectionUlid: string): Promise<Secret | null>;
  /** Claims subscriptions that are due for a check or for deletion, for `leaseMs`. */
  claim(options: { limit: number; leaseMs: number }): Promise<CalSubscription[]>;
  /**
   * The secret of a claimed one; null before `keepSecret`.
   *
   * @throws {RangeError} as `readSecret`
   */
  openSecret(subscription: CalSubscription): Promise<Secret | null>;
  /** False when another worker has claimed it since, or the connection has ended; the same for `settle`. */
  keepSecret(claim: Claim & { secret: Secret }): Promise<boolean>;
  /** Cal.com has answered; it is checked again in `againMs`. */
  settle(claim: Claim & SubscriptionStatus & { againMs: number }): Promise<boolean>;
  /** Cal.com has not answered. `givenUp`: after a day of trying to delete it, its token is deleted. */
  retry(claim: Claim & { delayMs: number; error: string }): Promise<z.infer<typeof retriedSchema>>;
  /** @throws {RangeError} as `readSecret` */
  openEndedToken(subscription: EndedSubscription): Promise<EndedToken>;
  /** Keeps tokens that Cal.com issued for those of an ended OAuth connection. */
  keepEndedTokens(
    ended: EndedSubscription & { tokens: { accessToken: string; refreshToken: string } },
  ): Promise<boolean>;
  /** It is no longer at Cal.com: its token is deleted. */
  removed(claim: Claim): Promise<boolean>;
}

/** What the secret of a connection's webhooks is bound to. */
export function bindingOfSecret(connectionUlid: string): TokenBinding {
  return { context: table, subject: connectionUlid };
}

/** @throws {DbError} from every method */
export function createCalSubscriptions(
  client: DbClient,
  requireKeys: () => TokenKeys,
): CalSubscriptions {
  return {
    async getStatus(userUlid) {
      const query = client
        .from(table)
        .select("state,problem")
        .eq("userUlid", userUlid)
        .neq("state", "removing")
        .maybeSingle();
      const row = await unwrap({ table, operation: "getStatus" }, query);
      return row && statusSchema.parse(row);
    },

    async readSecret(connectionUlid) {
      const query = client
        .from(table)
        .select("sealedSecret")
        .eq("connectionUlid", connectionUlid)
        .maybeSingle();
      const row = await unwrap({ table, operation: "readSecret" }, query);
      if (!row?.sealedSecret) return null;
      return openToken(requireKeys(), bindingOfSecret(connectionUlid), row.sealedSecret);
    },

    async claim({ limit, leaseMs }) {
      const query = client.rpc("cal_subscription_claim", { p_limit: limit, p_lease_ms: leaseMs });
      return claimedSchema.parse(await unwrap({ table, operation: "claim" }, query));
    },

    async openSecret(subscription) {
      if (subscription.state === "removing" || subscription.sealedSecret === null) return null;
      const { connectionUlid, sealedSecret } = subscription;
      return openToken(requireKeys(), bindingOfSecret(connectionUlid), sealedSecret);
    },

    async keepSecret({ connectionUlid, fence, secret }) {
      const { sealed, keyId } = await sealToken(
        requireKeys(),
        bindingOfSecret(connectionUlid),
        secret,
      );
      const query = client.rpc("cal_subscription_keep_secret", {
        p_connection_ulid: connectionUlid,
        p_fence: fence,
        p_sealed_secret: sealed,
        p_key_id: keyId,
      });
      return unwrap({ table, operation: "keepSecret" }, query);
    },

    ...outcomes(client),
    ...ending(client, requireKeys),
  };
}

function outcomes(client: DbClient): Pick<CalSubscriptions, "settle" | "retry" | "removed"> {
  return {
    settle({ connectionUlid, fence, state, problem, againMs }) {
      const query = client.rpc("cal_subscription_settle", {
        p_connection_ulid: connectionUlid,
        p_fence: fence,
        p_state: state,
        p_problem: problem,
        p_delay_ms: againMs,
      });
      return unwrap({ table, operation: "settle" }, query);
    },

    async retry({ connectionUlid, fence, delayMs, error }) {
      const query = client.rpc("cal_subscription_retry", {
        p_connection_ulid: connectionUlid,
        p_fence: fence,
        p_delay_ms: delayMs,
        p_error: error,
      });
      return retriedSchema.parse(await unwrap({ table, operation: "retry" }, query));
    },

    removed({ connectionUlid, fence }) {
      const query = client.rpc("cal_subscription_removed", {
        p_connection_ulid: connectionUlid,
        p_fence: fence,
      });
      return unwrap({ table, operation: "removed" }, query);
    },
  };
}

function ending(
  client: DbClient,
  requireKeys: () => TokenKeys,
): Pick<CalSubscriptions, "openEndedToken" | "keepEndedTokens"> {
  return {
    async openEndedToken({ userUlid, tokenKind, sealedToken }) {
      const content = await openToken(requireKeys(), bindingOf(tokenKind, userUlid), sealedToken);
      if (tokenKind === "apiKey") return { token: content, refreshToken: null };
      const pair = oauthContentSchema.parse(JSON.parse(content.reveal()));
      return { token: new Secret(pair.accessToken), refreshToken: new Secret(pair.refreshToken) };
    },

    async keepEndedTokens({ connectionUlid, userUlid, fence, tokens }) {
      const { accessToken, refreshToken } = tokens;
      const content = new Secret(JSON.stringify({ accessToken, refreshToken }));
      const { sealed, keyId } = await sealToken(
        requireKeys(),
        bindingOf("oauth", userUlid),
        content,
      );
      const query = client.rpc("cal_subscription_keep_token", {
        p_connection_ulid: connectionUlid,
        p_fence: fence,
        p_sealed_token: sealed,
        p_key_id: keyId,
      });
      return unwrap({ table, operation: "keepEndedTokens" }, query);
    },
  };
}
