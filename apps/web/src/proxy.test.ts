import { NextFetchEvent } from "next/dist/server/web/spec-extension/fetch-event.js";
import { NextRequest } from "next/server";
import { afterAll, describe, expect, it, vi } from "vitest";
import proxy from "./proxy.ts";

const { origin, env } = vi.hoisted(() => {
  const keys = {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa("clerk.example.com$")}`,
    CLERK_SECRET_KEY: "sk_live_hush",
  };
  // Clerk's library reads its keys when it is loaded.
  for (const [name, key] of Object.entries(keys)) vi.stubEnv(name, key);
  const APP_ORIGIN = "https://reslot.example.com";
  return { origin: APP_ORIGIN, env: vi.fn(() => ({ ...keys, APP_ORIGIN, CORS_ORIGINS: [] })) };
});
vi.mock("@/env.ts", () => ({ env, isDevServer: false }));
afterAll(() => vi.unstubAllEnvs());

async function headersOf(path: string, given: Readonly<Record<string, string>> = {}) {
  const request = new NextRequest(`${origin}${path}`, { headers: given });
  const context = { waitUntil: () => undefined };
  const event = new NextFetchEvent({ request, page: "/proxy", context });
  return (await proxy(request, event))?.headers ?? new Headers();
}

/** What the page's own request says after the proxy. */
const passedOn = (headers: Headers, name: string) => headers.get(`x-middleware-request-${name}`);
const policyOf = (headers: Headers) => headers.get("content-security-policy") ?? "";

describe("the proxy layer", () => {
  it("gives a page a policy with a nonce of this response, and the page the same one", async () => {
    const [one, other] = [await headersOf("/meetings"), await headersOf("/meetings")];

    expect(policyOf(one)).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
    expect(policyOf(one)).toContain("connect-src 'self' https://clerk.example.com;");
    expect(policyOf(one)).not.toBe(policyOf(other));
    expect(passedOn(one, "content-security-policy")).toBe(policyOf(one));
  });

  it("believes no nonce or policy that a request brings along", async () => {
    const given = { "x-nonce": "theirs", "content-security-policy": "script-src 'nonce-theirs'" };
    const headers = await headersOf("/meetings", given);

    expect(passedOn(headers, "content-security-policy")).toBe(policyOf(headers));
    expect(passedOn(headers, "x-nonce")).toBeNull();
  });

  it("tells the client neither the nonce again nor what Clerk found out", async () => {
    for (const path of ["/meetings", "/api/trpc/notification.unreadCount"]) {
      const headers = await headersOf(path);
      const told = [...headers.keys()].filter((name) =>
        /^x-(?:nonce$|clerk|middleware-rewrite)/.test(name),
      );
      expect([path, told]).toEqual([path, []]);
      expect(passedOn(headers, "x-clerk-auth-status")).toBe("signed-out");
    }
  });

  it("lets an answer to a program load nothing, and a page of its own below /api say it itself", async () => {
    expect(policyOf(await headersOf("/api/health"))).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect(policyOf(await headersOf("/api/unsubscribe/x"))).toBe("");
  });
});
