import { type StackPlan, planStack, type ProgramName } from "./plan.ts";
import { type RunningProcess, startProcess } from "./process.ts";
import { withProgress } from "./progress.ts";
import { startRestartable } from "./restartable.ts";
import type { StackSettings } from "./settings.ts";

const STAND_INS = ["clerk", "cal", "mail"] as const;
const HEALTH_TIMEOUT_MS = 120_000; // with hot reload, the first request compiles the app
const HEALTH_INTERVAL_MS = 250;
const LOG_FLUSH_MS = 500; // the last log lines may arrive after the exit

export interface Stack extends Pick<StackPlan, "urls" | "secrets" | "people"> {
  readonly processes: readonly RunningProcess[];
  /** The address of every server of the web app, starting with the first one. */
  readonly webUrls: readonly string[];
}

export interface RunningStack extends Stack {
  /** Restarts the first server of the web app; resolves when it is healthy again. */
  restartWeb(): Promise<void>;
}

/**
 * Starts the stand-ins, then the web app and the worker against them. Passes each process to
 * `onProcess` at once, so that the caller can stop it if a later one fails.
 *
 * @throws {Error} with a message for the terminal: a port in use, or a program that was not ready and
 *   its last log lines
 */
export async function startStack(
  settings: StackSettings,
  onProcess: (process: RunningProcess) => void,
): Promise<RunningStack> {
  const { programs, moreWebs, urls, secrets, people } = await planStack(settings);
  const processes: RunningProcess[] = [];
  const keep = <Running extends RunningProcess>(started: Running): Running => {
    processes.push(started);
    onProcess(started);
    return started;
  };
  const start = (name: ProgramName) => keep(startProcess(programs[name])).ready;

  await withProgress("database", () => start("supabase"));
  await withProgress("stand-ins", () => Promise.all(STAND_INS.map(start)));
  const web = await withProgress("web", async () => {
    const started = keep(startRestartable(programs.web));
    await started.ready;
    await untilHealthy(started, urls.webUrl);
    await start("worker");
    for (const { url, ...spec } of moreWebs) {
      const further = keep(startProcess(spec));
      await further.ready;
      await untilHealthy(further, url);
    }
    return started;
  });
  const restartWeb = async () => {
    await web.restart();
    await waitForHealth(urls.webUrl);
  };
  const webUrls = [urls.webUrl, ...moreWebs.map(({ url }) => url)];
  return { urls, webUrls, secrets, people, processes, restartWeb };
}

/**
 * Waits until a web app that already listens is healthy. It may still exit, because Next.js reads
 * the environment only after it listens.
 *
 * @throws {Error} with its last log lines if it exits, or its last response after two minutes
 */
async function untilHealthy(web: RunningProcess, url: string): Promise<void> {
  const end = web.exited.then(async (code) => {
    await new Promise((resolve) => setTimeout(resolve, LOG_FLUSH_MS));
    throw new Error(`web exited (code ${code}).\n${web.lastLines()}`);
  });
  await Promise.race([waitForHealth(url), end]);
}

/**
 * Polls the health endpoint until the web app and everything it depends on are healthy.
 *
 * @throws {Error} with the last response after two minutes.
 */
export async function waitForHealth(webUrl: string): Promise<void> {
  const deadline = performance.now() + HEALTH_TIMEOUT_MS;
  let last = "no response";
  while (performance.now() < deadline) {
    try {
      const response = await fetch(`${webUrl}/api/health`, {
        headers: { accept: "application/json" },
      });
      if (response.ok) return;
      last = `${response.status} ${await response.text()}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, HEALTH_INTERVAL_MS));
  }
  throw new Error(`The web app is not healthy: ${last.slice(0, 500)}`);
}
