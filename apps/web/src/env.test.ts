import { describe, expect, it } from "vitest";
import { parseEnv } from "./env.ts";

const clerkKey = (host: string) => `pk_test_${btoa(`${host}$`).replace(/=+$/, "")}`;

const complete = {
  APP_ORIGIN: "https://reslot.example.com",
  TICK_SECRET: "0123456789abcdef0123",
  TOKEN_KEYS: "k1:AAAA",
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerkKey("clerk.example.com"),
  CLERK_SECRET_KEY: "sk_test_hush",
  CAL_API_URL: "https://api.cal.com",
  CAL_APP_URL: "https://app.cal.com",
  CAL_WEBHOOK_SECRET: "whs",
  RESEND_API_KEY: "re_x",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

const local = {
  ...complete,
  APP_ORIGIN: "http://localhost:3000",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerkKey("clerk.instance.test"),
  CLERK_API_URL: "http://127.0.0.1:4011",
  CLERK_FAPI_URL: "http://127.0.0.1:4011",
};

describe("parseEnv", () => {
  it("takes a complete environment and fills in the limits", () => {
    expect(parseEnv(complete)).toMatchObject({
      MOVES_PER_PERSON_PER_MINUTE: 12,
      MOVES_PER_PERSON_PER_DAY: 100,
      MOVES_PER_BOOKING_PER_DAY: 30,
    });
    expect(() => parseEnv(local)).not.toThrow();
  });

  it("names what is missing, and counts an empty value as missing", () => {
    const raw = { ...complete, TOKEN_KEYS: "", CAL_API_URL: undefined };
    expect(() => parseEnv(raw)).toThrow(/CAL_API_URL is not set/);
    expect(() => parseEnv(raw)).toThrow(/TOKEN_KEYS is not set/);
  });

  it("never repeats a value", () => {
    const raw = { ...complete, CLERK_SECRET_KEY: "hush", APP_ORIGIN: "nonsense-origin" };
    expect(() => parseEnv(raw)).toThrow(/CLERK_SECRET_KEY is not valid/);
    expect(() => parseEnv(raw)).toThrow(/^((?!hush|nonsense).)*$/s);
  });

  it("refuses keys of this machine anywhere else, and a proxy that leads away", () => {
    expect(() => parseEnv({ ...local, APP_ORIGIN: "https://reslot.example.com" })).toThrow(
      /APP_ORIGIN does not fit/,
    );
    expect(() => parseEnv({ ...local, CLERK_FAPI_URL: "https://evil.example.com" })).toThrow(
      /CLERK_FAPI_URL is not on this machine/,
    );
    expect(() => parseEnv({ ...complete, CLERK_API_URL: "http://127.0.0.1:1" })).toThrow(
      /CLERK_API_URL does not fit/,
    );
    expect(() => parseEnv({ ...local, CLERK_FAPI_URL: undefined })).toThrow(/CLERK_FAPI_URL/);
  });
});
