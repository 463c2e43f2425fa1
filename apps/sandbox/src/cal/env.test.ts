import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";

const client = {
  clientId: "c",
  clientSecret: null,
  redirectUris: ["http://localhost:3000/cb"],
  name: "App",
};

describe("the settings of the Cal.com stand-in", () => {
  it("have defaults for everything, and treat an empty value as unset", () => {
    expect(readEnv({ SANDBOX_PORT: "", SANDBOX_DIR: "", SANDBOX_CAL_OAUTH_CLIENTS: "" })).toEqual({
      port: 4100,
      dir: null,
      peopleFile: null,
      limits: { perKey: 120, perToken: 500, anonymous: 120, blockS: 60 },
      workMs: 60,
      oauthClients: [],
    });
  });

  it("take other limits from one number", () => {
    expect(readEnv({ SANDBOX_RATE_LIMIT: "9" }).limits).toEqual({
      perKey: 9,
      perToken: 9,
      anonymous: 9,
      blockS: 60,
    });
  });

  it("read the apps that can connect", () => {
    const env = readEnv({ SANDBOX_CAL_OAUTH_CLIENTS: JSON.stringify([client]) });
    expect(env.oauthClients).toEqual([client]);
  });

  it.each(["{", "[1]", '[{"clientId":"c"}]', JSON.stringify([{ ...client, redirectUris: [] }])])(
    "name the variable without its value when it is %s",
    (value) => {
      expect(() => readEnv({ SANDBOX_CAL_OAUTH_CLIENTS: value })).toThrow(
        "Cal.com stand-in: wrong value in SANDBOX_CAL_OAUTH_CLIENTS.",
      );
    },
  );
});
