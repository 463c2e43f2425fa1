import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, startFixture, type Fixture, type Reply } from "./fixture.ts";
import { allow, exchange, refresh, request } from "./oauth-flow.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

const me = (key: string) => cal.call("GET", "/v2/me", { key });
const connect = async (): Promise<Reply["body"]> => (await exchange(cal, await allow(cal))).body;

describe("access tokens", () => {
  it("expire after 30 minutes, or as configured, with the recorded error", async () => {
    await cal.control("/oauth", { accessTtlSeconds: 60 });
    const short = await connect();
    expect(short.expires_in).toBe(60);
    await cal.control("/clock", { now: "2026-11-22T10:01:01Z" });
    const reply = await me(short.access_token);
    expect([reply.status, reply.body.error]).toEqual([
      401,
      {
        code: "UnauthorizedException",
        message: "Invalid Access Token.",
        details: { message: "Invalid Access Token.", error: "Unauthorized", statusCode: 401 },
      },
    ]);
    expect(reply.headers.get("x-ratelimit-limit-default")).not.toBeNull();
  });

  it("give the same access as an API key, and identify the host", async () => {
    const { access_token: key } = (await exchange(cal, await allow(cal, request, "1001"))).body;
    const uid = await cal.book("2026-12-01T09:00:00Z", { eventTypeId: 102 });
    expect((await cal.call("GET", "/v2/bookings", { key })).body.data).toHaveLength(1);
    expect((await cal.call("GET", "/v2/calendars", { key, version: null })).status).toBe(200);
    const moved = await cal.move(uid, "2026-12-01T12:00:00Z", { key });
    expect([moved.status, moved.body.data.status]).toEqual([201, "accepted"]);
  });

  it("are refused when expired, even where optional, but ignored by public slots", async () => {
    const { access_token: key } = await connect();
    const uid = await cal.book("2026-12-01T09:00:00Z");
    await cal.control("/clock", { now: "2026-11-22T11:00:00Z" });
    expect((await cal.move(uid, "2026-12-01T12:00:00Z", { key })).status).toBe(401);
    const slots = "/v2/slots?eventTypeId=101&start=2026-12-01&end=2026-12-01";
    expect((await cal.call("GET", slots, { key, version: "2024-09-04" })).status).toBe(200);
  });

  it("are invalid once the person has removed the app, as are refresh tokens", async () => {
    const [mentee, coach] = [
      await connect(),
      (await exchange(cal, await allow(cal, request, "1001"))).body,
    ];
    const control = await cal.control("/oauth/revoke", { email: "mentee@example.test" });
    expect(control.body).toEqual({ ok: true, revoked: 1 });
    expect((await me(mentee.access_token)).status).toBe(401);
    expect((await refresh(cal, mentee.refresh_token)).body.error).toBe("invalid_grant");
    expect((await me(coach.access_token)).status).toBe(200);
    expect((await me(coachKey)).status).toBe(200);
  });
});

describe("a fault of the token route", () => {
  it.each([
    ["status500BeforeCommit", 500, "server_error"],
    ["status500AfterCommit", 500, "server_error"],
    ["unauthorized", 401, "invalid_client"],
  ])("%s answers in the token route's own shape", async (fault, status, error) => {
    const tokens = await connect();
    await cal.control("/faults", { operation: "token", fault });
    const reply = await refresh(cal, tokens.refresh_token);
    expect([reply.status, reply.body.error]).toEqual([status, error]);
    expect((await refresh(cal, tokens.refresh_token)).status).toBe(200);
  });

  it("resetAfterCommit in rotating mode loses the connection permanently", async () => {
    await cal.control("/oauth", { refreshMode: "rotating" });
    const tokens = await connect();
    await cal.control("/faults", { operation: "token", fault: "resetAfterCommit" });
    await expect(refresh(cal, tokens.refresh_token)).rejects.toThrow("fetch failed");
    expect((await refresh(cal, tokens.refresh_token)).body.error_description).toBe(
      "refresh_token_revoked",
    );
  });
});
