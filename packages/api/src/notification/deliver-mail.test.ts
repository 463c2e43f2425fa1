import { dayMs, minuteMs } from "@reslot/cal/time";
import type { OutboxOutcome } from "@reslot/db";
import { expect, it } from "vitest";
import { deliverMail } from "./deliver-mail.ts";

/** What becomes of a mail at this try while everything that it needs is away. */
async function outcomeOfTry(tries: number): Promise<OutboxOutcome> {
  const outcomes: OutboxOutcome[] = [];
  const row = { ulid: "01", dedupeKey: "k", topic: "mail", batchKey: "b", fence: 1, tries };
  const deps = {
    db: {
      outbox: {
        claimBatch: async () => ({
          key: "b",
          rows: [{ ...row, payload: { notificationUlid: "n" } }],
        }),
        loadNotifications: () => Promise.reject(new Error("away")),
        settle: async (rows: OutboxOutcome[]) => outcomes.push(...rows),
      },
    },
    log: { info: () => undefined, error: () => undefined },
  };
  await deliverMail(deps as unknown as Parameters<typeof deliverMail>[0]);
  const [outcome] = outcomes;
  if (!outcome) throw new Error("The mail was not settled.");
  return outcome;
}

it("a mail outlives an outage of a day, and leaves at most a minute after its end", async () => {
  let waitedMs = 0;
  let longestMs = 0;
  for (let tries = 1; ; tries += 1) {
    const outcome = await outcomeOfTry(tries);
    if (outcome.outcome === "dead") break;
    const waitMs = "delayMs" in outcome ? outcome.delayMs : 0;
    waitedMs += waitMs;
    longestMs = Math.max(longestMs, waitMs);
  }

  expect(waitedMs).toBeGreaterThan(dayMs);
  expect(waitedMs).toBeLessThan(2 * dayMs);
  expect(longestMs).toBe(minuteMs);
});
