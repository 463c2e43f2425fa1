import { setTimeout as sleep } from "node:timers/promises";
import { DbError } from "@reslot/db";

const delaysMs = [100, 400, 1_600];
/** A database that took this long to fail is not tried again: someone may be waiting. */
const longestMs = 3_000;

/**
 * Repeats what may be repeated while the database does not answer: four times within about two seconds. For what
 * would be lost otherwise.
 *
 * @throws whatever the last try throws, and at once any error but that of a database that does not answer
 */
export async function insist<T>(store: () => Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(longestMs);
  for (const delayMs of delaysMs) {
    try {
      return await store();
    } catch (error) {
      if (!(error instanceof DbError) || error.code !== "UNAVAILABLE" || late.aborted) throw error;
      await sleep(delayMs);
    }
  }
  return store();
}
