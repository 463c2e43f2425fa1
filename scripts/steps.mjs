import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const NAME_WIDTH = 11;
const HEARTBEAT_MS = 15_000;
const running = new Set();

/** Ends every command that is still running; their own exit handlers do the rest. */
export function stopCommands(signal) {
  for (const child of running) child.kill(signal);
}

/**
 * Runs one command, with its output going through to the terminal.
 * @returns its exit code; a command ended by a signal counts as 1.
 */
export function runCommand([command, ...args], options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], ...options });
    running.add(child);
    child.on("error", (error) => {
      console.error(`✗ ${command}: ${error.message}`);
      running.delete(child);
      resolve(1);
    });
    child.on("exit", (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs one command as a named step: says that it started, that it still goes on, and how long it
 * took. Its output goes to a log file, of which the last `shownLines` are shown when it fails.
 */
export async function runStep(name, command, { cwd, logDir, env = process.env, shownLines = 40 }) {
  const startedAt = Date.now();
  const elapsed = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  const label = name.padEnd(NAME_WIDTH);
  mkdirSync(logDir, { recursive: true });
  const logFile = join(logDir, `${name}.log`);
  const log = createWriteStream(logFile);
  await new Promise((resolve) => log.on("open", resolve));

  console.log(`· ${label} …`);
  const heartbeat = setInterval(
    () => console.log(`· ${label} still going, ${elapsed()}`),
    HEARTBEAT_MS,
  );
  const code = await runCommand(command, { cwd, env, stdio: ["ignore", log, log] });
  clearInterval(heartbeat);
  log.end();

  if (code === 0) {
    console.log(`✓ ${label} ${elapsed()}`);
    return true;
  }
  const tail = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-shownLines).join("\n");
  console.error(`\n${tail}\n\n✗ ${name} failed after ${elapsed()}. The whole log: ${logFile}`);
  return false;
}
