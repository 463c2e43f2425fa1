import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { deploymentEnv } from "../src/stack/deployment.ts";

const launcher = fileURLToPath(new URL("../src/main.ts", import.meta.url));

const production = {
  PATH: process.env["PATH"] ?? "",
  APP_ORIGIN: "https://reslot.example.com",
  TICK_SECRET: "tick 0123456789abcdef",
  TOKEN_KEYS: `k1:${btoa("0123456789abcdef0123456789abcdef")}`,
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa("clerk.example.com$").replace(/=+$/, "")}`,
  CLERK_SECRET_KEY: "sk_live_hush",
  CLERK_WEBHOOK_SECRET: "whsec_hush",
  CAL_API_URL: "https://api.cal.com",
  CAL_APP_URL: "https://app.cal.com",
  RESEND_API_KEY: "re_x",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

async function launch(
  env: Record<string, string>,
): Promise<{ output: string; code: number | null }> {
  const dir = mkdtempSync(join(tmpdir(), "reslot-deployment-"));
  const child = spawn(process.execPath, [launcher, "--dir", dir], {
    env: { ...production, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  rmSync(dir, { recursive: true, force: true });
  return { output, code };
}

describe("deploymentEnv", () => {
  it("is the whole environment for a public origin, and null on a developer's machine", () => {
    expect(deploymentEnv(production)).toEqual({ ...production, NODE_ENV: "production" });
    expect(deploymentEnv({ ...production, APP_ORIGIN: "http://localhost:3000" })).toBeNull();
    expect(deploymentEnv({ CLERK_SECRET_KEY: "sk_live_x" })).toBeNull();
  });
});

describe("the launcher in a production environment", () => {
  it("refuses to start with a wrong value, and names its variable", async () => {
    const { output, code } = await launch({ CAL_API_URL: "http://127.0.0.1:4100" });

    expect(code).toBe(1);
    expect(output).toContain("The environment is not complete: CAL_API_URL is ");
    expect(output).not.toContain("127.0.0.1");
    expect(output).not.toContain("database");
  });
});
