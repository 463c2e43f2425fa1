import type { BudgetAsk } from "@reslot/db";
import { array, assert, constantFrom, integer, oneof, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { type BudgetState, grantLifeMs, leaseFrom, newBudget } from "./sliding-budget.ts";

const start = Date.parse("2026-11-30T08:00:00Z");

/** A budget, asked at given times. */
function budget(limit = 120) {
  let state: BudgetState = { ...newBudget, limit };
  return (afterMs: number, ask: Partial<BudgetAsk>) => {
    const whole = { key: "k", permille: 920, want: 1, ...ask };
    const leased = leaseFrom(state, whole, start + afterMs);
    state = leased.state;
    return leased.grant;
  };
}

describe("a sliding budget", () => {
  it("grants 92 % of the limit: 110 of 120, and 460 of 500 once an answer has named that", () => {
    const ask = budget();

    expect(ask(0, { want: 200 })).toMatchObject({ granted: 110, retryAfterMs: 0, limit: 120 });
    expect(ask(0, {})).toMatchObject({ granted: 0, retryAfterMs: 70_000 });
    expect(ask(0, { want: 500, limit: 500 })).toMatchObject({ granted: 350, limit: 500 });
  });

  it("says when the next request fits, and grants it then and not before", () => {
    const ask = budget();
    ask(0, { want: 100 });
    ask(21_000, { want: 10 });

    const { retryAfterMs } = ask(30_000, {});
    expect(retryAfterMs).toBe(40_000);
    expect(ask(30_000 + retryAfterMs - 1, {}).granted).toBe(0);
    expect(ask(30_000 + retryAfterMs, { want: 200 }).granted).toBe(100);
  });

  it("stops what is less important earlier, and grants the rest to what is more important", () => {
    const ask = budget();

    expect(ask(0, { want: 200, permille: 500 }).granted).toBe(60);
    expect(ask(0, { want: 200, permille: 500 }).granted).toBe(0);
    expect(ask(0, { want: 200, permille: 740 }).granted).toBe(28);
    expect(ask(0, { want: 200, permille: 920 }).granted).toBe(22);
  });

  it("takes back what was not sent, where it still counts", () => {
    const ask = budget();
    const { slice } = ask(0, { want: 110 });

    expect(ask(9_000, { want: 110, returned: [{ slice, count: 40 }] }).granted).toBe(40);
    expect(ask(80_000, { want: 0, returned: [{ slice, count: 40 }] }).granted).toBe(0);
    expect(ask(80_000, { want: 110 }).granted).toBe(110);
  });

  it("believes an answer that says more was used, until Cal.com's window ends", () => {
    const ask = budget();
    ask(0, { want: 10 });

    const observed = { used: 100, leftMs: 20_000 };
    expect(ask(1_000, { want: 50, observed }).granted).toBe(10);
    expect(ask(1_000, {})).toMatchObject({ granted: 0, retryAfterMs: 20_000 });
    expect(ask(21_000, { want: 200 }).granted).toBe(90);
  });

  it("counts its own requests once when an answer names them", () => {
    const ask = budget();
    ask(0, { want: 30 });

    expect(ask(1_000, { want: 200, observed: { used: 30, leftMs: 59_000 } }).granted).toBe(80);
  });

  it("grants nothing while Cal.com refuses the credential", () => {
    const ask = budget();
    ask(0, { want: 0, blockedMs: 60_000 });

    expect(ask(1_000, {})).toMatchObject({ granted: 0, retryAfterMs: 59_000, blockedMs: 59_000 });
    expect(ask(60_000, {})).toMatchObject({ granted: 1, blockedMs: 0 });
  });

  it("never lets a minute of sending exceed its share, whenever grants are used or returned", () => {
    const step = record({
      waitMs: oneof(integer({ min: 0, max: 9_000 }), integer({ min: 55_000, max: 72_000 })),
      want: integer({ min: 1, max: 120 }),
      permille: constantFrom(500, 740, 920),
      /** Of what was granted, and how late. */
      sentPercent: integer({ min: 0, max: 100 }),
      lateMs: integer({ min: 0, max: grantLifeMs }),
    });
    assert(
      property(array(step, { maxLength: 120 }), (steps) => {
        const ask = budget();
        const sent: { at: number; permille: number }[] = [];
        const unused: { at: number; slice: number; count: number }[] = [];
        let now = 0;
        for (const { waitMs, want, permille, sentPercent, lateMs } of steps) {
          now += waitMs;
          const due = unused.filter(({ at }) => at <= now);
          for (const each of due) unused.splice(unused.indexOf(each), 1);
          const { granted, slice } = ask(now, { want, permille, returned: due });
          const used = Math.floor((granted * sentPercent) / 100);
          for (let count = 0; count < used; count += 1) sent.push({ at: now + lateMs, permille });
          unused.push({ at: now + grantLifeMs, slice, count: granted - used });
        }
        for (const { at, permille } of sent) {
          const minute = sent.filter((each) => each.at > at - 60_000 && each.at <= at);
          expect(minute.length).toBeLessThanOrEqual(110);
          const less = minute.filter((each) => each.permille <= permille);
          expect(less.length).toBeLessThanOrEqual(Math.floor((120 * permille) / 1000));
        }
      }),
      { numRuns: 300 },
    );
  });
});
