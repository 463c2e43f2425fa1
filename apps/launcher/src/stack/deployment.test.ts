import { describe, expect, it } from "vitest";
import { deploymentEnv } from "./deployment.ts";

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

describe("deploymentEnv", () => {
  it("is the whole environment for a public origin, and null on a developer's machine", () => {
    expect(deploymentEnv(production)).toEqual({ ...production, NODE_ENV: "production" });
    expect(deploymentEnv({ ...production, APP_ORIGIN: "http://localhost:3000" })).toBeNull();
    expect(deploymentEnv({ CLERK_SECRET_KEY: "sk_live_x" })).toBeNull();
  });
});
