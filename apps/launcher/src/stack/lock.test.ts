import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "./lock.ts";

let folder: string;
const lockFile = () => join(folder, "stack.lock");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reslot-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("takeLock", () => {
  it("holds the owner's process id until it is released", () => {
    const release = takeLock(folder);
    expect(readFileSync(lockFile(), "utf8")).toBe(String(process.pid));

    release();

    expect(existsSync(lockFile())).toBe(false);
  });

  it("refuses while the owner is alive", () => {
    writeFileSync(lockFile(), String(process.ppid));

    expect(() => takeLock(folder)).toThrow(`already running here (process ${process.ppid})`);
  });

  it("takes over from a process that was killed", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(lockFile(), String(pid));

    const release = takeLock(folder);

    expect(readFileSync(lockFile(), "utf8")).toBe(String(process.pid));
    release();
  });
});

describe("several processes that find the lock of one that has exited", () => {
  it("get it one at a time", { timeout: 60_000 }, async () => {
    const source = new URL("./lock.ts", import.meta.url).href;
    const startAt = Date.now() + 2_500;
    const program = `
      import { takeLock } from ${JSON.stringify(source)};
      for (let round = 0; round < 80; round += 1) {
        while (Date.now() < ${startAt} + round * 8);
        try { takeLock(${JSON.stringify(folder)} + "/" + round); console.log(round); } catch {}
      }`;
    for (let round = 0; round < 80; round += 1) {
      mkdirSync(join(folder, String(round)));
      writeFileSync(join(folder, String(round), "stack.lock"), String(2 ** 22 + 1));
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
