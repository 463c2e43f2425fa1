import { performance } from "node:perf_hooks";

/** In milliseconds. */
export interface Measured {
  readonly median: number;
}

/**
 * Times several functions alternately, so that other load on the machine slows all of them equally.
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
