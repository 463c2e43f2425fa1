import { join } from "node:path";
import { webCommand } from "./plan.ts";
import { type RunningProcess, startProcess } from "./process.ts";
import { withProgress } from "./progress.ts";
import type { StackSettings } from "./settings.ts";
import { untilHealthy } from "./stack.ts";

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
  const { root, localDir, ports } = settings;
  const place = { env, logDir: join(localDir, "logs") };
  const start = (name: string, cwd: string, command: readonly string[]) => {
    const started = startProcess({ ...place, name, cwd, command });
    onProcess(started);
    return started;
  };
  const worker = start("worker", root, [join(root, "apps/worker/src/main.ts")]);
  await withProgress("worker", () => worker.ready);
  const web = start("web", join(root, "apps/web"), webCommand(settings, ports.web));
  await withProgress("web", async () => {
    await web.ready;
    await untilHealthy(web, `http://localhost:${ports.web}`);
  });
  return [worker, web];
}
