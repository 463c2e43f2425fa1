import { guardEnv, readEnv, sharedEnv, webEnv } from "@reslot/api/settings";
import { z } from "zod";

const envSchema = z
  .object({
    ...sharedEnv,
    // Not needed here, but validated when set: they describe the same deployment.
    ...z.object(webEnv).partial().shape,
    WORKER_TICK_MS: z.coerce.number().int().min(1).default(1_000),
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
