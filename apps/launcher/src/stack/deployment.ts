import { join } from "node:path";
import { webProgram, workerCommand } from "./plan.ts";
import { type ProcessSpec, type RunningProcess, startProcess } from "./process.ts";
import { withProgress } from "./progress.ts";
import type { StackSettings } from "./settings.ts";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * The whole environment if its `APP_ORIGIN` is public: then every service is the real one and no
 * stand-in is started. Null on a developer's machine.
 */
export function deploymentEnv(env: NodeJS.ProcessEnv): Record<string, string> | null {
  const origin = env["APP_ORIGIN"];
  if (!origin || (URL.canParse(origin) && LOOPBACK.includes(new URL(origin).hostname))) return null;
  const given = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(given), NODE_ENV: "production" };
}

/**
 * Starts the built web app and the worker in a deployment's environment, without stand-ins. The
 * worker comes first because it validates the environment at once.
 *
 * @throws {Error} with the last log lines of the program that did not start
 */
export async function startDeployment(
  { settings, env }: { settings: StackSettings; env: Record<string, string> },
  onProcess: (process: RunningProcess) => void,
): Promise<readonly RunningProcess[]> {
  const { root: cwd, localDir, ports } = settings;
  const start = (spec: ProcessSpec) => {
    const started = startProcess(spec);
    onProcess(started);
    return started;
  };
  const logDir = join(localDir, "logs");
  const worker = start({ name: "worker", cwd, env, logDir, command: workerCommand(settings) });
  await withProgress("worker", () => worker.ready);
  // Whether its database is there is for a load balancer to ask: without it, too, it runs on.
  const web = start(webProgram(settings, { port: ports.web, env }));
  await withProgress("web", () => web.ready);
  return [worker, web];
}
