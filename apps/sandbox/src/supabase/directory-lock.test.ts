import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockDirectory } from "./directory-lock.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";

const newDir = () => join(temporaryFolder("lock-"), "database");

describe("lockDirectory", () => {
  it("keeps the folder until it is given back", () => {
    const dir = newDir();
    const unlock = lockDirectory(dir);
    expect(JSON.parse(readFileSync(`${dir}.lock`, "utf8"))).toMatchObject({ pid: process.pid });

    unlock();
    expect(existsSync(`${dir}.lock`)).toBe(false);
  });

  it("refuses a folder that a living process holds, and names it", () => {
    const dir = newDir();
    const owner = lockDirectoryAs(dir, process.ppid);

    expect(() => lockDirectory(dir)).toThrow(`in use by process ${owner}`);
  });

  it("takes over from a process that is gone", () => {
    const dir = newDir();
    writeFileSync(`${dir}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: "1" }));

    expect(() => lockDirectory(dir)).not.toThrow();
  });

  it.runIf(existsSync("/proc/self/stat"))(
    "takes over when the number belongs to a later process",
    () => {
      const dir = newDir();
      writeFileSync(`${dir}.lock`, JSON.stringify({ pid: process.ppid, startedAt: "1" }));

      expect(() => lockDirectory(dir)).not.toThrow();
    },
  );

  it("takes over a lock that was cut short", () => {
    const dir = newDir();
    writeFileSync(`${dir}.lock`, '{"pid":');

    expect(() => lockDirectory(dir)).not.toThrow();
  });
});

/** Writes a lock as the process of that number would have. */
function lockDirectoryAs(dir: string, pid: number): number {
  const unlock = lockDirectory(dir);
  unlock();
  let startedAt = "";
  if (existsSync(`/proc/${pid}/stat`)) {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    startedAt = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  }
  writeFileSync(`${dir}.lock`, JSON.stringify({ pid, startedAt }));
  return pid;
}
