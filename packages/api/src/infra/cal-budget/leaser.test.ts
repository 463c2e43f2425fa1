import { hourMs } from "@reslot/cal/time";
import type { BudgetAsk } from "@reslot/db";
import { describe, expect, it } from "vitest";
import { noTelemetry } from "../telemetry/telemetry.ts";
import { createCredentialBudgets } from "./credential-budgets.ts";
import { leaseFrom, newBudget } from "./sliding-budget.ts";

/** A process whose machine's clock can be set. */
function arrange() {
  const time = { passed: 0, wrongBy: 0 };
  const asked: BudgetAsk[] = [];
  const budgets = createCredentialBudgets({
    shared: {
      async lease(asks) {
        asked.push(...asks);
        return asks.map((ask) => leaseFrom(newBudget, ask, time.passed).grant);
      },
    },
    clock: { now: () => time.passed + time.wrongBy, elapsed: () => time.passed },
    log: { error: () => undefined },
    telemetry: noTelemetry,
  });
  const coach = { of: "account", userUlid: "coach" } as const;
  const use = { purpose: "view", by: "coach" } as const;
  return { time, asked, budgets, coach, use, send: () => budgets.budgetFor(coach, use).take() };
}

describe("leased requests", () => {
  it("may be sent for 8 s, however the machine's clock is set", async () => {
    const { time, asked, send } = arrange();
    await send();

    for (const wrongBy of [-hourMs, hourMs]) {
      time.wrongBy = wrongBy;
      await send();
    }
    expect(asked).toHaveLength(1);

    time.wrongBy = -hourMs;
    time.passed = 8_000;
    await send();
    expect(asked).toMatchObject([{}, { returned: [{ count: 5 }] }]);
  });

  it("are kept for 8 s from when they were asked for with a booking", async () => {
    const { time, asked, budgets, coach, use, send } = arrange();
    const wanted = { want: 2, permille: 740 };
    await send();
    const { key = "" } = asked[0] ?? {};
    const { grant } = leaseFrom(newBudget, { ...wanted, key }, time.passed);
    time.passed = 7_999;
    budgets.takeIn(coach, use, { grants: [grant, { ...grant, key: "another" }], askedAt: 4_000 });

    time.passed = 11_999;
    expect(await Promise.all([send(), send()])).toEqual([0, 0]);
    expect(asked).toHaveLength(1);
    await send();
    expect(asked).toHaveLength(2);
  });
});
