import { describe, expect, it } from "vitest";
import { runLoop } from "./run-loop.ts";

describe("runLoop", () => {
  it("goes on after a tick that failed, and stops when told", async () => {
    const stop = new AbortController();
    const errors: unknown[] = [];
    let ticks = 0;

    await runLoop({
      tick: async () => {
        ticks += 1;
        if (ticks === 1) throw new Error("no database");
        if (ticks === 3) stop.abort();
      },
      everyMs: 1,
      signal: stop.signal,
      onError: (error) => errors.push(error),
    });

    expect(ticks).toBe(3);
    expect(errors).toEqual([new Error("no database")]);
  });

  it("ticks on while one tick takes long", async () => {
    const stop = new AbortController();
    let ticks = 0;

    await runLoop({
      tick: () => {
        ticks += 1;
        if (ticks === 3) stop.abort();
        return new Promise(() => undefined);
      },
      everyMs: 1,
      signal: stop.signal,
      onError: () => undefined,
    });

    expect(ticks).toBe(3);
  });

  it("does not wait for the next tick when it is told to stop", async () => {
    const stop = new AbortController();
    const loop = runLoop({
      tick: async () => undefined,
      everyMs: 3_600_000,
      signal: stop.signal,
      onError: () => undefined,
    });

    stop.abort();

    await expect(loop).resolves.toBeUndefined();
  });
});
