import { describe, expect, it } from "vitest";
import { parseEnv } from "./env.ts";

const clerkKey = (mode: "live" | "test", host: string) =>
  `pk_${mode}_${btoa(`${host}$`).replace(/=+$/, "")}`;

const complete = {
  APP_ORIGIN: "https://reslot.example.com",
  TICK_SECRET: "tick 0123456789abcdef",
  TOKEN_KEYS: `k1:${btoa("0123456789abcdef0123456789abcdef")}`,
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerkKey("live", "clerk.example.com"),
  CLERK_SECRET_KEY: "sk_live_hush",
  CLERK_WEBHOOK_SECRET: "whsec_hush",
  CAL_API_URL: "https://api.cal.com",
  CAL_APP_URL: "https://app.cal.com",
  RESEND_API_KEY: "re_x",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

const local = {
  ...complete,
  APP_ORIGIN: "http://localhost:3000",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerkKey("test", "clerk.instance.test"),
  CLERK_SECRET_KEY: "sk_test_hush",
  CLERK_API_URL: "http://127.0.0.1:4011",
  CLERK_FAPI_URL: "http://127.0.0.1:4011",
};

const testKeys = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerkKey("test", "clerk.example.com") };

const legacyKey = (role: string) => `eyJ.${btoa(JSON.stringify({ role })).replace(/=+$/, "")}.x`;

describe("parseEnv", () => {
  it("accepts a complete environment and fills in default limits", () => {
    expect(parseEnv(complete)).toMatchObject({
      MOVES_PER_PERSON_PER_MINUTE: 12,
      MOVES_PER_PERSON_PER_DAY: 100,
      MOVES_PER_BOOKING_PER_DAY: 30,
    });
    expect(() => parseEnv(local)).not.toThrow();
  });

  it("names missing variables, empty ones included", () => {
    const raw = { ...complete, TOKEN_KEYS: "", CAL_API_URL: undefined };
    expect(() => parseEnv(raw)).toThrow(/CAL_API_URL is not set/);
    expect(() => parseEnv(raw)).toThrow(/TOKEN_KEYS is not set/);
  });

  it("names the known versions of bookings where it is given another one", () => {
    const unknown = { ...complete, CAL_API_VERSION_BOOKINGS: "2026-05-01" };
    expect(() => parseEnv(unknown)).toThrow(
      "CAL_API_VERSION_BOOKINGS has to be 2024-08-13 or 2026-02-25",
    );
    expect(() =>
      parseEnv({ ...complete, CAL_API_VERSION_BOOKING_LIST: "2026-05-01" }),
    ).not.toThrow();
  });

  it("needs the secret of Clerk's webhook where others can reach it", () => {
    const without = (env: typeof complete) => ({ ...env, CLERK_WEBHOOK_SECRET: "" });

    expect(() => parseEnv(without(complete))).toThrow(/CLERK_WEBHOOK_SECRET is needed/);
    expect(() => parseEnv(without(local))).not.toThrow();
  });

  it("never includes a value in its message", () => {
    const raw = { ...complete, CLERK_SECRET_KEY: "hush", APP_ORIGIN: "nonsense-origin" };
    expect(() => parseEnv(raw)).toThrow(/CLERK_SECRET_KEY is not valid/);
    expect(() => parseEnv(raw)).toThrow(/^((?!hush|nonsense).)*$/s);
  });

  it("refuses local keys on any other host, and a proxy to another host", () => {
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

  const oauthClient = { CAL_OAUTH_CLIENT_ID: "reslot" };
  const forbidden: [string, Record<string, string>][] = [
    ["APP_ORIGIN", { APP_ORIGIN: "http://reslot.example.com" }],
    ["APP_ORIGIN", { APP_ORIGIN: "https://reslot.example.com/path" }],
    ["NEXT_PUBLIC_SUPABASE_URL", { NEXT_PUBLIC_SUPABASE_URL: "http://project.supabase.co" }],
    ["NEXT_PUBLIC_SUPABASE_URL", { NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:54321" }],
    ["CAL_API_URL", { CAL_API_URL: "http://127.0.0.1:4100" }],
    ["CAL_API_URL", { CAL_API_URL: "http://api.cal.com" }],
    ["CAL_APP_URL", { CAL_APP_URL: "http://localhost:4100" }],
    ["RESEND_BASE_URL", { RESEND_BASE_URL: "http://127.0.0.1:4009" }],
    ["CLERK_API_URL", { CLERK_API_URL: "http://127.0.0.1:4011" }],
    ["CLERK_FAPI_URL", { CLERK_FAPI_URL: "http://127.0.0.1:4011" }],
    ["NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY", testKeys],
    ["CLERK_SECRET_KEY", { CLERK_SECRET_KEY: "sk_test_hush" }],
    ["SUPABASE_PUBLISHABLE_KEY", { SUPABASE_PUBLISHABLE_KEY: "sb_secret_x" }],
    ["SUPABASE_PUBLISHABLE_KEY", { SUPABASE_PUBLISHABLE_KEY: legacyKey("service_role") }],
    ["SUPABASE_SECRET_KEY", { SUPABASE_SECRET_KEY: "sb_publishable_x" }],
    ["TICK_SECRET", { TICK_SECRET: "short" }],
    ["TICK_SECRET", { TICK_SECRET: "aaaaaaaaaaaaaaaaaaaaaaaa" }],
    ["CAL_OAUTH_CLIENT_SECRET", { ...oauthClient, CAL_OAUTH_CLIENT_SECRET: "secret" }],
    ["CAL_OAUTH_CLIENT_SECRET", { ...oauthClient, CAL_OAUTH_CLIENT_SECRET: complete.TICK_SECRET }],
    ["CAL_OAUTH_CLIENT_ID", { CAL_OAUTH_CLIENT_SECRET: "oauth 0123456789abcdef" }],
    ["TOKEN_KEYS", { TOKEN_KEYS: "k1:AAAA" }],
    ["TOKEN_KEYS", { TOKEN_KEYS: btoa("0123456789abcdef0123456789abcdef") }],
    ["READS_PER_PERSON_PER_MINUTE", { READS_PER_PERSON_PER_MINUTE: "0" }],
  ];

  it.each(forbidden)("does not start where others can reach it with a wrong %s", (name, change) => {
    expect(() => parseEnv({ ...complete, ...change })).toThrow(new RegExp(`${name} `));
  });

  it("accepts Clerk's development keys when they are allowed explicitly", () => {
    const preview = { ...complete, ...testKeys, CLERK_SECRET_KEY: "sk_test_hush" };
    expect(() => parseEnv({ ...preview, CLERK_ALLOW_TEST_KEYS: "1" })).not.toThrow();
    expect(() => parseEnv(preview)).toThrow(/CLERK_SECRET_KEY is a key for development/);
  });

  it("accepts Supabase's legacy anon key", () => {
    const older = { SUPABASE_PUBLISHABLE_KEY: legacyKey("anon") };
    expect(() => parseEnv({ ...complete, ...older })).not.toThrow();
  });
});
