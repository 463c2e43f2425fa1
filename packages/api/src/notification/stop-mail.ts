import type { Needs } from "../app/app.ts";
import { readUnsubscribeToken } from "./unsubscribe-token.ts";

type StopDeps = Needs<"db" | "log" | "settings">;

/** `stopped`: by its owner. `blocked`: after a bounce or a complaint, which the owner cannot take back here. */
export type MailState = "sent" | "stopped" | "blocked";

/** Whether the address of an unsubscribe link gets mail; null when the link is not one of ours. */
export async function readMailState(deps: StopDeps, token: string): Promise<MailState | null> {
  const addressHash = readUnsubscribeToken(deps.settings, token);
  if (addressHash === null) return null;
  const reason = (await deps.db.mailSuppressions.find([addressHash])).get(addressHash);
  if (reason === undefined) return "sent";
  return reason === "unsubscribed" ? "stopped" : "blocked";
}

/**
 * Stops all mail to the address of an unsubscribe link, or sends it again: what was stopped because of a
 * bounce or a complaint stays stopped. Repeating it changes nothing.
 *
 * @returns as `readMailState` does, after the change
 */
export async function setMailStopped(
  deps: StopDeps,
  { token, isStopped }: { token: string; isStopped: boolean },
): Promise<MailState | null> {
  const addressHash = readUnsubscribeToken(deps.settings, token);
  if (addressHash === null) return null;
  const suppression = { addressHash, reason: "unsubscribed" } as const;
  await deps.db.mailSuppressions[isStopped ? "add" : "remove"](suppression);
  deps.log.info("setMailStopped", { isStopped });
  return readMailState(deps, token);
}
