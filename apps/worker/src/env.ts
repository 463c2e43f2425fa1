import { guardEnv, readEnv, serverEnv, sharedEnv, webEnv, workerEnv } from "@reslot/api/settings";
import { z } from "zod";

const envSchema = z
  .object({
    ...sharedEnv,
    // Not needed here, but validated when set: they describe the same deployment.
    ...z.object({ ...webEnv, ...serverEnv }).partial().shape,
    ...workerEnv,
  })
  .superRefine(guardEnv);

export type Env = z.infer<typeof envSchema>;

/** @throws {Error} listing every variable that is missing or forbidden, without values */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): Env {
  return readEnv(envSchema, raw);
}

/** The settings of this process. */
export function env(): Env {
  return parseEnv(process.env);
}
