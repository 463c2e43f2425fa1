import { minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { simulateSync, type SyncScale } from "./simulate-sync.ts";

// Computing alone, with nothing to wait for: a busy machine takes many times as long.
const timeout = 3 * minuteMs;
const twelve = { changesPerSecond: 2, minutes: 12, seed: 1 };

const scales: readonly (readonly [name: string, scale: SyncScale])[] = [
  ["500 coaches, one worker", { ...twelve, coaches: 500, soon: 0.9, month: 0.1, workers: 1 }],
  [
    "10,000 coaches, two workers",
    { ...twelve, changesPerSecond: 20, coaches: 10_000, soon: 0.6, month: 0.3, workers: 2 },
  ],
];

describe.each(scales)("changes without webhooks, %s", { timeout }, (name, scale) => {
  it("are here within 2 minutes for meetings within two days, else within 5", async () => {
    const figures = await simulateSync(scale);

    process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
    expect(figures.changes).toBeGreaterThan(500);
    expect(figures.soonWorst).toBeLessThanOrEqual(120);
    expect(figures.monthWorst).toBeLessThanOrEqual(300);
    expect(figures.perKeyPerMinute).toBeLessThanOrEqual(4);
  });
});

describe("a deployment with too few workers", { timeout }, () => {
  it("is late, and with the coaches whose meetings are far away first", async () => {
    const figures = await simulateSync({
      ...twelve,
      changesPerSecond: 20,
      minutes: 9,
      coaches: 14_000,
      soon: 0.3,
      month: 0.7,
      workers: 1,
    });

    expect(figures.soonWorst).toBeLessThanOrEqual(120);
    expect(figures.monthWorst).toBeGreaterThan(300);
  });
});
