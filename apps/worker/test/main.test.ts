import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
// Nothing listens on port 9: ticks fail, and the worker continues.
const environment = {
  APP_ORIGIN: "http://localhost:3000",
  TOKEN_KEYS: `k1:${randomBytes(32).toString("base64")}`,
  NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:9",
  SUPABASE_PUBLISHABLE_KEY: "public",
  SUPABASE_SECRET_KEY: "sb_secret_value_of_this_test",
  CLERK_SECRET_KEY: "sk_test_key_of_this_test",
  CLERK_API_URL: "http://127.0.0.1:9",
  CAL_API_URL: "http://127.0.0.1:9",
  RESEND_API_KEY: "re_key_of_this_test",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

interface Output {
  child: ChildProcess;
  lines: string[];
  errors: string[];
  exited: Promise<unknown[]>;
}

function start(env: Record<string, string>): Output {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env["PATH"], ...env } });
  const output: Output = { child, lines: [], errors: [], exited: once(child, "exit") };
  if (child.stdout)
    createInterface({ input: child.stdout }).on("line", (line) => output.lines.push(line));
  if (child.stderr)
    createInterface({ input: child.stderr }).on("line", (line) => output.errors.push(line));
  return output;
}

describe("the worker", () => {
  it("prints its ready line, survives a missing database, and stops on SIGTERM", async () => {
    const { child, lines, errors, exited } = start(environment);
    while (errors.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));

    child.kill("SIGTERM");
    const [code] = await exited;

    expect(code).toBe(0);
    expect(lines).toContain('{"ready":true}');
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ event: "workerStopped" });
    expect(lines.concat(errors).join("\n")).not.toMatch(/of_this_test/);
  });

  it.each([
    ["MAIL_FROM", { MAIL_FROM: "" }],
    ["CAL_API_URL", { APP_ORIGIN: "https://reslot.example.com" }],
  ])("does not start with a wrong %s, and names the variable", async (name, change) => {
    const { lines, errors, exited } = start({ ...environment, ...change });

    const [code] = await exited;

    expect(code).toBe(1);
    expect(lines).toEqual([]);
    expect(errors.join("\n")).toContain(`${name} is `);
    expect(lines.concat(errors).join("\n")).not.toMatch(/of_this_test|127\.0\.0\.1/);
  });
});
