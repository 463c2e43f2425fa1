import type { StackPlan } from "@reslot/launcher";
import { startFaultProxy } from "../../proxy/fault-proxy.ts";
import { startPausingProxy } from "../../proxy/pausing-proxy.ts";
import { SLOW_MS } from "../timings.ts";

export type StackProxies = Awaited<ReturnType<typeof startStackProxies>>;
/** What a proxy before all programs can make fail. Cal.com's stand-in has faults of its own. */
export type Dependency = keyof StackProxies["dependencies"];

/** From the programs to the database through one proxy each, and then through the one that all of them share. */
export async function startStackProxies({ urls }: StackPlan) {
  const [database, Clerk, mail] = await Promise.all([
    startFaultProxy(urls.supabaseUrl, { slowMs: SLOW_MS.database }),
    startFaultProxy(urls.clerkUrl, { slowMs: SLOW_MS.Clerk }),
    startFaultProxy(urls.mailUrl, { slowMs: SLOW_MS.mail }),
  ]);
  const pause = () => startPausingProxy(database.url);
  const pausing = {
    web: await pause(),
    web2: await pause(),
    worker: await pause(),
    worker2: await pause(),
  };
  const dependencies = { database, Clerk, mail };
  const all = [...Object.values(pausing), ...Object.values(dependencies)];
  const close = async () => void (await Promise.all(all.map((proxy) => proxy.close())));
  return { pausing, dependencies, close };
}
