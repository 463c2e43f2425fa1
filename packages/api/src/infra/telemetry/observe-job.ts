import type { Ports } from "../../app/ports.ts";

/** Does a job as a span, and measures how long it took and whether it came to an end. */
export function observeJob<T>(
  { telemetry, clock }: Pick<Ports, "telemetry" | "clock">,
  kind: string,
  run: () => Promise<T>,
): Promise<T> {
  return telemetry.span(`job ${kind}`, {}, async () => {
    const startedAt = clock.now();
    let ok = false;
    try {
      const result = await run();
      ok = true;
      return result;
    } finally {
      const seconds = (clock.now() - startedAt) / 1000;
      telemetry.duration("reslot.job.duration", seconds, { kind, ok });
    }
  });
}
