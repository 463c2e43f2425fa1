import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import {
  planStack,
  type ProcessSpec,
  readSettings,
  type RunningProcess,
  type StackPlan,
  startProcess,
  waitForHealth,
} from "@reslot/launcher";
import { now } from "../clock.ts";
import { makeCertificate, startNginx } from "./nginx.ts";

interface Exit {
  /** How long the program took to exit. */
  readonly tookMs: number;
  readonly code: number;
}

/** An exit, and the program that it was of. */
export interface Replacement extends Exit {
  readonly name: string;
}

/** One of the programs that are replaced. */
interface Rolled {
  readonly name: string;
  /** Asks it to stop, waits for its exit, and starts it again. */
  replace(): Promise<Exit>;
}

export interface RollingStack {
  /** Its `webUrl` is that of the proxy. */
  readonly plan: StackPlan;
  readonly rolled: readonly Rolled[];
  stop(): Promise<void>;
}

interface Options {
  /** The root of this repository. */
  readonly root: string;
  /** For everything that is written; the programs are in its `programs`. */
  readonly folder: string;
  readonly accounts: readonly object[];
}

/**
 * PostgreSQL and PostgREST, two web programs and two workers from `folder`/programs, and nginx with HTTP/2 before them;
 * Cal.com, Clerk and mail are stand-ins.
 */
export async function startRollingStack({
  root,
  folder,
  accounts,
}: Options): Promise<RollingStack> {
  const certificate = makeCertificate(folder);
  setDefaultCACertificates([...getCACertificates("default"), readFileSync(certificate, "utf8")]);
  const plan = await planBehindProxy(folder, { NODE_EXTRA_CA_CERTS: certificate });
  writeFileSync(join(folder, "people.json"), JSON.stringify(accounts), { mode: 0o600 });
  const running: RollingProcess[] = [];
  const start = async (spec: ProcessSpec) => {
    const program = await startRolling(spec);
    running.push(program);
    return program;
  };
  const stop = async () => {
    for (const program of running.toReversed()) await program.stop();
  };
  try {
    const { supabase, clerk, cal, mail, worker } = plan.programs;
    const database = join(root, "packages/db/test/strict/postgrest-program.ts");
    // PostgREST asks for the keys of people's tokens at its start.
    await start(clerk);
    await start({ ...supabase, command: [database] });
    // Thousands of bookings written to a file at every change would be what is measured.
    const inMemory = { ...cal, env: { ...cal.env, SANDBOX_DIR: "" } };
    await Promise.all([start(inMemory), start(mail)]);
    const rolled: Rolled[] = [];
    for (const { url, ...spec } of plan.moreWebs) {
      const command = [join(folder, "programs/web/apps/web/main.mjs")];
      const web = await start({ ...spec, command, env: { ...spec.env, HOST: "127.0.0.1" } });
      await waitForHealth(url);
      const replace = async () => {
        const exit = await web.replace();
        await waitForHealth(url);
        return exit;
      };
      rolled.push({ name: spec.name, replace });
    }
    for (const name of ["worker1", "worker2"]) {
      const command = [join(folder, "programs/worker/main.mjs")];
      rolled.push(await start({ ...worker, name, command }));
    }
    const upstreams = plan.moreWebs.map(({ url }) => portOf(url));
    const nginx = await startNginx({ root, folder, port: portOf(plan.urls.webUrl), upstreams });
    return {
      plan,
      rolled,
      async stop() {
        nginx.kill();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The first web program's address becomes the proxy's, over https; the two others serve it. */
async function planBehindProxy(folder: string, trust: Record<string, string>): Promise<StackPlan> {
  const flags = ["--ephemeral", "--small-demo", "--webs", "3", "--dir", folder];
  const plan = await planStack(readSettings(flags, {}));
  const { webUrl: direct } = plan.urls;
  const webUrl = direct.replace("http:", "https:");
  const behindProxy = <Spec extends ProcessSpec>(spec: Spec): Spec => {
    const env = Object.entries(spec.env).map(([name, value]) => [
      name,
      value.replaceAll(direct, webUrl),
    ]);
    return { ...spec, env: { ...Object.fromEntries(env), ...trust } };
  };
  const { supabase, clerk, cal, mail, web, worker } = plan.programs;
  return {
    ...plan,
    urls: { ...plan.urls, webUrl },
    programs: {
      supabase: behindProxy(supabase),
      clerk: behindProxy(clerk),
      cal: behindProxy(cal),
      mail: behindProxy(mail),
      web: behindProxy(web),
      worker: behindProxy(worker),
    },
    moreWebs: plan.moreWebs.map(behindProxy),
  };
}

interface RollingProcess extends Rolled {
  stop(): Promise<void>;
}

async function startRolling(spec: ProcessSpec): Promise<RollingProcess> {
  let generation = 1;
  let current: RunningProcess = startProcess(spec);
  await current.ready;
  return {
    name: spec.name,
    stop: () => current.stop(),
    async replace() {
      const askedAt = now();
      process.kill(current.pid, "SIGTERM");
      const code = await current.exited;
      const tookMs = now() - askedAt;
      generation += 1;
      current = startProcess({ ...spec, name: `${spec.name}-${generation}` });
      await current.ready;
      return { tookMs, code };
    },
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
