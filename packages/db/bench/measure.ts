import { performance } from "node:perf_hooks";

/** Half of its calls were faster than this, in milliseconds. */
export interface Measured {
  readonly median: number;
}

/**
 * Times several ways to do a thing, turn by turn, so that whatever else the machine does slows all of
 * them alike.
 */
export async function measureInTurn(
  ways: readonly (() => Promise<unknown>)[],
  rounds: number,
): Promise<Measured[]> {
  const times = ways.map((): number[] => []);
  for (let round = -10; round < rounds; round += 1)
    for (const [index, way] of ways.entries()) {
      const start = performance.now();
      await way();
      if (round >= 0) times[index]?.push(performance.now() - start);
    }
  return times.map((each) => ({ median: medianOf(each) }));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
