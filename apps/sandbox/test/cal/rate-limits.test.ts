import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { realLimits } from "../../src/cal/http/limits.ts";
import { coachKey, menteeKey, startFixture, type Fixture, type Reply } from "./fixture.ts";

let cal: Fixture;

beforeAll(async () => {
  cal = await startFixture({ limits: realLimits });
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", {});
});

const me = (key: string): Promise<Reply> => cal.call("GET", "/v2/me", { key });
const anonymous = (): Promise<Reply> => cal.call("GET", "/v2/bookings/unknown");
const headersOf = ({ headers }: Reply): unknown[] =>
  ["limit", "remaining"].map((name) => headers.get(`x-ratelimit-${name}-default`));

describe("the rate limits of a real Cal.com", () => {
  it("are in every answer: 120 a minute for a key and for an address, whatever it asks", async () => {
    expect(headersOf(await me(coachKey))).toEqual(["120", "119"]);
    expect(headersOf(await me(coachKey))).toEqual(["120", "118"]);
    expect(headersOf(await me(menteeKey))).toEqual(["120", "119"]);
    const missing = await anonymous();
    expect([missing.status, ...headersOf(missing)]).toEqual([404, "120", "119"]);
    const slots = await cal.call("GET", "/v2/slots?eventTypeId=101", { version: "2024-09-04" });
    expect(headersOf(slots)).toEqual(["120", "118"]);
    expect(Number(slots.headers.get("x-ratelimit-reset-default"))).toBeLessThanOrEqual(60);
    expect(headersOf(await cal.call("GET", "/v2/me", { key: "an-access-token" }))).toEqual([
      "500",
      "499",
    ]);
  });

  it("count a caller without a token by the OAuth client that it names, 500 a minute", async () => {
    const named = async (clientId: string) => {
      const url = `${cal.url}/v2/bookings/unknown`;
      const { headers } = await fetch(url, { headers: { "x-cal-client-id": clientId } });
      return ["limit", "remaining"].map((name) => headers.get(`x-ratelimit-${name}-default`));
    };

    expect(await named("one")).toEqual(["500", "499"]);
    expect(await named("one")).toEqual(["500", "498"]);
    expect(await named("two")).toEqual(["500", "499"]);
    expect(headersOf(await anonymous())).toEqual(["120", "119"]);
  });

  it("refuse a caller for a minute after the 120th call, and no other one", async () => {
    const calls = await Promise.all(Array.from({ length: 121 }, () => me(coachKey)));
    expect(calls.filter(({ status }) => status === 429)).toHaveLength(1);
    const blocked = await me(coachKey);
    expect([blocked.status, blocked.body.error.code]).toEqual([429, "ThrottlerException"]);
    expect(Number(blocked.headers.get("x-ratelimit-reset-default"))).toBeGreaterThan(50);
    expect(blocked.headers.has("retry-after")).toBe(false);
    expect((await me(menteeKey)).status).toBe(200);
    expect((await anonymous()).status).toBe(404);
  });

  it("are set by a control until the next reset", async () => {
    const set = await cal.control("/limits", { perKey: 1, blockS: 5 });
    expect(set.body).toEqual({ ...realLimits, perKey: 1, blockS: 5 });
    await me(coachKey);
    const blocked = await me(coachKey);
    expect([blocked.status, blocked.headers.get("x-ratelimit-reset-default")]).toEqual([429, "5"]);
    expect(headersOf(await anonymous())).toEqual(["120", "119"]);
    expect((await cal.control("/limits", { perKey: 0 })).status).toBe(400);
    await cal.control("/reset", {});
    expect(headersOf(await me(coachKey))).toEqual(["120", "119"]);
  });
});
