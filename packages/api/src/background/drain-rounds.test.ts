import { fixedClock } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import type { JobRun } from "../infra/jobs/jobs.ts";
import { drainRounds } from "./drain-rounds.ts";

const startedAt = Date.UTC(2026, 10, 30);
const clock = fixedClock("2026-11-30T00:00:00Z");

/** A lane of the kind "mail", over rounds that find what `found` says, in order. */
function arrange(found: number[], { roundMs = 0 } = {}) {
  let now = startedAt;
  const enqueued: string[] = [];
  const made: number[] = [];
  const run = drainRounds(
    { clock: { now: () => now, elapsed: () => now } },
    {
      kind: "mail",
      jobs: { enqueue: async ({ key = "" }) => void enqueued.push(key) },
      round: async () => {
        now += roundMs;
        const count = found[made.length] ?? 0;
        made.push(count);
        return count;
      },
    },
  );
  const stop = new AbortController();
  const lane = (key = "", signal = stop.signal): ReturnType<typeof run> =>
    run({ key, cursor: null, tries: 1, signal } satisfies JobRun);
  return { lane, enqueued, made, stop };
}

describe("drainRounds", () => {
  it("makes one round when nothing is due, and recurs", async () => {
    const { lane, made, enqueued } = arrange([]);

    expect(await lane()).toEqual({});
    expect(made).toEqual([0]);
    expect(enqueued).toEqual([]);
  });

  it("asks for no help with what one round takes", async () => {
    const { lane, made, enqueued } = arrange([10]);

    expect(await lane()).toEqual({});
    expect(made).toEqual([10, 0]);
    expect(enqueued).toEqual([]);
  });

  it("goes on until nothing is due, and asks one more lane to help", async () => {
    const { lane, made, enqueued } = arrange([10, 10, 10, 4]);

    expect(await lane()).toEqual({});
    expect(made).toEqual([10, 10, 10, 4, 0]);
    expect(enqueued).toEqual(["1"]);
  });

  it("ends a lane that helps when nothing is due", async () => {
    const { lane, enqueued } = arrange([10, 10]);

    expect(await lane("3")).toBeNull();
    expect(enqueued).toEqual(["4"]);
  });

  it("ends its run in the middle of a backlog, and continues at once", async () => {
    const { lane, made } = arrange(Array<number>(100).fill(10), { roundMs: 4_000 });

    expect(await lane()).toEqual({ againMs: 0 });
    expect(made).toHaveLength(3);
  });

  it("makes no further round once the process stops", async () => {
    const { lane, made, stop } = arrange(Array<number>(100).fill(10));
    stop.abort();

    expect(await lane()).toEqual({ againMs: 0 });
    expect(made).toEqual([]);
  });

  it("leaves what comes after a slow round to another lane, before that round ends", async () => {
    let finish = (_count: number): void => undefined;
    const slow = new Promise<number>((resolve) => (finish = resolve));
    const helped = new Promise<string>((resolve) => {
      const run = drainRounds(
        { clock },
        {
          kind: "mail",
          jobs: { enqueue: async ({ key = "" }) => resolve(key) },
          round: () => slow,
        },
      );
      void run({ key: "", cursor: null, tries: 1, signal: new AbortController().signal });
    });

    expect(await helped).toBe("1");
    finish(0);
  });

  it("runs four lanes in a process, and leaves the fifth to another", async () => {
    let finish = (_count: number): void => undefined;
    const slow = new Promise<number>((resolve) => (finish = resolve));
    const run = drainRounds(
      { clock },
      { kind: "mail", jobs: { enqueue: () => Promise.resolve() }, round: () => slow },
    );
    const { signal } = new AbortController();
    const lane = (key: string) => run({ key, cursor: null, tries: 1, signal });
    const running = ["", "1", "2", "3"].map(lane);

    expect(await lane("4")).toEqual({ againMs: 1_000 });
    finish(0);
    expect(await Promise.all(running)).toEqual([{}, null, null, null]);
    expect(await lane("4")).toBeNull();
  });
});
