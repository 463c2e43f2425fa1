import "server-only";
import type { Settings } from "@reslot/api/server";
import { settingsOf } from "@reslot/api/settings";
import { env } from "@/env.ts";

/** What the API needs to know of this installation, from its environment. */
export function settings(): Settings {
  return settingsOf(env());
}
