import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
