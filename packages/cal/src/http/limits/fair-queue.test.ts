import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFairQueue, type FairQueueLimits } from "./fair-queue.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A queue whose work runs until `finish` is called with its name. */
function arrange(limits: Partial<FairQueueLimits> = {}) {
  const queue = createFairQueue({ atOnce: 1, waiting: 10, waitMs: 1_000, ...limits });
  const started: string[] = [];
  const refused: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string): Promise<unknown> => {
    const work = () => {
      started.push(name);
      return new Promise<void>((resolve) => void ends.set(name, resolve));
    };
    const refusal = () => new Error("refused");
    const key = name.slice(0, 1);
    return queue.run({ key, work, refusal }).catch(() => void refused.push(name));
  };
  const finish = async (name: string) => {
    ends.get(name)?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ask, finish, queue, started, refused };
}

describe("a fair queue", () => {
  it("starts as much at once as it may, and the rest in the order of arrival", async () => {
    const { ask, finish, started } = arrange({ atOnce: 2 });

    for (const name of ["a1", "a2", "a3", "a4"]) void ask(name);
    expect(started).toEqual(["a1", "a2"]);

    await finish("a2");
    await finish("a1");
    expect(started).toEqual(["a1", "a2", "a3", "a4"]);
  });

  it("lets keys take turns, however many of one are waiting", async () => {
    const { ask, finish, started } = arrange();

    for (const name of ["a1", "a2", "a3", "b1", "b2", "c1"]) void ask(name);
    for (const name of ["a1", "a2", "b1", "c1", "a3"]) await finish(name);

    expect(started).toEqual(["a1", "a2", "b1", "c1", "a3", "b2"]);
  });

  it("keeps places free that one key alone may not have", async () => {
    const { ask, started } = arrange({ atOnce: 3, atOncePerKey: 2 });

    for (const name of ["a1", "a2", "a3", "b1"]) void ask(name);

    expect(started).toEqual(["a1", "a2", "b1"]);
  });

  it("refuses what has waited too long, and goes on with the others", async () => {
    const { ask, finish, started, refused } = arrange({ waitMs: 1_000 });

    void ask("a1");
    void ask("a2");
    await vi.advanceTimersByTimeAsync(600);
    void ask("b1");
    await vi.advanceTimersByTimeAsync(500);
    expect(refused).toEqual(["a2"]);

    await finish("a1");
    expect(started).toEqual(["a1", "b1"]);
  });

  it("refuses the latest of the key with the most waiting when too many wait", async () => {
    const { ask, finish, started, refused } = arrange({ waiting: 3 });

    for (const name of ["a1", "a2", "a3", "a4", "b1", "b2"]) void ask(name);
    await vi.advanceTimersByTimeAsync(0);
    expect(refused).toEqual(["a4", "a3"]);

    for (const name of ["a1", "a2", "b1"]) await finish(name);
    expect(started).toEqual(["a1", "a2", "b1", "b2"]);
  });

  it("passes a failure on and gives its place to the next one", async () => {
    const { queue } = arrange();
    const refusal = () => new Error("refused");
    const failing = queue.run({
      key: "a",
      work: async () => Promise.reject(new Error("no")),
      refusal,
    });
    const next = queue.run({ key: "b", work: async () => "done", refusal });

    await expect(failing).rejects.toThrow("no");
    await expect(next).resolves.toBe("done");
  });
});
