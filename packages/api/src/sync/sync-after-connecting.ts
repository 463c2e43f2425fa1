import type { Ports } from "../app/ports.ts";
import { syncCoach } from "./sync-coach.ts";
import { withTimeout } from "../infra/with-timeout.ts";

/** How long somebody who has just connected waits for their meetings; reading goes on after that. */
const patienceMs = 5_000;

/** Reads the meetings of somebody who has just connected. Connecting has worked whatever becomes of it. */
export async function syncAfterConnecting(ports: Ports, userUlid: string): Promise<void> {
  const syncing = syncCoach(ports, { coachUserUlid: userUlid }).catch((error: unknown) => {
    ports.log.error("SYNC_COACH_ERROR", error, { userUlid });
    return null;
  });
  await withTimeout(syncing, patienceMs);
}
