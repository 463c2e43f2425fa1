import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, LEASE_MS, sql } from "./fixtures.ts";

const received = async (calUids: readonly string[] = ["cal-1"]) => {
  const dedupeKey = ulid();
  await db.webhookInbox.receive({ dedupeKey, trigger: "BOOKING_RESCHEDULED", calUids });
  return dedupeKey;
};

/** Claims all due calls and returns the one given. */
async function claimed(dedupeKey: string) {
  const calls = await db.webhookInbox.claim({ limit: 100, leaseMs: LEASE_MS });
  return calls.find((call) => call.dedupeKey === dedupeKey);
}

describe("the webhook inbox", () => {
  it("stores a call once, however often it arrives", async () => {
    const call = { dedupeKey: ulid(), trigger: "BOOKING_CREATED", calUids: ["cal-1", "cal-2"] };
    const answers = await Promise.all([1, 2, 3].map(() => db.webhookInbox.receive(call)));

    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await claimed(call.dedupeKey)).toEqual({ ...call, tries: 1, fence: 1 });
    expect(await claimed(call.dedupeKey)).toBeUndefined();
  });

  it("settles a call only for its latest claim", async () => {
    const dedupeKey = await received();
    await claimed(dedupeKey);

    expect(await db.webhookInbox.done({ dedupeKey, fence: 0 })).toBe(false);
    expect(
      await db.webhookInbox.retry({ dedupeKey, fence: 1, delayMs: 0, error: "unreachable" }),
    ).toBe(true);
    expect(await claimed(dedupeKey)).toMatchObject({ tries: 2, fence: 2 });
    expect(await db.webhookInbox.done({ dedupeKey, fence: 1 })).toBe(false);
    expect(await db.webhookInbox.done({ dedupeKey, fence: 2 })).toBe(true);
    expect(await db.webhookInbox.bury({ dedupeKey, fence: 2, error: "late" })).toBe(false);
  });

  it("keeps a buried call and does not return it again", async () => {
    const dedupeKey = await received([]);
    await claimed(dedupeKey);

    expect(await db.webhookInbox.bury({ dedupeKey, fence: 1, error: "x".repeat(900) })).toBe(true);
    expect(await claimed(dedupeKey)).toBeUndefined();
    const [row] = await sql<{ length: number }>(
      `select char_length("lastError") as length from public."WebhookInbox" where "dedupeKey" = '${dedupeKey}'`,
    );
    expect(row?.length).toBe(500);
  });

  it("prunes old settled calls, never waiting ones", async () => {
    const [settled, waiting] = [await received(), await received()];
    await claimed(settled);
    await db.webhookInbox.done({ dedupeKey: settled, fence: 1 });

    expect(await db.webhookInbox.prune({ keepMs: LEASE_MS })).toBe(0);
    expect(await db.webhookInbox.prune({ keepMs: 0 })).toBeGreaterThan(0);
    const rows = await sql<{ dedupeKey: string }>(`select "dedupeKey" from public."WebhookInbox"`);
    const left = rows.map((row) => row.dedupeKey);
    expect(left).not.toContain(settled);
    expect(left).toContain(waiting);
  });

  it("rejects what cannot be a call of Cal.com's", async () => {
    const calUids = Array.from({ length: 51 }, (_, index) => `cal-${index}`);

    await expect(
      db.webhookInbox.receive({ dedupeKey: ulid(), trigger: "X", calUids }),
    ).rejects.toMatchObject({ code: "INVALID" });
  });
});
