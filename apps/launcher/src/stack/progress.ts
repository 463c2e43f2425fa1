const NAME_WIDTH = 11;

/** Runs one step of the start and prints when it starts and how long it took. */
export async function withProgress<Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const label = name.padEnd(NAME_WIDTH);
  const startedAt = performance.now();
  console.log(`· ${label} …`);
  const result = await work();
  console.log(`✓ ${label} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}
