import { randomBytes } from "node:crypto";
import { type Instance, servePerWorker } from "@reslot/testing/per-worker";
import type { TestProject } from "vitest/node";
import { shareBrowser } from "./browser/launch-browser.ts";
import { launchStack } from "./launch-stack.ts";

/** A running product that the files of one worker have to themselves. */
export interface Product {
  /** The folder in which it keeps stack.json, secrets.json and its logs. */
  readonly localDir: string;
  /** The launcher's process. */
  readonly launcherPid: number;
  /** What Clerk signs its calls with, "whsec_…". */
  readonly clerkWebhookSecret: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** Where a worker gets its Product. */
    productUrl: string;
  }
}

/** The walks ask for more, and move one meeting more often, than people do; the limits have tests of their own. */
const roomForWalks = [
  "READS_PER_PERSON_PER_MINUTE",
  "WRITES_PER_PERSON_PER_MINUTE",
  "CONNECTS_PER_PERSON_PER_HOUR",
  "CALLS_PER_ADDRESS_PER_MINUTE",
  "MOVES_PER_PERSON_PER_MINUTE",
  "MOVES_PER_PERSON_PER_DAY",
  "MOVES_PER_BOOKING_PER_DAY",
].flatMap((name) => ["--set", `${name}=100000`]);

/** Offers every worker the whole product, with two servers of the web app, and starts one browser for all. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const closeBrowser = await shareBrowser();
  const products = await servePerWorker(startProduct);
  project.provide("productUrl", products.url);
  return async () => {
    await closeBrowser();
    await products.stop();
  };
}

async function startProduct(): Promise<Instance<Product>> {
  const clerkWebhookSecret = `whsec_${randomBytes(24).toString("base64")}`;
  const signing = ["--set", `CLERK_WEBHOOK_SECRET=${clerkWebhookSecret}`];
  const { localDir, pid, stop } = await launchStack(["--webs", "2", ...roomForWalks, ...signing]);
  return { value: { localDir, launcherPid: pid, clerkWebhookSecret }, stop };
}
