import type { Needs } from "../app/app.ts";
import { readUnsubscribeToken } from "./unsubscribe-token.ts";

type StopDeps = Needs<"db" | "log" | "settings">;

/** Whether the address of an unsubscribe link gets mail; null when the link is not one of ours. */
export async function isMailStopped(deps: StopDeps, token: string): Promise<boolean | null> {
  const addressHash = readUnsubscribeToken(deps.settings, token);
  if (addressHash === null) return null;
  return (await deps.db.mailSuppressions.find([addressHash])).has(addressHash);
}

/**
 * Stops all mail to the address of an unsubscribe link, or sends it again: what was stopped because of a
 * bounce or a complaint stays stopped. Repeating it changes nothing.
 *
 * @returns as `isMailStopped` does, after the change
 */
export async function setMailStopped(
  deps: StopDeps,
  { token, isStopped }: { token: string; isStopped: boolean },
): Promise<boolean | null> {
  const addressHash = readUnsubscribeToken(deps.settings, token);
  if (addressHash === null) return null;
  const suppression = { addressHash, reason: "unsubscribed" } as const;
  await deps.db.mailSuppressions[isStopped ? "add" : "remove"](suppression);
  deps.log.info("setMailStopped", { isStopped });
  return isMailStopped(deps, token);
}
