import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CalLimits, prepareCal } from "../state/prepare-cal.ts";
import { type RunningProduct, startProduct } from "../traffic/start-product.ts";
import { type HeapInspector, openHeapInspector } from "./heap-inspector.ts";
import { seedUsers } from "./seed-users.ts";
import type { VirtualUsers } from "./virtual-users.ts";

const INSPECTOR = /Debugger listening on (ws:\/\/\S+)/g;

/** The product with its virtual users. */
export interface StressStack extends RunningProduct {
  /** Of the web app's process. */
  readonly heap: HeapInspector;
}

/** Starts the product with its data in `localDir`, and seeds the users. */
export async function startStressStack(
  localDir: string,
  virtualUsers: VirtualUsers,
  limits: CalLimits,
): Promise<StressStack> {
  const product = await startProduct(localDir, {
    accounts: virtualUsers.users,
    env: { web: { NODE_OPTIONS: "--inspect=127.0.0.1:0" } },
  });
  try {
    await seedUsers(product.plan, virtualUsers);
    await prepareCal(product.plan, limits);
    const heap = await openHeapInspector(inspectorsOf(join(localDir, "logs", "web.log")));
    return { ...product, heap };
  } catch (error) {
    await product.stop();
    throw error;
  }
}

/** The inspector addresses that the web app's processes printed when they started. */
function inspectorsOf(logFile: string): string[] {
  return [...readFileSync(logFile, "utf8").matchAll(INSPECTOR)].flatMap(([, url]) => url ?? []);
}
