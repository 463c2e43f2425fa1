import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Request } from "playwright-core";
import { describe, expect, it } from "vitest";
import { cookieOf, send } from "./support/attackers.ts";
import { visit } from "./support/journey.ts";
import { bookingUlid, stack } from "./support/stack.ts";

const open = ["/", "/sign-in", "/nothing-here"];
const signedIn = () => [
  "/meetings",
  `/meetings/${bookingUlid("connected")}`,
  `/meetings/${bookingUlid("connected")}/reschedule`,
  `/meetings/${bookingUlid("past")}`,
  "/meetings/01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "/notifications",
  "/settings",
  "/settings/calendar",
  "/settings/sharing",
  "/settings/data",
  "/settings/profile",
  "/settings/notifications",
];

describe("security headers of every response", () => {
  it("forbid sniffing, framing and referrers to other sites", async () => {
    const cookie = await cookieOf("mentee");
    const api = ["/api/health", "/api/trpc/notification.unreadCount"];
    for (const path of [...open, ...signedIn(), ...api]) {
      const { headers } = await send(path, { headers: { cookie } });
      const said = {
        path,
        nosniff: headers.get("x-content-type-options"),
        referrer: headers.get("referrer-policy"),
        permissions: headers.get("permissions-policy")?.includes("camera=()"),
        opener: headers.get("cross-origin-opener-policy"),
        framed: /frame-ancestors 'none'/.test(headers.get("content-security-policy") ?? ""),
        poweredBy: headers.get("x-powered-by"),
      };
      expect(said).toEqual({
        path,
        nosniff: "nosniff",
        referrer: "same-origin",
        permissions: true,
        opener: "same-origin",
        framed: true,
        poweredBy: null,
      });
    }
  });

  it("forbid caching of personal data", async () => {
    const cookie = await cookieOf("mentee");
    const asks = signedIn().flatMap((path) => [
      { path, headers: { cookie } },
      { path, headers: {} },
    ]);
    for (const { path, headers } of asks) {
      const kept = (await send(path, { headers })).headers.get("cache-control");
      expect([path, kept]).toEqual([path, expect.stringContaining("no-store")]);
    }
  });

  it("allow scripts only by a nonce of this response", async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await send("/sign-in")).headers.get("content-security-policy")),
    );
    const scripts = policies.map((policy) => /script-src ([^;]*)/.exec(policy ?? "")?.[1] ?? "");
    for (const sources of scripts) {
      expect(sources).toMatch(/'nonce-[\w+/=]{16,}'/);
      expect(sources).toContain("'strict-dynamic'");
      expect(sources).not.toContain("unsafe-eval");
    }
    expect(scripts[0]).not.toBe(scripts[1]);
    for (const directive of ["object-src 'none'", "base-uri 'none'", "form-action 'self'"])
      expect(policies[0]).toContain(directive);
  });
});

describe("what a response tells of the inside", () => {
  it("is neither the nonce a second time nor what Clerk and Next say to each other", async () => {
    const cookie = await cookieOf("mentee");
    for (const path of [...open, ...signedIn(), "/api/trpc/notification.unreadCount"]) {
      const { headers } = await send(path, { headers: { cookie } });
      const names = [...headers.keys()].filter((name) =>
        /^x-(?:nonce|clerk|middleware)/.test(name),
      );
      const policy = headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([^']*)'/.exec(policy)?.[1];
      const repeated = [...headers].filter(
        ([name, value]) =>
          name !== "content-security-policy" && nonce !== undefined && value.includes(nonce),
      );
      expect([path, names, repeated]).toEqual([path, [], []]);
    }
  });

  it("is nothing of a page's policy when a program is answered", async () => {
    const answers = ["/api/health", "/api/trpc/notification.unreadCount", "/api/nothing-here"];
    for (const path of answers) {
      const { headers } = await send(path);
      expect([path, headers.get("content-security-policy")]).toEqual([
        path,
        "default-src 'none'; frame-ancestors 'none'",
      ]);
    }
  });

  it("is a policy of its own where a mail's link opens a page without the app", async () => {
    const { headers } = await send("/api/unsubscribe/x");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
    expect(policy).not.toContain("script-src");
  });

  it("names no service that we do not use as a place for data", async () => {
    const policy = (await send("/sign-in")).headers.get("content-security-policy") ?? "";
    const origins = policy.match(/https?:[^ ;]*/g);
    expect(origins).toEqual(["https://img.clerk.com", "https://challenges.cloudflare.com"]);
  });
});

describe("the image optimizer", () => {
  it("is off, whatever it is asked for", async () => {
    for (const url of ["/icon.svg", "/\\host", "https://evil.example/x.png"]) {
      const { status } = await send(`/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`);
      expect([url, status]).toEqual([url, 404]);
    }
  });
});

/** A page on another port of this machine: another origin than ours, whose frames get our cookies. */
async function serveElsewhere(html: string): Promise<{ url: string; stop: () => void }> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, stop: () => server.close() };
}

describe("every page in a browser", () => {
  it("cannot be framed by another origin, even where the frame is signed in", async () => {
    const { page, close } = await visit("mentee");
    const framed = `${stack.webUrl}/settings/data`;
    await page.goto(framed);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const { url, stop } = await serveElsewhere(`<iframe src="${framed}"></iframe>`);

    const isFramed = (request: Request) => request.url() === framed;
    const answered = page.waitForResponse((response) => isFramed(response.request()));
    const refused = page.waitForEvent("requestfailed", isFramed);
    await page.goto(url);

    expect((await answered).status()).toBe(200);
    expect((await refused).failure()?.errorText).toBe("net::ERR_BLOCKED_BY_RESPONSE");
    await close();
    stop();
  });
});
