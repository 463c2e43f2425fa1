import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFeedServer, recordedFeed, type FeedServer } from "./feed-server.ts";
import {
  coachKey,
  menteeKey,
  startFixture,
  type Fixture,
  type Json,
  type Reply,
} from "./fixture.ts";

let cal: Fixture;
let feed: FeedServer;
beforeAll(async () => {
  [cal, feed] = await Promise.all([startFixture(), startFeedServer()]);
});
afterAll(async () => {
  feed.close();
  await cal.close();
});
beforeEach(async () => {
  feed.publish(recordedFeed);
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

const key = menteeKey;
const integration = "ics-feed_calendar";
const save = (urls: string[]): Promise<Reply> =>
  cal.call("POST", "/v2/calendars/ics-feed/save", { key, body: { urls, readOnly: true } });
const connect = async (): Promise<number> => (await save([feed.url])).body.data.id;
const select = (credentialId: number, as = key): Promise<Reply> =>
  cal.call("POST", "/v2/selected-calendars", {
    key: as,
    body: { integration, externalId: feed.url, credentialId },
  });
const deselect = (credentialId: number): Promise<Reply> => {
  const query = { integration, externalId: feed.url, credentialId: String(credentialId) };
  return cal.call("DELETE", `/v2/selected-calendars?${new URLSearchParams(query).toString()}`, {
    key,
  });
};
const busyTimes = (credentialId: number): Promise<Reply> => {
  const query = new URLSearchParams({
    loggedInUsersTz: "America/New_York",
    dateFrom: "2026-12-01",
    dateTo: "2026-12-04",
    "calendarsToLoad[0][credentialId]": String(credentialId),
    "calendarsToLoad[0][externalId]": feed.url,
  });
  return cal.call("GET", `/v2/calendars/busy-times?${query.toString()}`, { key });
};
const calendars = async (): Promise<Json> =>
  (await cal.call("GET", "/v2/calendars", { key })).body.data.connectedCalendars;
/** Every call has a different query, which bypasses the two-second cache. */
const offered = (to: string) => cal.slots(`eventTypeId=201&start=2026-12-01&end=${to}`);
const half = "2026-12-01T14:30:00.000Z";

describe("connecting a calendar feed", () => {
  it("adds one credential with an unselected calendar", async () => {
    const reply = await save([feed.url]);
    const id: number = reply.body.data.id;
    expect([reply.status, reply.body.data]).toEqual([
      201,
      {
        id,
        type: integration,
        userId: 1002,
        teamId: null,
        appId: "ics-feed",
        invalid: false,
      },
    ]);
    expect((await calendars()).at(-1)).toMatchObject({
      credentialId: id,
      calendars: [{ name: "Mentee Cal", externalId: feed.url, isSelected: false }],
    });
  });

  it("puts several addresses under one credential", async () => {
    await save([feed.url, `${feed.url}?2`]);
    expect((await calendars()).at(-1).calendars).toHaveLength(2);
  });

  it("refuses an address without a calendar, and a body without a list", async () => {
    feed.publish("<html></html>");
    expect((await save([feed.url])).status).toBe(400);
    expect((await save(["http://127.0.0.1:1/none.ics"])).status).toBe(400);
    expect((await save([])).status).toBe(400);
    expect(await calendars()).toHaveLength(1);
  });

  it("can be undone, by its owner only", async () => {
    const id = await connect();
    const path = "/v2/calendars/ics-feed/disconnect";
    expect((await cal.call("POST", path, { key: coachKey, body: { id } })).status).toBe(404);
    expect((await cal.call("POST", path, { key, body: { id } })).body.data.id).toBe(id);
    expect(await calendars()).toHaveLength(1);
  });
});

describe("a connected feed", () => {
  it("reports its present busy times, and fails when it cannot be fetched", async () => {
    const id = await connect();
    const titles = async (): Promise<string[]> =>
      (await busyTimes(id)).body.data.map((entry: Json) => entry.title);
    expect(await titles()).toEqual(["Busy one", "All day", "Free event"]);
    feed.publish(recordedFeed.replace("Busy one", "Changed"));
    expect(await titles()).toContain("Changed");
    feed.publish(null);
    expect((await busyTimes(id)).status).toBe(500);
  });

  it("hides slots only while it is selected", async () => {
    const id = await connect();
    expect(await offered("2026-12-02")).toContain(half);
    const selected = await select(id);
    expect([selected.status, selected.body.data]).toEqual([
      201,
      { userId: 1002, integration, externalId: feed.url, credentialId: id },
    ]);
    expect((await offered("2026-12-03")).filter((start) => start < "2026-12-03")).toEqual([
      "2026-12-01T13:00:00.000Z",
      "2026-12-01T13:30:00.000Z",
      "2026-12-01T14:00:00.000Z",
      "2026-12-01T15:30:00.000Z",
      "2026-12-01T16:00:00.000Z",
      "2026-12-01T16:30:00.000Z",
    ]);
    expect((await deselect(id)).status).toBe(200);
    expect(await offered("2026-12-04")).toContain(half);
  });

  it("prevents moves onto its busy times, and keeps the last known ones when it fails", async () => {
    await select(await connect());
    const uid = await cal.book("2026-12-04T14:00:00Z", { eventTypeId: 201 });
    feed.publish(null);
    expect((await cal.move(uid, "2026-12-01T14:30:00Z", { key })).status).toBe(400);
    expect((await cal.move(uid, "2026-12-01T13:00:00Z", { key })).status).toBe(201);
  });

  it("cannot be selected by another person or under another name", async () => {
    const id = await connect();
    expect((await select(id, coachKey)).status).toBe(401);
    expect((await select(id + 1)).status).toBe(401);
    const body = { integration, externalId: feed.url, credentialId: id, color: "red" };
    expect((await cal.call("POST", "/v2/selected-calendars", { key, body })).status).toBe(400);
  });

  it("is not changed by the control that sets busy times", async () => {
    const id = await connect();
    await cal.control("/busy", { email: "mentee@example.test", intervals: [] });
    expect((await busyTimes(id)).body.data).toHaveLength(3);
  });
});
