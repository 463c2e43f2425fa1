import { normalizeTimeZone } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";

interface AccountOf {
  userUlid: string;
  /** What `GET /v2/me` says. */
  me: { timeZone?: string | null | undefined };
}

/** Takes over the time zone of a person's Cal.com account. Never rejects: nothing waits for it. */
export async function learnAccountTimeZone(
  { db, caches, log }: Needs<"db" | "caches" | "log">,
  { userUlid, me }: AccountOf,
): Promise<void> {
  const timeZone = normalizeTimeZone(me.timeZone);
  if (timeZone === null) return;
  try {
    const changed = await db.users.learnTimeZone({ userUlid, timeZone, from: "cal" });
    if (changed !== null) caches.users.deleteByPrefix(changed);
  } catch (error) {
    log.error("LEARN_TIME_ZONE_ERROR", error, { userUlid });
  }
}
