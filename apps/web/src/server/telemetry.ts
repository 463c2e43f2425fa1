import "server-only";
import { noTelemetry, startTelemetry, type Telemetry } from "@reslot/api/server";
import { env } from "@/env.ts";

// Instrumentation and pages are separate bundles in one process.
const shared: typeof globalThis & { reslotTelemetry?: Telemetry } = globalThis;

/** Starts telemetry, if the environment has an endpoint for it. Called once, before the first request. */
export async function startProcessTelemetry(): Promise<void> {
  const telemetry = await startTelemetry("reslot-web", env());
  shared.reslotTelemetry = telemetry;
  if (telemetry !== noTelemetry) process.once("SIGTERM", () => void telemetry.stop());
}

export function processTelemetry(): Telemetry {
  return shared.reslotTelemetry ?? noTelemetry;
}
