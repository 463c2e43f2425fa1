import type { Clock } from "@reslot/cal/time";
import type { Telemetry } from "./telemetry.ts";

/** Runs a job in a span, and measures how long it took and whether it succeeded. */
export function observeJob<T>(
  { telemetry, clock }: { telemetry: Telemetry; clock: Clock },
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
