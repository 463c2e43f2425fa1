import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The process that has a lock, if it has neither exited nor released it. */
function ownerOf(file: string): number | "released" | "exited" {
  let owner;
  try {
    owner = Number(readFileSync(file, "utf8"));
  } catch {
    return "released";
  }
  return owner && owner !== process.pid && isAlive(owner) ? owner : "exited";
}

/** Makes a file with this process's id appear at once, whole; false where there is one. */
function create(file: string): boolean {
  const draft = draftOf(file);
  try {
    linkSync(draft, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function draftOf(file: string): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid), { mode: 0o600 });
  return draft;
}

/**
 * Takes a lock, also of a process that has exited. Only the owner of a second lock may replace it, or two
 * processes that read the old one at once would both do so.
 */
function take(file: string): () => void {
  while (!create(file)) {
    const seen = ownerOf(file);
    refuse(seen);
    if (seen === "released") continue;
    const release = take(`${file}.takeover`);
    try {
      const owner = ownerOf(file);
      refuse(owner);
      if (owner === "released") continue;
      renameSync(draftOf(file), file);
      break;
    } finally {
      release();
    }
  }
  return () => rmSync(file, { force: true });
}

function refuse(owner: ReturnType<typeof ownerOf>): void {
  if (typeof owner === "string") return;
  throw new Error(
    `Reslot is already running here (process ${owner}). Stop it first, or use that one.`,
  );
}

/**
 * Allows one stack per folder: two processes on one embedded database would lose data silently.
 * A lock left behind by a killed process is taken over, by one process.
 *
 * @returns a function that releases the lock
 * @throws {Error} if another stack is running
 */
export function takeLock(localDir: string): () => void {
  mkdirSync(localDir, { recursive: true });
  return take(join(localDir, "stack.lock"));
}
