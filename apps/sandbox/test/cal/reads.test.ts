import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, menteeKey, startFixture, type Fixture } from "./fixture.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

describe("authentication", () => {
  it("returns the account of an API key", async () => {
    const { body } = await cal.call("GET", "/v2/me", { key: coachKey });
    expect(body.data).toMatchObject({
      id: 1001,
      email: "coach@example.test",
      username: "coach",
      timeZone: "Europe/Berlin",
    });
  });

  it("has different errors for no key, an unknown key and an expired key", async () => {
    await cal.control("/reset", {
      now: "2026-11-22T10:00:00Z",
      seed: {
        apiKeys: [{ key: "cal_live_old", email: "coach@example.test", expiresAt: "2026-11-01" }],
      },
    });
    const messages = await Promise.all(
      [{}, { key: "cal_live_x" }, { key: "cal_live_old" }, { key: "x" }].map(async (options) => {
        const { status, body } = await cal.call("GET", "/v2/me", options);
        return [status, body.error.message.slice(0, 50)];
      }),
    );
    expect(messages).toEqual([
      [401, "ApiAuthStrategy - No authentication method provide"],
      [401, "CustomThrottlerGuard - Invalid API Key"],
      [401, "ApiAuthStrategy - api key - Your api key is expire"],
      [401, "Invalid Access Token."],
    ]);
  });

  it("replaces an API key on request", async () => {
    const { body } = await cal.call("POST", "/v2/api-keys/refresh", { key: coachKey });
    expect((await cal.call("GET", "/v2/me", { key: body.data.apiKey })).status).toBe(200);
    expect((await cal.call("GET", "/v2/me", { key: coachKey })).status).toBe(401);
  });

  it("limits calls per caller and blocks a caller over the limit, without Retry-After", async () => {
    const rate = { name: "short", limit: 2, ttlMs: 10_000, blockMs: 5000 };
    await cal.control("/reset", {
      seed: { apiKeys: [{ key: "cal_live_few", email: "coach@example.test", rate }] },
    });
    const replies = [];
    for (let call = 0; call < 3; call += 1)
      replies.push(await cal.call("GET", "/v2/me", { key: "cal_live_few" }));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 429]);
    expect(replies.map((reply) => reply.headers.get("x-ratelimit-remaining-short"))).toEqual([
      "1",
      "0",
      "0",
    ]);
    expect(replies[2]?.headers.get("x-ratelimit-reset-short")).toBe("5");
    expect(replies[2]?.headers.get("retry-after")).toBeNull();
    expect(replies[2]?.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("reading bookings", () => {
  it("needs only the uid, and falls back to the old shape without a version", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const current = await cal.call("GET", `/v2/bookings/${uid}`);
    expect(current.body.data).toMatchObject({
      uid,
      start: "2026-12-01T09:00:00.000Z",
      status: "accepted",
    });
    for (const version of [null, "banana"]) {
      const old = await cal.call("GET", `/v2/bookings/${uid}`, { version });
      expect(old.body.data).toMatchObject({
        uid,
        startTime: "2026-12-01T09:00:00.000Z",
        status: "ACCEPTED",
      });
    }
    expect((await cal.call("GET", `/v2/bookings/${uid}`, { version: "2024-09-04" })).status).toBe(
      404,
    );
    expect((await cal.call("GET", `/v2/bookings/${uid}`, { key: "cal_live_x" })).status).toBe(401);
  });

  it("lists the caller's bookings as host and as attendee, by status and in pages", async () => {
    await cal.book("2026-12-02T09:00:00Z");
    await cal.book("2026-12-01T09:00:00Z");
    await cal.book("2026-11-02T09:00:00Z");
    await cal.book("2026-12-03T09:00:00Z", { status: "rejected" });
    await cal.book("2026-12-04T09:00:00Z", { eventTypeId: 102, status: "pending" });
    const starts = async (query: string, key: string): Promise<string[]> => {
      const { body } = await cal.call("GET", `/v2/bookings?${query}`, { key });
      return body.data.map((booking: { start: string }) => booking.start.slice(5, 10));
    };
    expect(await starts("status=upcoming", coachKey)).toEqual(["12-01", "12-02", "12-04"]);
    expect(await starts("status=upcoming", menteeKey)).toEqual(["12-01", "12-02", "12-04"]);
    expect(await starts("status=past", menteeKey)).toEqual(["11-02"]);
    expect(await starts("status=cancelled,unconfirmed", coachKey)).toEqual(["12-03", "12-04"]);
    expect(await starts("afterStart=2026-12-02T00:00:00Z&sortStart=asc", coachKey)).toEqual([
      "12-02",
      "12-03",
      "12-04",
    ]);
    const page = await cal.call("GET", "/v2/bookings?take=2&skip=2", { key: coachKey });
    expect(page.body.pagination).toEqual({
      returnedItems: 2,
      totalItems: 5,
      itemsPerPage: 2,
      remainingItems: 1,
      currentPage: 2,
      totalPages: 3,
      hasNextPage: true,
      hasPreviousPage: true,
    });
  });

  it("refuses unknown filters and calls without a key", async () => {
    expect(
      (await cal.call("GET", "/v2/bookings?cursor=1", { key: coachKey })).body.error.message,
    ).toContain("property cursor should not exist");
    expect((await cal.call("GET", "/v2/bookings?take=251", { key: coachKey })).status).toBe(400);
    expect((await cal.call("GET", "/v2/bookings")).status).toBe(401);
  });
});

describe("slots", () => {
  const day = "eventTypeId=101&start=2026-12-01&end=2026-12-01";

  it("leave out booked times, except those of the booking that is being moved", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    expect(await cal.slots(day)).not.toContain("2026-12-01T09:00:00.000Z");
    expect(await cal.slots(`${day}&bookingUidToReschedule=${uid}`)).toContain(
      "2026-12-01T09:00:00.000Z",
    );
    expect(await cal.slots(`${day}&bookingUidToReschedule=nope`)).not.toContain(
      "2026-12-01T09:00:00.000Z",
    );
  });

  it("are grouped by date in the requested zone, with its offset", async () => {
    const { body } = await cal.call(
      "GET",
      "/v2/slots?eventTypeId=101&start=2026-12-02&end=2026-12-02&timeZone=Pacific/Auckland&format=range",
      {
        version: "2024-09-04",
      },
    );
    expect(Object.keys(body.data)).toEqual(["2026-12-02", "2026-12-03"]);
    expect(body.data["2026-12-02"][0]).toEqual({
      start: "2026-12-02T21:00:00.000+13:00",
      end: "2026-12-02T21:30:00.000+13:00",
    });
  });

  it("are up to two seconds stale after a move, per identical query", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    await cal.slots(day);
    await cal.move(uid, "2026-12-01T12:00:00Z");
    expect(await cal.slots(day)).toContain("2026-12-01T12:00:00.000Z");
    expect(await cal.slots(`${day}&timeZone=UTC`)).not.toContain("2026-12-01T12:00:00.000Z");
    await new Promise((resolve) => setTimeout(resolve, 2050));
    expect(await cal.slots(day)).not.toContain("2026-12-01T12:00:00.000Z");
  });

  it("are public, with a strict query, in their own version only", async () => {
    const ask = (query: string, version: string | null = "2024-09-04") =>
      cal.call("GET", `/v2/slots?${query}`, { version });
    expect((await ask(`${day}&timeZone=Mars/Olympus`)).body.error.message).toBe(
      "timeZone property is wrong,timeZone must be a valid IANA time-zone ",
    );
    expect((await ask(`${day}&page=1`)).status).toBe(400);
    expect((await ask("eventTypeId=999&start=2026-12-01&end=2026-12-01")).body.error.message).toBe(
      "Event Type not found",
    );
    expect((await ask(day, null)).body.error.message).toBe(`Cannot GET /v2/slots?${day}`);
    expect((await ask("eventTypeId=101&start=2026-12-02&end=2026-12-01")).body.data).toEqual({});
    expect(
      (await ask("eventTypeSlug=coaching&username=coach&start=2026-12-01&end=2026-12-01")).status,
    ).toBe(200);
  });

  it("leave out times within the notice and busy times of the host's selected calendar", async () => {
    await cal.control("/busy", {
      email: "coach@example.test",
      intervals: [{ start: "2026-12-01T08:00:00Z", end: "2026-12-01T15:00:00Z" }],
    });
    expect(await cal.slots(day)).toEqual(["2026-12-01T15:00:00.000Z", "2026-12-01T15:30:00.000Z"]);
    const noticed = await cal.slots("eventTypeId=103&start=2026-11-22&end=2026-11-23");
    expect(noticed[0]).toBe("2026-11-23T10:30:00.000Z");
  });
});

describe("calendars and schedules", () => {
  const query = (extra: string) =>
    `/v2/calendars/busy-times?loggedInUsersTz=Europe/Berlin&dateFrom=2026-12-01&dateTo=2026-12-02${extra}`;
  const load = (id: number, name: string) =>
    `&calendarsToLoad[0][credentialId]=${id}&calendarsToLoad[0][externalId]=${name}`;

  it("return the busy times of a connected calendar to its owner", async () => {
    await cal.control("/busy", {
      email: "mentee@example.test",
      intervals: [{ start: "2026-12-01T14:30:00Z", end: 1_796_139_000_000, title: "Dentist" }],
    });
    const { body } = await cal.call("GET", "/v2/calendars", { key: menteeKey });
    const [calendar] = body.data.connectedCalendars[0].calendars;
    expect(calendar).toMatchObject({
      isSelected: true,
      externalId: "https://calendar.example.test/mentee.ics",
    });
    const busy = await cal.call("GET", query(load(calendar.credentialId, calendar.externalId)), {
      key: menteeKey,
    });
    expect(busy.body.data).toMatchObject([{ start: "2026-12-01T14:30:00.000Z", title: "Dentist" }]);
    const foreign = await cal.call("GET", query(load(calendar.credentialId, calendar.externalId)), {
      key: coachKey,
    });
    expect([foreign.status, foreign.body.error.message]).toEqual([
      401,
      "These credentials do not belong to you",
    ]);
  });

  it("report missing parameters in the calendar routes' own shape", async () => {
    const { status, body } = await cal.call(
      "GET",
      "/v2/calendars/busy-times?timeZone=UTC&dateFrom=2026-12-01&dateTo=2026-12-02",
      { key: menteeKey },
    );
    expect([status, body.error.message]).toEqual([400, "Bad Request Exception"]);
    expect(body.error.details.errors.map((error: { property: string }) => error.property)).toEqual([
      "loggedInUsersTz",
      "calendarsToLoad",
    ]);
  });

  it("return the default schedule, or null without one", async () => {
    const version = "2024-06-11";
    const { body } = await cal.call("GET", "/v2/schedules/default", { key: menteeKey, version });
    expect(body.data).toMatchObject({
      timeZone: "America/New_York",
      isDefault: true,
      availability: [
        {
          days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
          startTime: "08:00",
          endTime: "12:00",
        },
      ],
      overrides: [],
    });
    await cal.call("DELETE", `/v2/schedules/${body.data.id}`, { key: menteeKey, version });
    expect(
      (await cal.call("GET", "/v2/schedules/default", { key: menteeKey, version })).body,
    ).toEqual({ status: "success", data: null });
  });

  it("show an event type to its owner only", async () => {
    const version = "2024-06-14";
    const { body } = await cal.call("GET", "/v2/event-types/102", { key: coachKey, version });
    expect(body.data).toMatchObject({
      id: 102,
      lengthInMinutes: 30,
      confirmationPolicy: { type: "always" },
      disableRescheduling: { disabled: false },
      bookingWindow: { disabled: true },
    });
    expect((await cal.call("GET", "/v2/event-types/102", { key: menteeKey, version })).status).toBe(
      404,
    );
  });
});
