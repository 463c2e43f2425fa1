import { guardEnv, readEnv, sharedEnv, webEnv } from "@reslot/api/settings";
import { z } from "zod";

const envSchema = z
  .object({
    ...sharedEnv,
    ...webEnv,
    // Where the server listens: by default on every address of the machine.
    HOST: z.string().default("0.0.0.0"),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3_000),
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
