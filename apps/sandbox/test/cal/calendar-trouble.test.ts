import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { menteeKey as key, startFixture, type Fixture, type Json, type Reply } from "./fixture.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(() => cal.control("/reset", { now: "2026-11-22T10:00:00Z" }));

const email = "mentee@example.test";
const calendars = async (): Promise<Json> =>
  (await cal.call("GET", "/v2/calendars", { key })).body.data;
const connections = async (): Promise<Json> => (await calendars()).connectedCalendars;

async function busyTimes(count = 1): Promise<Reply> {
  const [first] = await connections();
  const query = new URLSearchParams({
    loggedInUsersTz: "UTC",
    dateFrom: "2026-12-01",
    dateTo: "2026-12-04",
  });
  const shown: Json[] = first?.calendars ?? [];
  for (const [index, { credentialId, externalId }] of shown.slice(0, count).entries()) {
    query.set(`calendarsToLoad[${index}][credentialId]`, String(credentialId));
    query.set(`calendarsToLoad[${index}][externalId]`, externalId);
  }
  return cal.call("GET", `/v2/calendars/busy-times?${query.toString()}`, { key });
}

/** 8:00 to 12:00 in New York on a Tuesday and a Wednesday: eight starts each. */
const offered = (query = "start=2026-12-01&end=2026-12-02") =>
  cal.slots(`eventTypeId=201&timeZone=America/New_York&${query}`);

describe("a calendar connection that has stopped working", () => {
  it("has an error in place of its calendars, and its owner has no slots", async () => {
    const [before] = await connections();
    await cal.control("/calendar-health", { email, calendars: "brokenAll" });

    expect(await connections()).toEqual([
      {
        integration: expect.objectContaining({ type: "google_calendar" }),
        credentialId: before.credentialId,
        error: { message: "Could not get connected calendars" },
      },
    ]);
    expect(await offered()).toEqual([]);
    const query = `loggedInUsersTz=UTC&dateFrom=2026-12-01&dateTo=2026-12-02&calendarsToLoad[0][credentialId]=${before.credentialId}&calendarsToLoad[0][externalId]=x`;
    const busy = await cal.call("GET", `/v2/calendars/busy-times?${query}`, { key });
    expect(busy.status).toBe(500);
  });

  it("may be one of two, and the other one can still be read", async () => {
    await cal.control("/calendar-health", { email, calendars: "brokenOne" });

    const [working, broken] = await connections();
    expect(working.calendars).toHaveLength(1);
    expect(broken).toMatchObject({ error: {} });
    expect((await busyTimes()).status).toBe(200);
    expect(await offered()).toEqual([]);

    await cal.control("/calendar-health", { email, calendars: "ok" });
    expect(await offered()).toHaveLength(16);
  });

  it("is different from no connection at all", async () => {
    await cal.control("/calendar-health", { email, calendars: "none" });

    expect(await calendars()).toEqual({ connectedCalendars: [], destinationCalendar: {} });
    expect(await offered()).toHaveLength(16);
  });
});

describe("absences", () => {
  it("take out-of-office days off a person's slots, and newer servers list them", async () => {
    const days = { start: "2026-12-01T00:00:00Z", end: "2026-12-01T23:59:59Z" };
    await cal.control("/ooo", { email, ...days });

    expect(new Set((await offered()).map((start) => start.slice(0, 10)))).toEqual(
      new Set(["2026-12-02"]),
    );
    const list = await cal.call("GET", "/v2/me/ooo", { key });
    expect(list.body.data).toMatchObject([{ start: "2026-12-01T00:00:00.000Z", userId: 1002 }]);

    await cal.control("/ooo", { isReadable: false });
    const older = await cal.call("GET", "/v2/me/ooo", { key });
    expect([older.status, older.body.error.message]).toEqual([404, "Cannot GET /v2/me/ooo"]);
  });

  it("read the hours in the time zone of a trip", async () => {
    await cal.control("/travel", {
      email,
      timeZone: "Asia/Tokyo",
      start: "2026-12-01T00:00:00Z",
      end: "2026-12-08T00:00:00Z",
    });

    const starts = await cal.slots(
      "eventTypeId=201&timeZone=Asia/Tokyo&start=2026-12-01&end=2026-12-02",
    );
    const second = starts.filter((start) => start.startsWith("2026-12-02"));
    expect(second[0]).toBe("2026-12-02T08:00:00.000+09:00");
    expect(second).toHaveLength(8);
  });
});

describe("free/busy as providers answer it", () => {
  const rows = async (): Promise<string[][]> =>
    (await busyTimes(30)).body.data.map(({ start, end }: Json) => [start, end]);
  const intervals = [
    { start: "2026-12-01T10:00:00Z", end: "2026-12-01T10:45:00Z" },
    { start: "2026-12-01T10:45:00Z", end: "2026-12-01T11:30:00Z" },
  ];

  it("joins events that touch, or pads them", async () => {
    await cal.control("/busy", { email, intervals, joined: true });
    expect(await rows()).toEqual([["2026-12-01T10:00:00.000Z", "2026-12-01T11:30:00.000Z"]]);

    await cal.control("/busy", { email, intervals, paddedMinutes: 5 });
    expect((await rows())[0]).toEqual(["2026-12-01T09:55:00.000Z", "2026-12-01T10:50:00.000Z"]);
  });

  it.each([
    ["noZone", "2026-12-01T00:00:00", "2026-12-02T00:00:00"],
    ["compactOffset", "2026-12-01T05:30:00+0530", "2026-12-02T05:30:00+0530"],
    ["sevenDigits", "2026-12-01T00:00:00.0000000Z", "2026-12-02T00:00:00.0000000Z"],
    ["dateOnly", "2026-12-01", "2026-12-02"],
    ["hour24", "2026-12-01T00:00:00.000Z", "2026-12-01T24:00:00Z"],
  ])("spells times as %s", async (spelling, start, end) => {
    const day = [{ start: "2026-12-01T00:00:00Z", end: "2026-12-02T00:00:00Z" }];
    await cal.control("/busy", { email, intervals: day, spelling });

    expect(await rows()).toEqual([[start, end]]);
  });

  it("answers further rows as they are", async () => {
    await cal.control("/busy", { email, raw: [{ start: null }] });

    expect((await busyTimes()).body.data).toEqual([{ start: null }]);
  });

  it("takes 21 calendars in one query; 22 are no list to Express", async () => {
    await cal.control("/busy", { email, intervals, count: 22 });

    expect((await busyTimes(21)).status).toBe(200);
    const refused = await busyTimes(22);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain("calendarsToLoad must be an array");
  });
});

it("hours over midnight are stored, and offer nothing", async () => {
  const availability = [{ days: ["Tuesday"], startTime: "22:00", endTime: "02:00" }];
  const list = await cal.call("GET", "/v2/schedules/default", { key, version: "2024-06-11" });
  const path = `/v2/schedules/${list.body.data.id}`;
  const saved = await cal.call("PATCH", path, {
    key,
    version: "2024-06-11",
    body: { availability },
  });

  expect(saved.body.data.availability).toEqual(availability);
  expect(await offered()).toEqual([]);
});
