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
  it("is ready on the program's ready line, and exits with the program's own code", async () => {
    const child = start("good", `process.on("SIGTERM", () => process.exit(0)); ${READY}`);
    await child.ready;

    await child.stop();

    expect(await child.exited).toBe(0);
  });

  it("fails with the program's last log lines if it exits before it is ready", async () => {
    const child = start("bad", `console.error("no database here"); process.exitCode = 3;`);

    await expect(child.ready).rejects.toThrow(/bad exited \(code 3\)[^]*no database here/);
  });

  it("does not stop a program's own children, even if they inherit its flags", async () => {
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

  it("gives a program only the variables that are named for it", async () => {
    const child = start("env", `console.log(Object.keys(process.env).join(" ")); ${READY}`);
    await child.ready;
    await child.stop();

    const [names = ""] = readFileSync(join(folder, "env.log"), "utf8").split("\n");
    expect(names).toContain("GREETING");
    expect(names).not.toContain("VITEST");
  });
});
