import { randomBytes } from "node:crypto";
import { type CalClient, CalError } from "@reslot/cal";
import { dayMs, minuteMs, secondMs } from "@reslot/cal/time";
import { bookingTriggers } from "@reslot/cal/webhooks";
import { type CalSubscription, Secret, type SubscriptionStatus } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { deleteKnown, deleteSubscription, type DeleteDeps } from "./delete-subscription.ts";
import { isOfConnection, isSubscriberUrl, subscriberUrlOf } from "./subscriber-url.ts";

type MaintainDeps = DeleteDeps & Needs<"caches" | "calAccounts" | "settings">;
type Wanted = Exclude<CalSubscription, { state: "removing" }>;

const batchSize = 10;
/** Longer than all calls of one check together may take. */
const leaseMs = 2 * minuteMs;
const maxRetryMs = 10 * minuteMs;

/**
 * Brings webhook subscriptions at Cal.com into the state they should be in: one of ours for each
 * connected account, none for an account that was disconnected. Each is checked when its account is
 * connected and once a day: one that was deleted, switched off or changed is repaired.
 *
 * @returns how many subscriptions were due
 */
export async function maintainSubscriptions(deps: MaintainDeps): Promise<number> {
  const due = await deps.db.calSubscriptions.claim({ limit: batchSize, leaseMs });
  await Promise.all(due.map((each) => maintainOne(deps, each)));
  return due.length;
}

async function maintainOne(deps: MaintainDeps, subscription: CalSubscription): Promise<void> {
  const { connectionUlid, fence, userUlid } = subscription;
  try {
    if (subscription.state === "removing") return await deleteSubscription(deps, subscription);
    const status = await ensureOne(deps, subscription);
    const againMs = Math.round(dayMs * (0.9 + 0.2 * Math.random()));
    await deps.db.calSubscriptions.settle({ connectionUlid, fence, ...status, againMs });
    deps.log.info("maintainSubscriptions", { userUlid, ...status });
  } catch (error) {
    // Where our own budget has nothing left, waiting is no failure.
    const isHeldBack = error instanceof CalError && error.code === "HELD_BACK";
    const { tries } = subscription;
    if (!isHeldBack) deps.log.error("MAINTAIN_SUBSCRIPTIONS_ERROR", error, { userUlid, tries });
    await retryLater(deps, subscription, error);
  }
}

/** An account that cannot be asked keeps what is known: reconnecting it makes it due again. */
async function ensureOne(deps: MaintainDeps, subscription: Wanted): Promise<SubscriptionStatus> {
  const { connectionUlid, state, problem } = subscription;
  const opened = await deps.calAccounts.open(subscription.userUlid, { purpose: "webhook" });
  if (opened.status === "unreachable") throw opened.cause;
  if (opened.status !== "connected" || opened.connection.ulid !== connectionUlid) {
    return { state, problem };
  }
  const secret = await secretOf(deps, subscription);
  if (!secret) return { state, problem };
  try {
    await ensureAtCal(deps, { client: opened.client, connectionUlid, secret });
    return { state: "live", problem: null };
  } catch (error) {
    const refusal = problemOf(error);
    if (!refusal) throw error;
    return refusal === "tokenInvalid" ? { state, problem } : { state: "refused", problem: refusal };
  }
}

/** Kept before it is used, so that a crash leaves no subscription with a secret that is lost; null: the claim is. */
async function secretOf(deps: MaintainDeps, subscription: Wanted): Promise<Secret | null> {
  const { connectionUlid, fence, userUlid } = subscription;
  const known = await deps.db.calSubscriptions.openSecret(subscription).catch((error: unknown) => {
    if (!(error instanceof RangeError)) throw error;
    deps.log.error("CAL_TOKEN_ERROR", error, { userUlid });
    return null;
  });
  if (known) return known;
  const secret = new Secret(randomBytes(32).toString("hex"));
  const isKept = await deps.db.calSubscriptions.keepSecret({ connectionUlid, fence, secret });
  deps.caches.webhookSecrets.delete(connectionUlid);
  return isKept ? secret : null;
}

interface AtCal {
  client: CalClient;
  connectionUlid: string;
  secret: Secret;
}

/** An account has one of our subscriptions: those of its earlier connections are deleted. */
async function ensureAtCal(
  { settings }: Needs<"settings">,
  { client, connectionUlid, secret }: AtCal,
): Promise<void> {
  const subscriberUrl = subscriberUrlOf(settings, connectionUlid);
  const listed = await client.webhooks.list();
  const ours = listed.filter(
    (each) =>
      isSubscriberUrl(settings, each.subscriberUrl) ||
      isOfConnection(each.subscriberUrl, connectionUlid),
  );
  // The one with the right address first: Cal.com refuses the same address twice.
  const [kept, ...others] = ours.toSorted(
    (one, other) =>
      Number(other.subscriberUrl === subscriberUrl) - Number(one.subscriberUrl === subscriberUrl),
  );
  const wanted = { subscriberUrl, triggers: bookingTriggers, secret: secret.reveal() };
  if (kept) await client.webhooks.update(kept.id, wanted);
  else await client.webhooks.create(wanted);
  for (const { id } of others) await deleteKnown(client, id);
}

function problemOf(error: unknown): "notAllowed" | "addressRefused" | "tokenInvalid" | null {
  if (!(error instanceof CalError)) return null;
  if (error.code === "FORBIDDEN") return "notAllowed";
  if (error.code === "INVALID_REQUEST") return "addressRefused";
  return error.code === "TOKEN_INVALID" ? "tokenInvalid" : null;
}

async function retryLater(
  { db, log }: Needs<"db" | "log">,
  { connectionUlid, fence, tries, userUlid }: CalSubscription,
  error: unknown,
): Promise<void> {
  const backOffMs = Math.min(secondMs * 2 ** tries, maxRetryMs);
  const askedMs = error instanceof CalError ? (error.retryAfterMs ?? 0) : 0;
  const outcome = await db.calSubscriptions.retry({
    connectionUlid,
    fence,
    delayMs: Math.max(backOffMs, askedMs),
    error: error instanceof Error ? error.message : "unknown",
  });
  if (outcome === "givenUp") log.error("DELETE_SUBSCRIPTION_ERROR", error, { userUlid });
}
