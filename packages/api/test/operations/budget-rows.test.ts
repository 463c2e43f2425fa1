import { hourMs, secondMs } from "@reslot/cal/time";
import { createDb, createServerAuthClient } from "@reslot/db";
import { array, assert, asyncProperty, constantFrom, integer, option, record } from "fast-check";
import { ulid } from "ulid";
import { expect, it } from "vitest";
import { leaseFrom, newBudget } from "../../src/infra/cal-budget/sliding-budget.ts";
import { sql, stack } from "../support/services.ts";

const sliceMs = 2 * secondMs;
const url = stack.supabaseUrl;
const { calBudgets } = createDb({
  client: createServerAuthClient({ url, secretKey: stack.secretKey }),
});

const step = record({
  /** Slices that pass before it. */
  passed: constantFrom(0, 0, 1, 3, 10, 34, 35, 40),
  want: integer({ min: 0, max: 60 }),
  permille: constantFrom(0, 306, 500, 740, 920),
  limit: option(constantFrom(120, 500, 100), { nil: undefined, freq: 5 }),
  returned: option(
    record({ ago: integer({ min: 0, max: 36 }), count: integer({ min: 1, max: 30 }) }),
  ),
  used: option(integer({ min: 0, max: 120 }), { freq: 4 }),
});

it("a process without the database grants what the database would", async () => {
  await assert(
    asyncProperty(array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
      const key = ulid();
      let state = newBudget;
      for (const { passed, want, permille, limit, returned, used } of steps) {
        await sql(`update "CalBudgets" set "slice" = "slice" - ${passed} where "key" = '${key}'`);
        const slice = Math.floor(Date.now() / sliceMs) - (returned?.ago ?? 0);
        const ask = {
          key,
          want,
          permille,
          limit,
          ...(returned && { returned: [{ slice, count: returned.count }] }),
          ...(used !== null && { observed: { used, leftMs: hourMs } }),
        };
        const [grant] = await calBudgets.lease([ask]);
        // The database's clock, as far as the answer tells.
        const now = (grant?.slice ?? 0) * sliceMs + sliceMs / 2;
        const own = leaseFrom({ ...state, slice: state.slice - passed }, ask, now);
        state = own.state;
        const { retryAfterMs, ...rest } = own.grant;
        expect(grant).toMatchObject(rest);
        expect(Math.abs((grant?.retryAfterMs ?? -1) - retryAfterMs)).toBeLessThanOrEqual(sliceMs);
      }
    }),
    { numRuns: 15 },
  );
});
