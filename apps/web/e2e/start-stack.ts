import { type ChildProcess, spawn } from "node:child_process";
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
  }
}

/** Starts the whole product on free ports with its data in a folder of its own, for all walks. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const localDir = mkdtempSync(join(tmpdir(), "reslot-e2e-"));
  const child = spawn(process.execPath, [launcher, "--ephemeral", "--dir", localDir], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await untilReady(child);
  project.provide("localDir", localDir);

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
