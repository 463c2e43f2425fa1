/** Ends this process with one clear line; for a start that cannot succeed. */
export function stop(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
