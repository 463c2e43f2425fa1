import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { settingsFromEnv } from "./settings-from-env.ts";

const complete = {
  APP_ORIGIN: "http://localhost:3000",
  TOKEN_KEYS: `k1:${randomBytes(32).toString("base64")}`,
  NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:54321",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_1",
  SUPABASE_SECRET_KEY: "sb_secret_1",
  CLERK_SECRET_KEY: "sk_test_1",
  CAL_API_URL: "http://127.0.0.1:54322",
  RESEND_API_KEY: "re_1",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

it("a host's settings follow from the variables alone", () => {
  expect(settingsFromEnv(complete)).toMatchObject({
    appOrigin: "http://localhost:3000",
    cal: { apiUrl: "http://127.0.0.1:54322" },
    mail: { from: "Reslot <reslot@example.com>" },
    limits: { personPerMinute: 12 },
  });
});

it("what is missing or wrong is named all at once, without values", () => {
  const wrong = { ...complete, APP_ORIGIN: "", CORS_ORIGINS: "https://a.example/path" };

  expect(() => settingsFromEnv(wrong)).toThrow(/APP_ORIGIN is not set[\s\S]*CORS_ORIGINS/);
  expect(() => settingsFromEnv(wrong)).not.toThrow(/a\.example/);
});
