import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProcess } from "./process.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reslot-process-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(name: string, program: string) {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, program);
  return startProcess({
    name,
    command: [file],
    cwd: folder,
    env: { GREETING: "hello" },
    logDir: folder,
  });
}

const READY = `console.log(JSON.stringify({ ready: true })); setInterval(() => {}, 1000);`;

describe("startProcess", () => {
  it("is ready when the program says so, and ends with the program's own exit code", async () => {
    const child = start("good", `process.on("SIGTERM", () => process.exit(0)); ${READY}`);
    await child.ready;

    await child.stop();

    expect(await child.exited).toBe(0);
  });

  it("fails with the program's last words when it ends before it is ready", async () => {
    const child = start("bad", `console.error("no database here"); process.exitCode = 3;`);

    await expect(child.ready).rejects.toThrow(/bad ended \(exit 3\)[^]*no database here/);
  });

  it("leaves a program's own children alone, also when they get its flags", async () => {
    const grandchild = `process.on("message", (text) => { process.send(text); process.exit(0); });`;
    writeFileSync(join(folder, "grandchild.mjs"), grandchild);
    const child = start(
      "parent",
      `import { fork } from "node:child_process";
       const own = fork("./grandchild.mjs", { execArgv: process.execArgv });
       own.on("message", () => console.log(JSON.stringify({ ready: true })));
       setTimeout(() => own.send("hello"), 200);
       setInterval(() => {}, 1000);`,
    );

    await expect(child.ready).resolves.toBeUndefined();
    await child.stop();
  });

  it("gives a program only the variables it was meant to have", async () => {
    const child = start("env", `console.log(Object.keys(process.env).join(" ")); ${READY}`);
    await child.ready;
    await child.stop();

    const [names = ""] = readFileSync(join(folder, "env.log"), "utf8").split("\n");
    expect(names).toContain("GREETING");
    expect(names).not.toContain("VITEST");
  });
});
