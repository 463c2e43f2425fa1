import {
  createBackgroundWork,
  createClerkIdentity,
  createJobsEngine,
  createPorts,
  logError,
  startTelemetry,
} from "@reslot/api/server";
import { loadDotEnv, settingsOf } from "@reslot/api/settings";
import { env, type Env } from "./env.ts";
import { runLoop } from "./run-loop.ts";

/** Ends the process when its environment is incomplete, naming what is missing, a line each. */
function readSettings(): Env {
  try {
    return env();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop.abort());

loadDotEnv();
const settings = readSettings();
try {
  const telemetry = await startTelemetry("reslot-worker", settings);
  const { CLERK_SECRET_KEY: secretKey, CLERK_API_URL: apiUrl } = settings;
  const identity = createClerkIdentity({ secretKey, apiUrl });
  const ports = createPorts(settingsOf(settings), { identity, telemetry });
  const jobs = await createJobsEngine(ports);
  const work = createBackgroundWork(ports, { jobs, everyMs: settings.WORKER_TICK_MS });
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
  await runLoop({
    tick: () => work.tick(),
    everyMs: settings.WORKER_TICK_MS,
    signal: stop.signal,
    onError: (error) => ports.log.error("WORKER_ERROR", error),
  });
  // What a job leaves undone is claimed again when its lease ends.
  setTimeout(() => process.exit(0), settings.SHUTDOWN_MS).unref();
  await work.stop();
  await telemetry.stop();
  ports.log.info("workerStopped");
} catch (error) {
  logError("WORKER_ERROR", error);
  process.exitCode = 1;
}
// A pending retry would keep a stopped worker alive.
process.exit();
