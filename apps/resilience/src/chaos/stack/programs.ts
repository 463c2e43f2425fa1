import { type RunningProcess, type StackPlan, startProcess, waitForHealth } from "@reslot/launcher";
import { shiftedClock } from "./shifted-clock.ts";
import type { StackProxies } from "./stack-proxies.ts";

const PROGRAMS = ["web", "web2", "worker", "worker2"] as const;
/** A program of the product. */
export type Program = (typeof PROGRAMS)[number];
/** A server of the web app. */
export type WebServer = "web" | "web2";
export type KillTarget = Program | "supabase";
type AnyProgram = keyof StackPlan["programs"] | Program;

/** A second web app and a second worker. */
export interface SecondPrograms {
  /** How far their clocks are ahead of all others, in ms; behind if negative. */
  readonly clockShiftMs: number;
}

export function isWeb(name: string): name is WebServer {
  return name === "web" || name === "web2";
}

/** Starts programs of the stack behind its proxies, and sends them signals. */
export function createPrograms(
  { programs, moreWebs, urls }: StackPlan,
  { pausing, dependencies }: Pick<StackProxies, "pausing" | "dependencies">,
) {
  const [web2] = moreWebs;
  if (!web2) throw new Error("There is no second web app.");
  const webUrls = { web: urls.webUrl, web2: web2.url };
  const specs = { ...programs, web2, worker2: { ...programs.worker, name: "worker2" } };
  const processes = createProcesses();
  let second: SecondPrograms | null = null;

  const envOf = (name: AnyProgram): Record<string, string> => {
    const program = PROGRAMS.find((each) => each === name);
    if (!program) return {};
    const isSecond = program === "web2" || program === "worker2";
    return {
      NEXT_PUBLIC_SUPABASE_URL: pausing[program].url,
      CLERK_API_URL: dependencies.Clerk.url,
      RESEND_BASE_URL: dependencies.mail.url,
      ...(isSecond && shiftedClock(second?.clockShiftMs ?? 0)),
    };
  };
  const start = async (name: AnyProgram): Promise<void> => {
    const spec = specs[name];
    await processes.start(name, { ...spec, env: { ...spec.env, ...envOf(name) } });
    if (isWeb(name)) await waitForHealth(webUrls[name]);
  };
  return {
    webUrls,
    start,
    kill: async (name: AnyProgram) => void (await processes.signal(name, "SIGKILL").exited),
    freeze: (name: AnyProgram) => void processes.signal(name, "SIGSTOP"),
    resume: (name: AnyProgram) => void processes.signal(name, "SIGCONT"),
    useSecond: async (next: SecondPrograms | null): Promise<void> => {
      if (next?.clockShiftMs === second?.clockShiftMs) return;
      await Promise.all([processes.end("web2"), processes.end("worker2")]);
      second = next;
      if (second) await Promise.all([start("web2"), start("worker2")]);
    },
    stop: () => processes.stop(),
  };
}

/** Processes by name; each start has a log of its own. */
function createProcesses() {
  const running = new Map<string, RunningProcess>();
  let generation = 0;
  const end = async (name: string): Promise<void> => {
    await running.get(name)?.stop();
    running.delete(name);
  };
  return {
    end,
    async start(name: string, spec: Parameters<typeof startProcess>[0]): Promise<void> {
      const started = startProcess({ ...spec, name: `${name}-${generation++}` });
      running.set(name, started);
      await started.ready;
    },
    signal(name: string, signal: NodeJS.Signals): RunningProcess {
      const found = running.get(name);
      if (!found) throw new Error(`There is no ${name} to send ${signal} to.`);
      process.kill(found.pid, signal);
      return found;
    },
    async stop(): Promise<void> {
      for (const name of [...running.keys()].toReversed()) await end(name);
    },
  };
}
