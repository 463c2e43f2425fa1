import "server-only";
import { noTelemetry, startTelemetry, type Telemetry } from "@reslot/api/server";
import { env } from "@/env.ts";

// The server is prepared in another bundle than its pages, in the same process.
const shared: typeof globalThis & { reslotTelemetry?: Telemetry } = globalThis;

/** Begins to trace and measure, if the environment names a place for it. Once, before the first request. */
export async function startTelemetryOfProcess(): Promise<void> {
  const telemetry = await startTelemetry("reslot-web", env());
  shared.reslotTelemetry = telemetry;
  if (telemetry !== noTelemetry) process.once("SIGTERM", () => void telemetry.stop());
}

export function telemetryOfProcess(): Telemetry {
  return shared.reslotTelemetry ?? noTelemetry;
}
