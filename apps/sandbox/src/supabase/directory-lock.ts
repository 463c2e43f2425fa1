import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const ownerSchema = z.object({ pid: z.number().int(), startedAt: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/**
 * Makes this process the only owner of a database folder. PGlite has no lock of its own, and two
 * processes on one folder silently lose each other's rows. Takes over the lock of a process that
 * has exited, even if its pid was reused; of several that try, one gets it.
 *
 * @returns a function that releases the folder
 * @throws {Error} if a running process owns the folder
 */
export function lockDirectory(dir: string): () => void {
  mkdirSync(dirname(dir), { recursive: true });
  return take(`${dir}.lock`, dir);
}

/** Only the owner of a second lock may replace an old one, or two that read it at once would both do so. */
function take(file: string, dir: string): () => void {
  while (!create(file)) {
    const seen = readOwner(file);
    refuse(seen, dir);
    if (seen === "released") continue;
    const release = take(`${file}.takeover`, dir);
    try {
      const owner = readOwner(file);
      refuse(owner, dir);
      if (owner === "released") continue;
      renameSync(draftOf(file), file);
      break;
    } finally {
      release();
    }
  }
  return () => rmSync(file, { force: true });
}

/** Makes a lock of this process appear at once, whole; false where there is one. */
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
  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid) };
  writeFileSync(draft, JSON.stringify(mine));
  return draft;
}

function refuse(owner: ReturnType<typeof readOwner>, dir: string): void {
  if (typeof owner === "string" || owner.pid === process.pid || !isAlive(owner)) return;
  throw new Error(`The database in ${dir} is in use by process ${owner.pid}. Stop that one first.`);
}

function readOwner(file: string): Owner | "released" | "unreadable" {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return "released";
  }
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return "unreadable";
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return startOf(owner.pid) === owner.startedAt;
}

/** The start time of a process in the system's own unit; "" where it is not available. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return afterName[19] ?? "";
  } catch {
    return "";
  }
}
