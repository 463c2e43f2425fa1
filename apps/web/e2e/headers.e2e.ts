import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieOf, send } from "./support/attackers.ts";
import { launchBrowser } from "./support/browser/launch-browser.ts";
import { signIn } from "./support/browser/sign-in.ts";
import { bookingUlid, person, stack, firstStart } from "./support/stack.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

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
  it("complies with its own content security policy, from sign-in to the review of a move", async () => {
    const context = await browser.newContext();
    const violations: string[] = [];
    await context.exposeFunction("noteViolation", (what: string) => void violations.push(what));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const note: unknown = Reflect.get(window, "noteViolation");
        if (typeof note === "function") note(`${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/Content Security/i.test(message.text())) complaints.push(message.text());
    });
    const { email, password } = person("mentee");
    await signIn(page, { origin: stack.webUrl, email, password });
    const start = await firstStart("mentee", "connected", "mutual");
    const review = `${signedIn()[2]}?slot=${encodeURIComponent(start)}&step=review`;
    for (const path of [...signedIn(), review, "/", "/nothing-here"]) {
      await page.goto(`${stack.webUrl}${path}`, { waitUntil: "load" });
      await page.locator("main, h1").first().waitFor();
    }
    expect(violations).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("cannot be framed by another site", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.setContent(`<iframe src="${stack.webUrl}/sign-in"></iframe>`);
    await page.waitForTimeout(1_500);
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    const text = await framed
      ?.locator("body")
      .innerText({ timeout: 2_000 })
      .catch(() => "");
    expect(text ?? "").not.toContain("Reslot");
    await context.close();
  });
});
