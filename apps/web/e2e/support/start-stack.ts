import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { shareBrowser } from "./browser/launch-browser.ts";
import { launchStack } from "./launch-stack.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder in which the running stack keeps stack.json, secrets.json and its logs. */
    localDir: string;
    /** The launcher's process. */
    launcherPid: number;
    /** What Clerk signs its calls with, "whsec_…". */
    clerkWebhookSecret: string;
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

/** Starts the whole product, with two servers of the web app, and one browser, once for all walks. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const clerkWebhookSecret = `whsec_${randomBytes(24).toString("base64")}`;
  const signing = ["--set", `CLERK_WEBHOOK_SECRET=${clerkWebhookSecret}`];
  const closeBrowser = await shareBrowser();
  try {
    const stack = await launchStack(["--webs", "2", ...roomForWalks, ...signing]);
    project.provide("localDir", stack.localDir);
    project.provide("launcherPid", stack.pid);
    project.provide("clerkWebhookSecret", clerkWebhookSecret);
    return async () => {
      await closeBrowser();
      await stack.stop();
    };
  } catch (error) {
    await closeBrowser();
    throw error;
  }
}
