import { type StackPlan, planStack, type ProgramName } from "./plan.ts";
import { type RunningProcess, startProcess } from "./process.ts";
import { withProgress } from "./progress.ts";
import { startRestartable } from "./restartable.ts";
import type { StackSettings } from "./settings.ts";

const STAND_INS = ["clerk", "cal", "mail"] as const;
const HEALTH_TIMEOUT_MS = 120_000; // with hot reload the first answer is compiled first
const HEALTH_INTERVAL_MS = 250;
const LAST_WORDS_MS = 500; // what a program said last may arrive after its end

export interface Stack extends Pick<StackPlan, "urls" | "secrets" | "people"> {
  readonly processes: readonly RunningProcess[];
  /** Where every server of the web app is, the first one first. */
  readonly webUrls: readonly string[];
}

export interface RunningStack extends Stack {
  /** Ends the web app's only process and starts another; resolves when it is healthy again. */
  restartWeb(): Promise<void>;
}

/**
 * Starts the stand-ins, then the web app and the worker against them. Every process it starts is
 * handed to `onProcess` at once, so that a failure half-way can stop what already runs.
 *
 * @throws {Error} in plain words: a busy port, or a program that did not get ready and its last lines.
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
      const another = keep(startProcess(spec));
      await another.ready;
      await untilHealthy(another, url);
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
 * Waits until a web app that has begun to listen is healthy, or has ended all the same: Next.js looks
 * at the environment only then.
 *
 * @throws {Error} with its last lines, or with its last answer after two minutes
 */
export async function untilHealthy(web: RunningProcess, url: string): Promise<void> {
  const end = web.exited.then(async (code) => {
    await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS));
    throw new Error(`web ended (exit ${code}).\n${web.lastLines()}`);
  });
  await Promise.race([waitForHealth(url), end]);
}

/**
 * Asks until the web app says that it and everything it depends on answers.
 *
 * @throws {Error} with its last answer when it does not within two minutes.
 */
export async function waitForHealth(webUrl: string): Promise<void> {
  const deadline = performance.now() + HEALTH_TIMEOUT_MS;
  let last = "no answer";
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
