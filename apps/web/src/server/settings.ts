import "server-only";
import type { Settings } from "@reslot/api/server";
import { settingsOf } from "@reslot/api/settings";
import { env } from "@/env.ts";

/** The API's settings, from the environment. */
export function settings(): Settings {
  return settingsOf(env());
}
