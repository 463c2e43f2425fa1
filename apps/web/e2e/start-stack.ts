import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

const launcher = fileURLToPath(new URL("../../sandbox/src/main.ts", import.meta.url));

declare module "vitest" {
  interface ProvidedContext {
    /** The folder in which the running stack keeps stack.json, secrets.json and its logs. */
    localDir: string;
    /** What Clerk signs its calls with, "whsec_…". */
    clerkWebhookSecret: string;
  }
}

/** The walks that attack ask more in a minute than people do; the limits have tests of their own. */
const roomForAttacks = [
  "READS_PER_PERSON_PER_MINUTE",
  "WRITES_PER_PERSON_PER_MINUTE",
  "CONNECTS_PER_PERSON_PER_HOUR",
  "CALLS_PER_ADDRESS_PER_MINUTE",
].flatMap((name) => ["--set", `${name}=100000`]);

/** Starts the whole product, with two servers of the web app, on free ports with its data in a folder of its own, for all walks. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const localDir = mkdtempSync(join(tmpdir(), "reslot-e2e-"));
  const clerkWebhookSecret = `whsec_${randomBytes(24).toString("base64")}`;
  const signing = ["--set", `CLERK_WEBHOOK_SECRET=${clerkWebhookSecret}`];
  const args = ["--ephemeral", "--dir", localDir, "--webs", "2", ...roomForAttacks, ...signing];
  const child = spawn(process.execPath, [launcher, ...args], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await untilReady(child);
  project.provide("localDir", localDir);
  project.provide("clerkWebhookSecret", clerkWebhookSecret);

  return async () => {
    child.kill("SIGTERM");
    await exited;
    rmSync(localDir, { recursive: true, force: true });
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) =>
      reject(new Error(`The stack ended (exit ${code}) before it was ready.`)),
    );
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith('{"ready":true')) resolve();
    });
  });
}
