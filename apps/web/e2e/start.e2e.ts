import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { freePort, startWebProgram } from "./support/web-program.ts";

const launcher = fileURLToPath(new URL("../../launcher/src/main.ts", import.meta.url));

const clerkKey = (host: string) => btoa(`${host}$`).replace(/=+$/, "");

const production = {
  NEXT_TELEMETRY_DISABLED: "1",
  PATH: process.env["PATH"] ?? "",
  APP_ORIGIN: "https://reslot.example.com",
  TICK_SECRET: "tick 0123456789abcdef",
  TOKEN_KEYS: `k1:${btoa("0123456789abcdef0123456789abcdef")}`,
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${clerkKey("clerk.example.com")}`,
  CLERK_SECRET_KEY: "sk_live_hush",
  CLERK_WEBHOOK_SECRET: "whsec_hush",
  CAL_API_URL: "https://api.cal.com",
  CAL_APP_URL: "https://app.cal.com",
  RESEND_API_KEY: "re_x",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

/** Starts the program, asks it once when it listens, and tells it to stop. */
async function start(env: Record<string, string>): Promise<{ said: string; code: number | null }> {
  const { url, child, listens, exited, said } = await startWebProgram({ ...production, ...env });
  const isListening = await listens.then(
    () => true,
    () => false,
  );
  if (isListening) {
    await fetch(`${url}/api/health?probe=live`, { redirect: "manual" });
    child.kill();
  }
  return { code: await exited, said: said() };
}

/** `npm start` without its install and build. */
async function launch(env: Record<string, string>): Promise<{ said: string; code: number | null }> {
  const dir = mkdtempSync(join(tmpdir(), "reslot-start-"));
  const child = spawn(process.execPath, [launcher, "--dir", dir], {
    env: { ...production, WEB_PORT: String(await freePort()), ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  rmSync(dir, { recursive: true, force: true });
  return { said, code };
}

describe("npm start in a production environment", () => {
  it("is refused for a missing variable of the web app alone, by its name", async () => {
    const { said, code } = await launch({ TICK_SECRET: "" });

    expect(code).toBe(1);
    expect(said).toContain("The environment is not complete:\n  TICK_SECRET is not set");
  });
});

describe("npm start for another machine's address", () => {
  it("is refused with a stand-in's address, by its name and without the value", async () => {
    const { said, code } = await launch({ CAL_API_URL: "http://127.0.0.1:4100" });

    expect(code).toBe(1);
    expect(said).toContain("The environment is not complete:\n  CAL_API_URL is ");
    expect(said).not.toContain("127.0.0.1");
    expect(said).not.toContain("database");
  });
});

describe("starting a server that is reachable from outside", () => {
  it.each([
    { CAL_API_URL: "http://127.0.0.1:4100", CLERK_SECRET_KEY: "sk_test_hush" },
    { TICK_SECRET: "short" },
  ])("is refused with wrong values, by their names and without the values: %o", async (wrong) => {
    const { said, code } = await start(wrong);

    expect(code).toBe(1);
    for (const [name, value] of Object.entries(wrong)) {
      expect(said).toContain(`${name} `);
      expect(said).not.toContain(value);
    }
  });

  it("succeeds when every value is valid", async () => {
    const { said, code } = await start({});

    expect(said).not.toContain("The environment is not complete");
    expect(code).toBe(0);
  });
});
