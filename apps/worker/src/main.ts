import { createPorts, logError, runTick } from "@reslot/api/server";
import { env } from "./env.ts";
import { runLoop } from "./run-loop.ts";
import { settingsOf } from "./settings.ts";

/** Nobody signs in here, so nobody's profile is ever asked for. */
const noIdentity = {
  getProfile: (): never => {
    throw new TypeError("The worker acts for nobody.");
  },
};

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop.abort());

try {
  const settings = env();
  const ports = createPorts(settingsOf(settings), { identity: noIdentity });
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
  await runLoop({
    tick: () => runTick(ports),
    everyMs: settings.WORKER_TICK_MS,
    signal: stop.signal,
    onError: (error) => logError("WORKER_ERROR", error),
  });
  ports.log.info("workerStopped");
} catch (error) {
  logError("WORKER_ERROR", error);
  process.exitCode = 1;
}
