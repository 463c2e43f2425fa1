import { describe, expect, it } from "vitest";
import { parseEnv } from "./env.ts";
import { settingsOf } from "./settings.ts";

const complete = {
  APP_ORIGIN: "https://reslot.example",
  TOKEN_KEYS: "k1:abc",
  NEXT_PUBLIC_SUPABASE_URL: "https://db.example",
  SUPABASE_PUBLISHABLE_KEY: "public",
  SUPABASE_SECRET_KEY: "very-secret-value",
  CAL_API_URL: "https://api.cal.com",
  RESEND_API_KEY: "mail-key",
  MAIL_FROM: "Reslot <reslot@example.com>",
};

describe("parseEnv", () => {
  it("names every missing variable and shows no value", () => {
    const { CAL_API_URL: _url, TOKEN_KEYS: _keys, ...rest } = complete;

    expect(() => parseEnv({ ...rest, APP_ORIGIN: "nonsense" })).toThrow(
      "The environment is not complete: APP_ORIGIN is not valid; TOKEN_KEYS is not set; CAL_API_URL is not set.",
    );
  });

  it("takes an empty value for a missing one", () => {
    expect(() => parseEnv({ ...complete, MAIL_FROM: "" })).toThrow("MAIL_FROM is not set");
  });

  it("knows how Reslot is registered with Cal.com, where it is", () => {
    const registered = { CAL_OAUTH_CLIENT_ID: "reslot", CAL_OAUTH_CLIENT_SECRET: "hush" };

    expect(settingsOf(parseEnv(complete)).cal.oauth).toBeUndefined();
    expect(settingsOf(parseEnv({ ...complete, ...registered })).cal.oauth).toEqual({
      appUrl: "https://app.cal.com",
      clientId: "reslot",
      clientSecret: "hush",
    });
  });

  it("gives timings that rise", () => {
    const { timings } = settingsOf(parseEnv(complete));

    expect(timings.postTimeoutMs).toBeLessThan(timings.leaseMs);
    expect(timings.leaseMs).toBeLessThan(timings.quietMs);
  });
});
