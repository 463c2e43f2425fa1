import { availableParallelism, cpus, loadavg } from "node:os";

/** What it takes to compare two runs, other work on the same machine included. */
export function describeMachine(): string {
  const model = cpus()[0]?.model ?? "unknown";
  const [busy = 0] = loadavg();
  return `${availableParallelism()} processors (${model}), Node ${process.version}, with a load average of ${busy.toFixed(1)} before the run`;
}
