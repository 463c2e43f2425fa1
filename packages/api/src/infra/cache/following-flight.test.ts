import { describe, expect, it } from "vitest";
import { createFollowingFlight } from "./following-flight.ts";

interface Run {
  resolve(value: number): void;
  reject(error: Error): void;
}

/** A load whose runs end when the test says. */
function controlled() {
  const runs: Run[] = [];
  const load = () =>
    new Promise<number>((resolve, reject) => {
      runs.push({ resolve, reject });
    });
  return { load, runs };
}

describe("a following flight", () => {
  it("lets all that come during a run share the next one", async () => {
    const fly = createFollowingFlight<number>();
    const { load, runs } = controlled();
    const first = fly("a", load);
    const later = [fly("a", load), fly("a", load)];
    expect(runs).toHaveLength(1);

    runs[0]?.resolve(1);
    expect(await first).toBe(1);
    await expect.poll(() => runs.length).toBe(2);
    const last = fly("a", load);
    runs[1]?.resolve(2);
    expect(await Promise.all(later)).toEqual([2, 2]);
    await expect.poll(() => runs.length).toBe(3);
    runs[2]?.resolve(3);
    expect(await last).toBe(3);
  });

  it("makes the next run although one failed, and starts at once when none runs", async () => {
    const fly = createFollowingFlight<number>();
    const { load, runs } = controlled();
    const first = fly("a", load);
    const second = fly("a", load);
    runs[0]?.reject(new Error("away"));
    await expect(first).rejects.toThrow("away");
    await expect.poll(() => runs.length).toBe(2);
    runs[1]?.resolve(2);
    expect(await second).toBe(2);

    void fly("a", load);
    void fly("b", load);
    expect(runs).toHaveLength(4);
  });
});
