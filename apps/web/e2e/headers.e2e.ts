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

describe("every page in a browser", () => {
  it("cannot be framed by another site", async () => {
    const { page, close } = await visit("stranger");
    const refused = page.waitForEvent("requestfailed");
    await page.setContent(`<iframe src="${stack.webUrl}/sign-in"></iframe>`);
    await refused;
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    const text = await framed
      ?.locator("body")
      .innerText({ timeout: 2_000 })
      .catch(() => "");
    expect(text ?? "").not.toContain("Reslot");
    await close();
  });
});
