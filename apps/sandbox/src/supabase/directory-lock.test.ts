import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { lockDirectory } from "./directory-lock.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";

const newDir = () => join(temporaryFolder("lock-"), "database");

describe("lockDirectory", () => {
  it("holds the folder until it is released", () => {
    const dir = newDir();
    const unlock = lockDirectory(dir);
    expect(JSON.parse(readFileSync(`${dir}.lock`, "utf8"))).toMatchObject({ pid: process.pid });

    unlock();
    expect(existsSync(`${dir}.lock`)).toBe(false);
  });

  it("refuses a folder that a running process holds, and names the process", () => {
    const dir = newDir();
    const owner = lockDirectoryAs(dir, process.ppid);

    expect(() => lockDirectory(dir)).toThrow(`in use by process ${owner}`);
  });

  it("takes over from a process that has exited", () => {
    const dir = newDir();
    writeFileSync(`${dir}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: "1" }));

    expect(() => lockDirectory(dir)).not.toThrow();
  });

  it.runIf(existsSync("/proc/self/stat"))(
    "takes over when a later process has the same pid",
    () => {
      const dir = newDir();
      writeFileSync(`${dir}.lock`, JSON.stringify({ pid: process.ppid, startedAt: "1" }));

      expect(() => lockDirectory(dir)).not.toThrow();
    },
  );

  it("takes over an incomplete lock file", () => {
    const dir = newDir();
    writeFileSync(`${dir}.lock`, '{"pid":');

    expect(() => lockDirectory(dir)).not.toThrow();
  });
});

describe("several processes that find the lock of one that has exited", () => {
  it("get it one at a time", { timeout: 60_000 }, async () => {
    const source = new URL("./directory-lock.ts", import.meta.url).href;
    const folder = temporaryFolder("rivals-");
    const startAt = Date.now() + 2_500;
    const program = `
      import { lockDirectory } from ${JSON.stringify(source)};
      for (let round = 0; round < 80; round += 1) {
        while (Date.now() < ${startAt} + round * 8);
        try { lockDirectory(${JSON.stringify(folder)} + "/" + round); console.log(round); } catch {}
      }`;
    for (let round = 0; round < 80; round += 1) {
      const lock = JSON.stringify({ pid: 2 ** 22 + 1, startedAt: "1" });
      writeFileSync(join(folder, `${round}.lock`), lock);
    }
    const run = promisify(execFile);
    const rivals = Array.from({ length: 3 }, () =>
      run(process.execPath, ["--input-type=module", "-e", program]),
    );

    const owned = (await Promise.all(rivals)).flatMap(({ stdout }) => stdout.trim().split("\n"));

    expect(owned).toHaveLength(80);
    expect(new Set(owned).size).toBe(80);
  });
});

/** Writes a lock as that process would have. */
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
