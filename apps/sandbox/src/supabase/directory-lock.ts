import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const ownerSchema = z.object({ pid: z.number().int(), startedAt: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/**
 * Makes this process the only owner of a database folder. PGlite has no lock of its own, and two
 * processes on one folder silently lose each other's rows. Takes over the lock of a process that
 * has exited, even if its pid was reused.
 *
 * @returns a function that releases the folder
 * @throws {Error} if a running process owns the folder
 */
export function lockDirectory(dir: string): () => void {
  const file = `${dir}.lock`;
  mkdirSync(dirname(dir), { recursive: true });
  const owner = readOwner(file);
  if (owner && owner.pid !== process.pid && isAlive(owner))
    throw new Error(
      `The database in ${dir} is in use by process ${owner.pid}. Stop that one first.`,
    );
  rmSync(file, { force: true });

  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid) };
  writeFileSync(file, JSON.stringify(mine), { flag: "wx" }); // fails if another process was faster
  return () => rmSync(file, { force: true });
}

function readOwner(file: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
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
