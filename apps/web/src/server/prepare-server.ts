import "server-only";
import { env } from "@/env.ts";
import { startProcessTelemetry } from "./telemetry.ts";

/**
 * Ends the process when its environment is incomplete, naming what is missing: Next itself would
 * log the error and keep listening. Then starts telemetry, if the environment asks for it.
 */
export async function prepareServer(): Promise<void> {
  try {
    env();
  } catch (error) {
    const reason = error instanceof Error ? error.message : "The environment is not complete.";
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
  await startProcessTelemetry();
}
