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
  const web = { ...place, cwd: join(root, "apps/web"), command: webCommand(settings, ports.web) };
  const worker = { ...place, command: [join(root, "apps/worker/src/main.ts")] };
  const anotherWeb = async (index: number) => {
    const port = await freePort();
    const command = webCommand(settings, port);
    return { ...web, name: `web${index}`, command, env: product, url: `http://localhost:${port}` };
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
      web: { ...web, name: "web", env: product },
      worker: { ...worker, name: "worker", env: product },
    },
    moreWebs: await Promise.all(indexes.map(anotherWeb)),
  };
}

/** Runs the built web app, or its sources with hot reload. */
export function webCommand(settings: StackSettings, port: number): readonly string[] {
  const next = join(settings.root, "apps/web/node_modules/next/dist/bin/next");
  const mode = settings.isDev ? "dev" : "start";
  return [next, mode, "--port", String(port), "--hostname", "localhost"];
}
