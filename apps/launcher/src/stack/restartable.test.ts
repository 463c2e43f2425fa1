import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRestartable } from "./restartable.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reslot-restartable-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(name: string, program: string) {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, program);
  return startRestartable({ name, command: [file], cwd: folder, env: {}, logDir: folder });
}

const READY = `console.log(JSON.stringify({ ready: true })); setInterval(() => {}, 1000);`;

describe("startRestartable", () => {
  it("replaces the process without resolving `exited`", async () => {
    const program = start("steady", READY);
    await program.ready;
    const before = program.pid;

    await program.restart();

    expect(program.pid).not.toBe(before);
    expect(() => process.kill(before, 0)).toThrow("ESRCH");
    expect(existsSync(join(folder, "steady-2.log"))).toBe(true);
    expect(await Promise.race([program.exited, Promise.resolve("runs")])).toBe("runs");
    await program.stop();
    await program.exited;
  });

  it("resolves `exited` when the process exits by itself, even after a restart", async () => {
    const program = start(
      "weak",
      `import { existsSync } from "node:fs";
       if (existsSync("weak-2.log")) setTimeout(() => process.exit(7), 50);
       ${READY}`,
    );
    await program.ready;

    await program.restart();

    expect(await program.exited).toBe(7);
  });
});
