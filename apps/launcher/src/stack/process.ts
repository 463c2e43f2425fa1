import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const READY_TIMEOUT_MS = 120_000;
/** A program finishes what is in flight, for eight seconds at most. */
const STOP_TIMEOUT_MS = 10_000;
const LOG_TAIL_LINES = 25;
const exitWithParent = fileURLToPath(new URL("./exit-with-parent.mjs", import.meta.url));
const readySchema = z.object({ ready: z.literal(true), url: z.string().optional() });

export interface ProcessSpec {
  readonly name: string;
  /** A file for Node to run, and its arguments. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logDir: string;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when the process prints its ready line; rejects if it exits before. */
  readonly ready: Promise<void>;
  /** Resolves with the exit code. */
  readonly exited: Promise<number>;
  /** The last lines of its log so far. */
  lastLines(): string;
  stop(): Promise<void>;
}

/** The only variables a child inherits; it gets everything else by name. */
function baseEnv(): Record<string, string> {
  const names = [
    "PATH",
    "HOME",
    "TMPDIR",
    "TEMP",
    "SystemRoot",
    "LANG",
    "CI",
    "NODE_COMPILE_CACHE",
  ];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

/** Starts one program of the stack; its output goes to `<logDir>/<name>.log`. */
export function startProcess(spec: ProcessSpec): RunningProcess {
  mkdirSync(spec.logDir, { recursive: true });
  const logFile = join(spec.logDir, `${spec.name}.log`);
  const log = createWriteStream(logFile, { mode: 0o600 });
  const child = spawn(process.execPath, ["--import", exitWithParent, ...spec.command], {
    cwd: spec.cwd,
    env: { ...baseEnv(), ...spec.env, LAUNCHER_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });

  const exited = new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
  const lastLines = () => tail(logFile);
  const ready = waitUntilReady(child, spec.name, lastLines);
  ready.catch(() => undefined); // a caller may leave it unawaited; one that awaits it still gets the error
  return {
    name: spec.name,
    pid: child.pid ?? 0,
    ready,
    exited,
    lastLines,
    stop: () => stop(child, exited),
  };
}

function waitUntilReady(child: ChildProcess, name: string, lastLines: () => string): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`${name} ${what}.\n${lastLines()}`));
    const timer = setTimeout(
      () => fail(`was not ready within ${READY_TIMEOUT_MS / 1000} s`),
      READY_TIMEOUT_MS,
    );
    const onExit = (code: number | null) => {
      clearTimeout(timer);
      fail(`exited (${code === null ? "by a signal" : `code ${code}`}) before it was ready`);
    };
    child.once("error", () => onExit(1));
    child.once("exit", onExit);
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (!isReadyLine(line)) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function isReadyLine(line: string): boolean {
  if (line.includes("✓ Ready in")) return true; // Next.js
  if (!line.startsWith("{")) return false;
  try {
    return readySchema.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}

function tail(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
}

async function stop(child: ChildProcess, exited: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(killer);
}
