import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { prepareCal } from "./prepare-cal.ts";

const launcher = fileURLToPath(new URL("../../../launcher/src/main.ts", import.meta.url));

export interface LaunchedStack {
  /** The folder in which it keeps stack.json, secrets.json and its logs. */
  readonly localDir: string;
  /** The launcher's process; SIGUSR2 makes it restart the web app. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the whole product on free ports, with its data in a temporary folder that is deleted at the end. Of the demo's
 * people it has five, or with `isWhole` all, a coach with sixty meetings among them.
 */
export async function launchStack(
  flags: readonly string[] = [],
  { isWhole = false } = {},
): Promise<LaunchedStack> {
  const localDir = mkdtempSync(join(tmpdir(), "reslot-e2e-"));
  const size = isWhole ? [] : ["--small-demo"];
  const args = ["--ephemeral", ...size, "--dir", localDir, ...flags];
  const child = spawn(process.execPath, [launcher, ...args], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await untilReady(child);
  await prepareCal(localDir);
  return {
    localDir,
    pid: child.pid ?? 0,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      rmSync(localDir, { recursive: true, force: true });
    },
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
