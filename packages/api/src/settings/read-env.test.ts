import { describe, expect, it } from "vitest";
import { z } from "zod";
import { guardEnv } from "./env-guards.ts";
import { serverEnv, sharedEnv, webEnv, workerEnv } from "./env-shapes.ts";
import { readEnv } from "./read-env.ts";

const shape = { ...sharedEnv, ...webEnv, ...serverEnv, ...workerEnv };
const schema = z.object(shape).superRefine(guardEnv);

const complete: Readonly<Record<string, string>> = {
  APP_ORIGIN: "https://reslot.example.com",
  TICK_SECRET: "tick 0123456789abcdef",
  TOKEN_KEYS: `k1:${btoa("0123456789abcdef0123456789abcdef")}`,
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa("clerk.example.com$")}`,
  CLERK_SECRET_KEY: "sk_live_hush",
  CLERK_WEBHOOK_SECRET: "whsec_hush",
  CAL_API_URL: "https://api.cal.com",
  RESEND_API_KEY: "re_x",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

const malformed = "no\u0000thing that anybody means";
const required = Object.keys(complete);
const checked = Object.entries(shape)
  .filter(([, one]) => !one.safeParse(malformed).success)
  .map(([name]) => name);

function complaintAbout(change: Readonly<Record<string, string | undefined>>): string {
  try {
    readEnv(schema, { ...complete, ...change });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One of a closed list, which the complaint names. */
const isVersion = (name: string) => name.startsWith("CAL_API_VERSION_BOOKING");

const meaningOf = (name: string) =>
  Object.entries(shape).find(([each]) => each === name)?.[1].description;

describe("an environment", () => {
  it("is accepted when it is complete", () => {
    expect(complaintAbout({})).toBe("");
  });

  it.each(required)("without %s is refused, and says what it has to be", (name) => {
    expect(complaintAbout({ [name]: undefined })).toContain(`\n  ${name} is `);
    expect(complaintAbout({ [name]: "" })).toContain(`: ${meaningOf(name)}`);
  });

  it.each(checked)("with a malformed %s is refused, without its value", (name) => {
    const complaint = complaintAbout({ [name]: malformed });

    const problem = isVersion(name) ? "has to be 2024-08-13 or " : "is not valid: ";
    expect(complaint).toContain(`\n  ${name} ${problem}`);
    expect(complaint).toContain(`: ${meaningOf(name)}`);
    expect(complaint).not.toContain(malformed);
  });

  it("checks the form of nearly all its variables", () => {
    expect(checked.length).toBeGreaterThan(35);
  });

  it("is refused when a move could be sent twice", () => {
    expect(complaintAbout({ RESCHEDULE_POST_TIMEOUT_MS: "30000" })).toContain(
      "RESCHEDULE_LEASE_MS is not more than twice RESCHEDULE_POST_TIMEOUT_MS",
    );
    expect(complaintAbout({ RESCHEDULE_QUIET_MS: "60000" })).toContain(
      "RESCHEDULE_QUIET_MS is not more than RESCHEDULE_LEASE_MS",
    );
  });
});
