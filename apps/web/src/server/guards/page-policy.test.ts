import { describe, expect, it } from "vitest";
import { newNonce, pagePolicy } from "./page-policy.ts";

const sourcesOf = (policy: string, name: string) =>
  policy
    .split("; ")
    .find((directive) => directive.startsWith(`${name} `))
    ?.split(" ")
    .slice(1);

describe("the content security policy of a page", () => {
  const deployed = { nonce: "bm9uY2U=", identityOrigin: "https://clerk.example.com" };

  it("lets data go to our own origin and Clerk's only", () => {
    const policy = pagePolicy({ ...deployed, isDevServer: false });

    expect(sourcesOf(policy, "connect-src")).toEqual(["'self'", "https://clerk.example.com"]);
    expect(sourcesOf(policy, "form-action")).toEqual(["'self'"]);
    expect(sourcesOf(policy, "frame-src")).toEqual(["https://challenges.cloudflare.com"]);
    expect(policy).not.toMatch(/stripe|maps|telemetry|protect\.clerk|https?:(?!\/)/);
  });

  it("names no other origin when Clerk is reached through this server", () => {
    const policy = pagePolicy({ ...deployed, identityOrigin: null, isDevServer: false });
    expect(sourcesOf(policy, "connect-src")).toEqual(["'self'"]);
  });

  it("runs scripts by their nonce alone, and evaluates code in development only", () => {
    const scripts = (isDevServer: boolean) =>
      sourcesOf(pagePolicy({ ...deployed, isDevServer }), "script-src");

    expect(scripts(false)).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]);
    expect(scripts(true)).toContain("'unsafe-eval'");
  });
});

describe("newNonce", () => {
  it("is 128 bits that differ each time", () => {
    const nonces = Array.from({ length: 50 }, newNonce);
    expect(new Set(nonces).size).toBe(50);
    for (const nonce of nonces) expect(nonce).toMatch(/^[\w+/]{22}==$/);
  });
});
