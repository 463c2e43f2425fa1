import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { productEnv, standInEnv, type StackUrls, urlsOf } from "./environment.ts";
import { loadPeople, type Person } from "./people.ts";
import { choosePorts } from "./ports.ts";
import { type RunningProcess, startProcess } from "./process.ts";
import { withProgress } from "./progress.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";
import type { StackSettings } from "./settings.ts";

const STAND_INS = ["clerk", "cal", "mail"] as const;
const HEALTH_TIMEOUT_MS = 60_000;
const HEALTH_INTERVAL_MS = 250;

export interface Stack {
  readonly urls: StackUrls;
  readonly secrets: Secrets;
  readonly people: readonly Person[];
  readonly processes: readonly RunningProcess[];
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
): Promise<Stack> {
  const ports = await choosePorts(settings);
  const urls = urlsOf(ports);
  mkdirSync(settings.localDir, { recursive: true });
  const secrets = loadSecrets(settings.localDir);
  const { people, file: peopleFile } = loadPeople(settings.localDir);
  const standIns = standInEnv({ settings, ports, urls, secrets, peopleFile });
  const product = productEnv(settings, urls, secrets);
  const logDir = join(settings.localDir, "logs");
  const processes: RunningProcess[] = [];

  const start = (
    name: string,
    command: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => {
    const cwd = name === "web" ? join(settings.root, "apps/web") : settings.root;
    const started = startProcess({ name, command, cwd, env, logDir });
    processes.push(started);
    onProcess(started);
    return started;
  };
  const startStandIn = (name: keyof typeof standIns) =>
    start(name, [join(settings.root, "apps/sandbox/src", name, "main.ts")], standIns[name]).ready;

  await withProgress("database", () => startStandIn("supabase"));
  await withProgress("stand-ins", () => Promise.all(STAND_INS.map(startStandIn)));
  await withProgress("web", async () => {
    await start("web", webCommand(settings, ports.web), product).ready;
    await waitForHealth(`${urls.webUrl}/api/health`);
    await start("worker", [join(settings.root, "apps/worker/src/main.ts")], product).ready;
  });
  return { urls, secrets, people, processes };
}

function webCommand(settings: StackSettings, port: number): readonly string[] {
  const next = join(settings.root, "apps/web/node_modules/next/dist/bin/next");
  return [
    next,
    settings.isDev ? "dev" : "start",
    "--port",
    String(port),
    "--hostname",
    "localhost",
  ];
}

/** Asks until the web app says that it and everything it depends on answers. */
async function waitForHealth(url: string): Promise<void> {
  const deadline = performance.now() + HEALTH_TIMEOUT_MS;
  let last = "no answer";
  while (performance.now() < deadline) {
    try {
      const response = await fetch(url, { headers: { accept: "application/json" } });
      if (response.ok) return;
      last = `${response.status} ${await response.text()}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, HEALTH_INTERVAL_MS));
  }
  throw new Error(`The web app is not healthy: ${last.slice(0, 500)}`);
}
