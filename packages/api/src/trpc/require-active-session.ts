import type { Caller } from "./context.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Ports } from "../app/ports.ts";
import { withTimeout } from "../infra/with-timeout.ts";

const patienceMs = 2_000;

/**
 * A token is good for a minute, also when its session was ended meanwhile: from a lost laptop nothing may be changed
 * in that minute. When the identity provider gives no answer, the token's own proof counts, for no thief can bring
 * that about and a move should not need one more service to be up.
 *
 * Cost: one call of the host's, none for API keys.
 *
 * @throws {AppError} UNAUTHENTICATED
 */
export async function requireActiveSession(ports: Ports, caller: Caller): Promise<void> {
  if (caller.kind !== "session" || !caller.isStanding) return;
  const asked = caller.isStanding().catch((error: unknown) => {
    ports.log.error("SESSION_CHECK_ERROR", error);
    return null;
  });
  const isStanding = await withTimeout(asked, patienceMs);
  if (isStanding === false) throw new AppError("UNAUTHENTICATED");
}
