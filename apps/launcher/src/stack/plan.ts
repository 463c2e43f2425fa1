import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { productEnv, standInEnv, type StackUrls, urlsOf } from "./environment.ts";
import { loadPeople, type Person } from "./people.ts";
import { choosePorts, freePort } from "./ports.ts";
import type { ProcessSpec } from "./process.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";
import type { StackSettings } from "./settings.ts";

export type ProgramName = "supabase" | "clerk" | "cal" | "mail" | "web" | "worker";

/** How a stack on this machine will run, before any of it is started. */
export interface StackPlan {
  readonly urls: StackUrls;
  readonly secrets: Secrets;
  readonly people: readonly Person[];
  readonly programs: Readonly<Record<ProgramName, ProcessSpec>>;
  /** Further servers of the web app, on free ports. */
  readonly moreWebs: readonly (ProcessSpec & { readonly url: string })[];
}

/**
 * Chooses ports, generates keys and people if the folder has none, and works out how to start each
 * program.
 *
 * @throws {Error} with a message for the terminal if a port is in use.
 */
export async function planStack(settings: StackSettings): Promise<StackPlan> {
  const ports = await choosePorts(settings);
  const urls = urlsOf(ports);
  mkdirSync(settings.localDir, { recursive: true });
  const secrets = loadSecrets(settings.localDir);
  const { people, file: peopleFile } = loadPeople(settings);
  const standIns = standInEnv({ settings, ports, urls, secrets, peopleFile });
  const product = productEnv(settings, urls, secrets);

  const { root, localDir } = settings;
  const place = { cwd: root, logDir: join(localDir, "logs") };
  const standIn = (name: keyof typeof standIns): ProcessSpec => {
    const command = [join(root, "apps/sandbox/src", name, "main.ts")];
    return { ...place, name, command, env: standIns[name] };
  };
  const web = webProgram(settings, { port: ports.web, env: product });
  const worker = { ...place, command: workerCommand(settings), env: product };
  const anotherWeb = async (index: number) => {
    const port = await freePort();
    const another = webProgram(settings, { port, env: product });
    return { ...another, name: `web${index}`, url: `http://localhost:${port}` };
  };
  const indexes = Array.from({ length: settings.webs - 1 }, (_, index) => index + 2);
  return {
    urls,
    secrets,
    people,
    programs: {
      supabase: standIn("supabase"),
      clerk: standIn("clerk"),
      cal: standIn("cal"),
      mail: standIn("mail"),
      web,
      worker: { ...worker, name: "worker" },
    },
    moreWebs: await Promise.all(indexes.map(anotherWeb)),
  };
}

/** The built web program, as a deployment runs it, or its sources with hot reload. */
export function webProgram(
  { root, localDir, isDev }: StackSettings,
  { port, env }: { port: number; env: Readonly<Record<string, string>> },
): ProcessSpec {
  const web = join(root, "apps/web");
  const next = join(web, "node_modules/next/dist/bin/next");
  return {
    name: "web",
    cwd: web,
    logDir: join(localDir, "logs"),
    command: isDev
      ? [next, "dev", "--port", String(port), "--hostname", "localhost"]
      : [join(web, ".next/standalone/apps/web/main.mjs")],
    env: { HOST: "localhost", ...env, PORT: String(port) },
  };
}

/** The same for the worker; it has nothing to reload. */
export function workerCommand({ root, isDev }: StackSettings): readonly string[] {
  return [join(root, "apps/worker", isDev ? "src/main.ts" : "dist/main.mjs")];
}
