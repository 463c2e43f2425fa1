import { createBackgroundWork, createPorts, logError } from "@reslot/api/server";
import { settingsOf } from "@reslot/api/settings";
import { createEngine } from "./create-engine.ts";
import { env } from "./env.ts";
import { runLoop } from "./run-loop.ts";

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
  const jobs = await createEngine(settings, ports);
  const work = createBackgroundWork(ports, { jobs, roundEveryMs: settings.WORKER_TICK_MS });
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
  await runLoop({
    tick: () => work.tick(),
    everyMs: settings.WORKER_TICK_MS,
    signal: stop.signal,
    onError: (error) => logError("WORKER_ERROR", error),
  });
  await work.stop();
  ports.log.info("workerStopped");
} catch (error) {
  logError("WORKER_ERROR", error);
  process.exitCode = 1;
}
