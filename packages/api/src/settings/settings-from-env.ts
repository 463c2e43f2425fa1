import { z } from "zod";
import type { Settings } from "../core/settings.ts";
import { guardEnv } from "./env-guards.ts";
import { sharedEnv, webEnv } from "./env-shapes.ts";
import { readEnv } from "./read-env.ts";
import { settingsOf } from "./settings-of.ts";

const schema = z
  .object({
    ...sharedEnv,
    // A host of its own may do without these; what is set is checked.
    ...z.object(webEnv).partial().shape,
  })
  .superRefine(guardEnv);

/**
 * The settings of a host that has Reslot's variables in its environment: `settingsFromEnv(process.env)`.
 *
 * @throws {Error} listing every variable that is missing or forbidden, without values
 */
export function settingsFromEnv(raw: Readonly<Record<string, string | undefined>>): Settings {
  return settingsOf(readEnv(schema, raw));
}
