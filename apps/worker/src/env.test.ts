import { settingsOf } from "@reslot/api/settings";
import { describe, expect, it } from "vitest";
import { parseEnv } from "./env.ts";

const complete = {
  APP_ORIGIN: "https://reslot.example.com",
  TOKEN_KEYS: `k1:${btoa("0123456789abcdef0123456789abcdef")}`,
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
  CLERK_SECRET_KEY: "sk_live_hush",
  CAL_API_URL: "https://api.cal.com",
  RESEND_API_KEY: "re_x",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

describe("parseEnv", () => {
  it("names every missing variable without its value", () => {
    const { CAL_API_URL: _url, TOKEN_KEYS: _keys, ...rest } = complete;

    expect(() => parseEnv({ ...rest, APP_ORIGIN: "nonsense" })).toThrow(
      /^The environment is not complete:\n {2}APP_ORIGIN is not valid: .+\n {2}TOKEN_KEYS is not set: .+\n {2}CAL_API_URL is not set: .+$/,
    );
  });

  it("treats an empty value as missing", () => {
    expect(() => parseEnv({ ...complete, MAIL_FROM: "" })).toThrow("MAIL_FROM is not set");
  });

  it("needs no variable that only the web app reads", () => {
    expect(() => parseEnv(complete)).not.toThrow();
  });

  const forbidden: [string, Record<string, string>][] = [
    ["APP_ORIGIN", { APP_ORIGIN: "http://reslot.example.com" }],
    ["NEXT_PUBLIC_SUPABASE_URL", { NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:54321" }],
    ["CAL_API_URL", { CAL_API_URL: "http://127.0.0.1:4100" }],
    ["CAL_APP_URL", { CAL_APP_URL: "http://localhost:4100" }],
    ["RESEND_BASE_URL", { RESEND_BASE_URL: "http://127.0.0.1:4009" }],
    ["SUPABASE_PUBLISHABLE_KEY", { SUPABASE_PUBLISHABLE_KEY: "sb_secret_x" }],
    ["SUPABASE_SECRET_KEY", { SUPABASE_SECRET_KEY: "sb_publishable_x" }],
    ["TOKEN_KEYS", { TOKEN_KEYS: "k1:AAAA" }],
    ["CAL_OAUTH_CLIENT_ID", { CAL_OAUTH_CLIENT_SECRET: "oauth 0123456789abcdef" }],
    ["CAL_OAUTH_CLIENT_SECRET", { CAL_OAUTH_CLIENT_ID: "us", CAL_OAUTH_CLIENT_SECRET: "hush" }],
    ["CLERK_SECRET_KEY", { CLERK_SECRET_KEY: "sk_test_x" }],
    ["CLERK_API_URL", { CLERK_API_URL: "http://127.0.0.1:4011" }],
    ["TICK_SECRET", { TICK_SECRET: "aaaaaaaaaaaaaaaaaaaaaaaa" }],
    ["JOBS_ENGINE", { JOBS_ENGINE: "cron" }],
    ["DATABASE_URL", { JOBS_ENGINE: "pg-boss" }],
    ["DATABASE_URL", { DATABASE_URL: "https://project.supabase.co" }],
    ["WORKER_TICK_MS", { WORKER_TICK_MS: "0" }],
  ];

  it.each(forbidden)("rejects a wrong %s in a deployment", (name, change) => {
    expect(() => parseEnv({ ...complete, ...change })).toThrow(new RegExp(`\n  ${name} `));
  });
});

describe("settingsOf", () => {
  it("has the Cal.com OAuth client only if one is registered", () => {
    const registered = {
      CAL_OAUTH_CLIENT_ID: "reslot",
      CAL_OAUTH_CLIENT_SECRET: "oauth 0123456789abcdef",
    };

    expect(settingsOf(parseEnv(complete)).cal.oauth).toBeUndefined();
    expect(settingsOf(parseEnv({ ...complete, ...registered })).cal.oauth).toEqual({
      appUrl: "https://app.cal.com",
      clientId: "reslot",
      clientSecret: "oauth 0123456789abcdef",
    });
  });

  it("runs jobs on pg-boss where a database can be reached directly, unless told not to", () => {
    const DATABASE_URL = "postgresql://reslot:hush@db.example.com:5432/postgres";
    const databaseOf = (change: Record<string, string>) =>
      settingsOf(parseEnv({ ...complete, ...change })).database;

    expect(databaseOf({})).toBeUndefined();
    expect(databaseOf({ JOBS_ENGINE: "table" })).toBeUndefined();
    expect(databaseOf({ DATABASE_URL })).toEqual({ url: DATABASE_URL, jobsEngine: "pg-boss" });
    expect(databaseOf({ DATABASE_URL, JOBS_ENGINE: "table" })).toMatchObject({
      jobsEngine: "table",
    });
  });

  it("has timings in ascending order", () => {
    const { timings } = settingsOf(parseEnv(complete));

    expect(timings.postTimeoutMs).toBeLessThan(timings.leaseMs);
    expect(timings.leaseMs).toBeLessThan(timings.quietMs);
  });
});
