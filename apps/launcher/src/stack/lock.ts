import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function create(file: string): boolean {
  try {
    const handle = openSync(file, "wx", 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch {
    return false;
  }
}

/**
 * Allows one stack per folder: two processes on one embedded database would lose data silently.
 * A lock left behind by a killed process is taken over.
 *
 * @returns a function that releases the lock
 * @throws {Error} if another stack is running
 */
export function takeLock(localDir: string): () => void {
  mkdirSync(localDir, { recursive: true });
  const file = join(localDir, "stack.lock");
  if (!create(file)) {
    const owner = Number(readFileSync(file, "utf8"));
    if (owner && owner !== process.pid && isAlive(owner)) {
      throw new Error(
        `Reslot is already running here (process ${owner}). Stop it first, or use that one.`,
      );
    }
    rmSync(file, { force: true });
    if (!create(file)) throw new Error(`Another Reslot is starting right now (${file}).`);
  }
  return () => rmSync(file, { force: true });
}
