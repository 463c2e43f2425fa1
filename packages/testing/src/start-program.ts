import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Program {
  readonly url: string;
  stop(): Promise<void>;
}

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const running = new Set<ChildProcess>();
process.once("exit", () => running.forEach((child) => child.kill())); // also when a test run is aborted

/**
 * Starts a program of the repository and waits for its ready line.
 *
 * @param path - From the repository's root, or absolute.
 * @throws {Error} when it ends before it is ready, with what it wrote to stderr
 */
export async function startProgram(path: string, env: Record<string, string>): Promise<Program> {
  const file = resolve(repository, path);
  const child = spawn(process.execPath, [file], {
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const url = await readyUrl(child, path);
  return {
    url,
    async stop() {
      const exited = new Promise((ended) => child.once("exit", ended));
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function readyUrl(child: ChildProcess, name: string): Promise<string> {
  const errors: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  return new Promise((ready, reject) => {
    child.once("exit", (code) => reject(new Error(`${name} ended (${code}): ${errors.join("")}`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).once("line", (line) => {
      ready((JSON.parse(line) as { url?: string }).url ?? "");
    });
  });
}
