// The web program: checks the whole environment first, then serves until a signal ends it.
import { env } from "node:process";
import { loadDotEnv } from "@reslot/api/settings";
import { parseEnv } from "../env.ts";
import { drainOnSignal } from "./drain.ts";

loadDotEnv();
try {
  const { HOST, PORT, SHUTDOWN_MS } = parseEnv(env);
  // The names by which Next knows them. A container sets HOSTNAME to its own name, which is no address to listen at.
  Object.assign(env, { HOSTNAME: HOST, PORT: String(PORT) });
  drainOnSignal(SHUTDOWN_MS);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
// Next's own handlers would wait for as long as a page is open.
env["NEXT_MANUAL_SIG_HANDLE"] = "true";
// What Next has made of the app, a file beside this one; it listens as soon as it is imported.
await import(new URL("server.js", import.meta.url).href);
