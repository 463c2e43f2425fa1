import type { Caller } from "./caller.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Needs } from "./app.ts";
import { withTimeout } from "../infra/with-timeout.ts";

const timeoutMs = 2_000;

/**
 * A token stays valid for up to a minute after its session ended; in that minute a lost laptop must not change
 * anything. If the identity provider does not answer within 2 s the token is enough: a thief cannot cause that, and
 * a move should not depend on one more service.
 *
 * Cost: one call to the host's `isStanding`; none for API keys, and where the host decided that a token is enough.
 *
 * @throws {AppError} UNAUTHENTICATED
 */
export async function requireActiveSession({ log }: Needs<"log">, caller: Caller): Promise<void> {
  if (caller.kind !== "session" || caller.isStanding === "tokenIsEnough") return;
  const asked = caller.isStanding().catch((error: unknown) => {
    log.error("SESSION_CHECK_ERROR", error);
    return null;
  });
  const isStanding = await withTimeout(asked, timeoutMs);
  if (isStanding === false) throw new AppError("UNAUTHENTICATED");
}
