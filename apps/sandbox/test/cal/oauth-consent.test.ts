import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { redirectUri, startFixture, type Fixture } from "./fixture.ts";
import { allow, challenge, consent, exchange, request } from "./oauth-flow.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset");
});

describe("the OAuth consent page", () => {
  it("shows the app, the requested access and every user", async () => {
    const page = await consent(cal, request);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Allow Reslot to use your Cal.com account?");
    expect(page.text).toContain("See your bookings");
    expect(page.text).not.toContain("Change your schedules");
    for (const email of ["coach@example.test", "mentee@example.test"])
      expect(page.text).toContain(email);
    expect(page.text).not.toContain("u@example.test");
  });

  it("escapes text from others", async () => {
    const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
    const page = await consent(cal, { ...request, client_id: "pub", ...pkce });
    expect(page.text).toContain("Reslot &lt;public&gt;");
  });

  it("redirects with code and state when allowed, and remembers the user", async () => {
    const page = await consent(cal, request, { form: { decision: "allow", user: "1002" } });
    expect(page.status).toBe(303);
    expect(page.location?.href.startsWith(`${redirectUri}?code=`)).toBe(true);
    expect(page.location?.searchParams.get("state")).toBe("s1");
    expect(page.cookie).toContain("next-auth.session-token=");
    const again = await consent(cal, request, { cookie: page.cookie ?? "" });
    expect(again.text).toMatch(/value="1002"[^>]*checked/);
    expect(again.text).not.toMatch(/value="1001"[^>]*checked/);
  });

  it("redirects with access_denied and state when cancelled", async () => {
    const page = await consent(cal, request, { form: { decision: "cancel" } });
    const { searchParams } = page.location ?? new URL("about:blank");
    expect([page.status, searchParams.get("error"), searchParams.get("state")]).toEqual([
      303,
      "access_denied",
      "s1",
    ]);
    expect(searchParams.has("code")).toBe(false);
  });

  it("asks again when no user was selected", async () => {
    const page = await consent(cal, request, { form: { decision: "allow" } });
    expect([page.status, page.location]).toEqual([400, null]);
    expect(page.text).toContain('role="alert"');
  });

  it("keeps the query of the redirect address and adds no state of its own", async () => {
    const other = "http://localhost:3000/other?keep=1";
    const page = await consent(
      cal,
      { client_id: "conf", redirect_uri: other },
      { form: { decision: "allow", user: "1001" } },
    );
    expect(page.location?.searchParams.get("keep")).toBe("1");
    expect(page.location?.searchParams.has("state")).toBe(false);
  });

  it.each([
    ["an unknown app", { client_id: "unknown" }, "Unknown app"],
    [
      "an address that is not registered",
      { redirect_uri: `${redirectUri}/x` },
      "Wrong redirect address",
    ],
    ["no address", { redirect_uri: "" }, "Wrong redirect address"],
  ])("shows an error for %s and does not redirect", async (_, change, title) => {
    for (const options of [{}, { form: { decision: "allow", user: "1002" } }]) {
      const page = await consent(cal, { ...request, ...change }, options);
      expect([page.status, page.location]).toEqual([400, null]);
      expect(page.text).toContain(title);
    }
  });

  it.each([
    ["a public client without PKCE", { client_id: "pub" }, "invalid_request"],
    [
      "a plain challenge",
      { client_id: "pub", code_challenge: "c", code_challenge_method: "plain" },
      "invalid_request",
    ],
    ["a method without a challenge", { code_challenge_method: "S256" }, "invalid_request"],
    ["an unknown scope", { scope: "BOOKING_READ,EVERYTHING" }, "invalid_scope"],
    ["another response type", { response_type: "token" }, "unsupported_response_type"],
  ])("redirects with an error for %s", async (_, change, error) => {
    const page = await consent(cal, { ...request, ...change });
    expect([page.status, page.location?.searchParams.get("error")]).toEqual([303, error]);
    expect(page.location?.searchParams.get("state")).toBe("s1");
    expect(page.location?.searchParams.get("error_description")).not.toBeNull();
  });

  it("lists the app on the front page once it has tokens", async () => {
    await exchange(cal, await allow(cal));
    const page = await (await fetch(cal.url)).text();
    expect(page).toContain("Connected apps");
    expect(page).toContain("BOOKING_READ PROFILE_READ");
  });
});
