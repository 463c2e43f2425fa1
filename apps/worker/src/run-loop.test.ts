import { describe, expect, it } from "vitest";
import { runLoop } from "./run-loop.ts";

describe("runLoop", () => {
  it("continues after a failed tick, and stops when aborted", async () => {
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

  it("keeps ticking while one tick takes long", async () => {
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

  it("stops at once when aborted, without waiting for the next tick", async () => {
    const stop = new AbortController();
    const loop = runLoop({
      tick: async () => undefined,
      everyMs: 60_000,
      signal: stop.signal,
      onError: () => undefined,
    });

    stop.abort();

    await expect(loop).resolves.toBeUndefined();
  });
});
