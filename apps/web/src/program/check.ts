// Before a deployment is built: names what is missing or wrong in the environment of both programs, all at once.
import { env } from "node:process";
import { loadDotEnv } from "@reslot/api/settings";
import { parseEnv } from "../env.ts";

loadDotEnv();
const isLocal = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(env["APP_ORIGIN"] ?? "");
if (env["APP_ORIGIN"] && !isLocal) {
  try {
    parseEnv(env);
  } catch (error) {
    process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
