import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { BudgetAsk } from "../src/index.ts";
import { db, sql } from "./fixtures.ts";

async function lease(ask: Partial<BudgetAsk> & { key: string }) {
  const [grant] = await db.calBudgets.lease([{ permille: 920, want: 1, ...ask }]);
  if (!grant) throw new Error("There was no answer.");
  return grant;
}

/** Moves what was granted so many slices of two seconds into the past. */
const age = (key: string, slices: number) =>
  sql(`update public."CalBudgets" set "slice" = "slice" - ${slices} where "key" = '${key}'`);

describe("the budget of a credential", () => {
  it("grants 92 % of the limit to all processes together, and says when it has one again", async () => {
    const key = ulid();
    const grants = await Promise.all(Array.from({ length: 16 }, () => lease({ key, want: 8 })));

    expect(grants.reduce((sum, { granted }) => sum + granted, 0)).toBe(110);
    const { granted, retryAfterMs, limit, blockedMs } = await lease({ key });
    expect({ granted, limit, blockedMs }).toEqual({ granted: 0, limit: 120, blockedMs: 0 });
    expect(retryAfterMs).toBeGreaterThan(58_000);
    expect(retryAfterMs).toBeLessThanOrEqual(70_000);
  });

  it("counts what was granted within the last 35 slices and nothing older", async () => {
    const key = ulid();
    await lease({ key, want: 110 });
    await age(key, 30);
    expect(await lease({ key })).toMatchObject({ granted: 0 });
    await age(key, 5);
    expect(await lease({ key, want: 200 })).toMatchObject({ granted: 110, retryAfterMs: 0 });
  });

  it("stops at the share of the purpose that asks", async () => {
    const key = ulid();
    const granted = async (permille: number) => (await lease({ key, want: 200, permille })).granted;

    expect([await granted(500), await granted(740), await granted(920)]).toEqual([60, 28, 22]);
  });

  it("knows the limit that an answer has named, until another one does", async () => {
    const key = ulid();
    expect(await lease({ key, want: 500, limit: 500 })).toMatchObject({ granted: 460, limit: 500 });
    expect(await lease({ key })).toMatchObject({ granted: 0, limit: 500 });
  });

  it("takes back what was not used, as often as it was granted", async () => {
    const key = ulid();
    const { slice } = await lease({ key, want: 110 });
    await age(key, 3);

    const returned = [{ slice: slice - 3, count: 40 }];
    expect(await lease({ key, want: 200, returned })).toMatchObject({ granted: 40 });
    expect(await lease({ key, want: 0, returned: [{ slice: 1, count: 40 }] })).toMatchObject({
      granted: 0,
      retryAfterMs: 0,
    });
    expect(await lease({ key })).toMatchObject({ granted: 0 });
  });

  it("counts what others used of the limit, until the window in which they did ends", async () => {
    const key = ulid();
    await lease({ key, want: 10 });
    const observed = { used: 100, leftMs: 20_000 };
    expect(await lease({ key, want: 50, observed })).toMatchObject({ granted: 10 });
    const { retryAfterMs } = await lease({ key });
    expect(retryAfterMs).toBeGreaterThan(10_000);
    expect(retryAfterMs).toBeLessThanOrEqual(20_000);

    await sql(`update public."CalBudgets" set "othersUntil" = now() where "key" = '${key}'`);
    expect(await lease({ key, want: 200 })).toMatchObject({ granted: 90 });
  });

  it("is empty while Cal.com refuses the credential, and is counted as blocked", async () => {
    const key = ulid();
    const before = await db.calBudgets.countBlocked();
    await lease({ key, want: 0, blockedMs: 45_000 });

    const refused = await lease({ key });
    expect(refused.granted).toBe(0);
    expect(refused.retryAfterMs).toBe(refused.blockedMs);
    expect(refused.blockedMs).toBeGreaterThan(35_000);
    expect(await db.calBudgets.countBlocked()).toBe(before + 1);

    await sql(`update public."CalBudgets" set "blockedUntil" = now() where "key" = '${key}'`);
    expect(await lease({ key })).toMatchObject({ granted: 1, blockedMs: 0 });
    expect(await db.calBudgets.countBlocked()).toBe(before);
  });

  it("answers for several budgets at once, and lets two queries about the same ones pass", async () => {
    const [one, two] = [ulid(), ulid()];
    const ask = (key: string): BudgetAsk => ({ key, permille: 920, want: 3 });
    const all = await Promise.all([
      db.calBudgets.lease([ask(one), ask(two), { ...ask(one), permille: 500 }]),
      db.calBudgets.lease([ask(two), ask(one)]),
    ]);

    expect(all.map((grants) => grants.length)).toEqual([3, 2]);
    expect(all.flat().every(({ granted }) => granted === 3)).toBe(true);
    expect(
      all
        .flat()
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual([one, one, one, two, two].toSorted());
    expect(all[0].find(({ permille }) => permille === 500)).toMatchObject({ key: one });
  });

  it("has no request without a limit, and is deleted after a while", async () => {
    const key = ulid();
    expect(await lease({ key, limit: 0 })).toMatchObject({ granted: 0, retryAfterMs: 60_000 });

    expect(await db.calBudgets.prune({ keepMs: 60_000 })).toBe(0);
    expect(await db.calBudgets.prune({ keepMs: 0 })).toBeGreaterThan(0);
    expect(await lease({ key })).toMatchObject({ granted: 1, limit: 120 });
  });
});
