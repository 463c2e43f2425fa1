import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { guardsOf } from "./host-guards.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A call of so many ms; true when it was made, false when it was refused. */
function callOf(reads: ReturnType<typeof guardsOf>["reads"], key: string, callMs: number) {
  const work = () => new Promise<true>((resolve) => void setTimeout(() => resolve(true), callMs));
  return reads.run({ key, work, refusal: () => new Error("busy") }).catch(() => false);
}

it("sixty people's first views at once, nine calls of 300 ms each, are all served", async () => {
  const { reads } = guardsOf("https://sixty.example.com");
  const people = Array.from({ length: 60 }, (_, index) => `person ${index}`);
  const calls = people.flatMap((person) =>
    Array.from({ length: 9 }, () => callOf(reads, person, 300)),
  );

  await vi.advanceTimersByTimeAsync(10_000);

  expect(await Promise.all(calls)).toEqual(calls.map(() => true));
});
