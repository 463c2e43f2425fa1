import { guardEnv, readEnv, sharedEnv, webEnv } from "@reslot/api/settings";
import { z } from "zod";

const envSchema = z.object({ ...sharedEnv, ...webEnv }).superRefine(guardEnv);

export type Env = z.infer<typeof envSchema>;

/** @throws {Error} listing every variable that is missing or forbidden, without values */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): Env {
  return readEnv(envSchema, raw);
}

let parsed: Env | undefined;

/** The settings of this process, read once, at run time: the whole object, so nothing is inlined by the build. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/**
 * Stops a server whose environment is wrong, with the names of what is missing: Next itself would
 * only report the failure and go on listening. Then begins to measure, where that is wanted.
 */
export async function prepareServer(): Promise<void> {
  // Next makes this a constant, so that builds for other run times have no way to stop a process.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    try {
      env();
    } catch (error) {
      const { stop } = await import("./server/stop.ts");
      stop(error instanceof Error ? error.message : "The environment is not complete.");
    }
    const { startTelemetryOfProcess } = await import("./server/telemetry.ts");
    await startTelemetryOfProcess();
  }
}
