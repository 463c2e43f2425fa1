import { guardEnv, readEnv, serverEnv, sharedEnv, webEnv, workerEnv } from "@reslot/api/settings";
import { z } from "zod";

const envSchema = z
  .object({
    ...sharedEnv,
    ...webEnv,
    ...serverEnv,
    // Not needed here, but validated: they describe the same deployment.
    ...workerEnv,
  })
  .superRefine(guardEnv);

export type Env = z.infer<typeof envSchema>;

/** @throws {Error} listing every variable that is missing or forbidden, without values */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): Env {
  return readEnv(envSchema, raw);
}

let parsed: Env | undefined;

/**
 * The settings of this process, parsed once. Reads all of process.env at run time, so the build
 * inlines nothing.
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Whether this is `next dev`. */
export const isDevServer = process.env.NODE_ENV === "development";
