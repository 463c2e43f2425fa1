import { type CalClient, CalError } from "@reslot/cal";
import { CalOAuthError, refreshToken } from "@reslot/cal/oauth";
import { type EndedSubscription, Secret } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { isOfConnection } from "./subscriber-url.ts";

export type DeleteDeps = Needs<"cal" | "calOAuth" | "db" | "log">;

/**
 * Deletes the subscription of a connection that has ended, with the token that was kept for this alone;
 * then the token is deleted too. A token that Cal.com refuses, as after its owner has revoked it, cannot
 * delete anything any more: the subscription stays there, and its calls are refused here.
 *
 * @throws {CalError | CalOAuthError} when Cal.com does not answer: it is tried again, for a day
 */
export async function deleteSubscription(
  deps: DeleteDeps,
  ended: EndedSubscription,
): Promise<void> {
  const { connectionUlid, fence, userUlid } = ended;
  const outcome = await deleteWithToken(deps, ended).then(
    () => "deleted",
    (error: unknown) => {
      if (isRefusedToken(error)) return "tokenRefused";
      if (!(error instanceof RangeError)) throw error;
      deps.log.error("DELETE_SUBSCRIPTION_ERROR", error, { userUlid });
      return "tokenUnreadable";
    },
  );
  await deps.db.calSubscriptions.removed({ connectionUlid, fence });
  deps.log.info("deleteSubscription", { userUlid, outcome });
}

function isRefusedToken(error: unknown): boolean {
  if (error instanceof CalError) {
    return error.code === "TOKEN_INVALID" || error.code === "FORBIDDEN";
  }
  return error instanceof CalOAuthError && error.code === "INVALID_GRANT";
}

async function deleteWithToken(deps: DeleteDeps, ended: EndedSubscription): Promise<void> {
  const { token, refreshToken: renewal } = await deps.db.calSubscriptions.openEndedToken(ended);
  const { connectionUlid } = ended;
  try {
    await deleteAllOf(clientWith(deps, token), connectionUlid);
  } catch (error) {
    const isExpired = error instanceof CalError && error.code === "TOKEN_INVALID";
    if (!isExpired || !renewal || !deps.calOAuth) throw error;
    const tokens = await refreshToken(deps.calOAuth, { refreshToken: renewal.reveal() });
    await deps.db.calSubscriptions.keepEndedTokens({ ...ended, tokens });
    await deleteAllOf(clientWith(deps, new Secret(tokens.accessToken)), connectionUlid);
  }
}

/** No person's account any more: its calls count against no budget of a connected one. */
function clientWith({ cal }: DeleteDeps, token: Secret): CalClient {
  return cal({ of: "newToken", token }, { purpose: "webhook" });
}

async function deleteAllOf(client: CalClient, connectionUlid: string): Promise<void> {
  for (const each of await client.webhooks.list()) {
    if (isOfConnection(each.subscriberUrl, connectionUlid)) await deleteKnown(client, each.id);
  }
}

/** Deletes a subscription that may be gone already. */
export async function deleteKnown({ webhooks }: CalClient, id: string): Promise<void> {
  await webhooks.delete(id).catch((error: unknown) => {
    if (!(error instanceof CalError) || error.code !== "NOT_FOUND") throw error;
  });
}
