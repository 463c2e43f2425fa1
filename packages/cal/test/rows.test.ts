import { describe, expect, it, type TestContext } from "vitest";
import { createCalClient, type UnreadableRow } from "../src/index.ts";
import { bookingAnswer } from "./answers.ts";
import { sendJson, startServer } from "./local-server.ts";

const start = "2026-12-03T11:00:00.000Z";
const end = "2026-12-03T11:30:00.000Z";

const oddButReadable: readonly (readonly [what: string, changes: object, read: object])[] = [
  ["a status that Cal.com has added", { status: "awaiting_host" }, { status: "unknown" }],
  ["no status", { status: null }, { status: "unknown" }],
  ["no title", { title: null }, { title: null }],
  ["no duration", { duration: undefined }, { duration: 30 }],
  ["an event type without a slug", { eventType: { id: 1, slug: null } }, { eventType: { id: 1 } }],
  ["no id", { id: null }, { id: null }],
  ["no hosts", { hosts: null }, { hosts: [] }],
  [
    "hosts without name and zone",
    { hosts: [{ id: 1, name: null }, null] },
    { hosts: [{ id: 1 }, {}] },
  ],
  [
    "nothing but the attendee's address",
    { attendees: [{ email: "m@example.test", name: null, timeZone: null, seatUid: null }] },
    { attendees: [{ email: "m@example.test", name: null, timeZone: null, seatUid: null }] },
  ],
  [
    "times with an offset and more digits",
    { start: "2026-12-03T12:00:00.0000000+01:00", end: "2026-12-03T11:30Z" },
    { start, end },
  ],
  ["unknown fields", { surprise: { deep: [1] } }, { uid: "odd" }],
];

const unreadable: readonly (readonly [what: string, row: unknown, left: UnreadableRow])[] = [
  ["no uid", bookingAnswer("odd", { uid: null }), { uid: null, start, end, reason: "uid" }],
  [
    "no start",
    bookingAnswer("odd", { start: null }),
    { uid: "odd", start: null, end, reason: "start" },
  ],
  [
    "an end before its start",
    bookingAnswer("odd", { end: "2026-12-03T10:00:00Z" }),
    { uid: "odd", start, end: null, reason: "end" },
  ],
  [
    "times without an offset",
    bookingAnswer("odd", { start: "2026-12-03T11:00:00", end: "2026-12-03T11:30:00" }),
    {
      uid: "odd",
      start: "2026-12-02T21:00:00.000Z",
      end: "2026-12-03T23:30:00.000Z",
      reason: "start",
    },
  ],
  [
    "a successor that is no uid",
    bookingAnswer("odd", { status: "cancelled", rescheduledToUid: { uid: "next" } }),
    { uid: "odd", start, end, reason: "rescheduledToUid" },
  ],
  ["nothing at all", null, { uid: null, start: null, end: null, reason: "row" }],
  ["no fields", "odd", { uid: null, start: null, end: null, reason: "row" }],
];

/** A list with one odd row between two ordinary ones. */
async function listWith(context: TestContext, row: unknown) {
  const skipped: unknown[] = [];
  const server = await startServer(context, (response) =>
    sendJson(response, { body: { data: [bookingAnswer("a"), row, bookingAnswer("b")] } }),
  );
  const cal = createCalClient({
    baseUrl: server.url,
    onSkippedRows: (operation, rows) => skipped.push({ operation, rows }),
  });
  return { ...(await cal.bookings.list()), skipped };
}

describe.for(oddButReadable)("a listed booking with %s", ([, changes, read]) => {
  it("is a booking like any other", async (context) => {
    const list = await listWith(context, bookingAnswer("odd", { ...changes }));

    expect(list.bookings.map(({ uid }) => uid)).toEqual(["a", "odd", "b"]);
    expect(list.bookings[1]).toMatchObject(read);
    expect(list.unreadable).toEqual([]);
    expect(list.skipped).toEqual([]);
  });
});

describe.for(unreadable)("a listed row with %s", ([, row, left]) => {
  it("is said to be unreadable, and hides no other row", async (context) => {
    const list = await listWith(context, row);

    expect(list.bookings.map(({ uid }) => uid)).toEqual(["a", "b"]);
    expect(list.unreadable).toEqual([left]);
    expect(list.skipped).toEqual([{ operation: "bookings.list", rows: [left] }]);
  });
});

describe("bookings.list, beyond what can be read at once", () => {
  it("asks for smaller pages when an answer is too large", async (context) => {
    const rows = Array.from({ length: 120 }, (_, index) => bookingAnswer(`b${index}`));
    const description = "x".repeat(30_000);
    const server = await startServer(context, (response, { url }) => {
      const [skip, take] = ["skip", "take"].map((name) => Number(url.searchParams.get(name)));
      const data = rows.slice(skip, (skip ?? 0) + (take ?? 0));
      const hasNextPage = (skip ?? 0) + data.length < rows.length;
      sendJson(response, {
        body: {
          data: data.map((row) => ({ ...row, description })),
          pagination: { hasNextPage },
        },
      });
    });

    const list = await createCalClient({ baseUrl: server.url }).bookings.list();

    expect(list.bookings.map(({ uid }) => uid)).toEqual(rows.map(({ uid }) => uid));
    expect(list.isComplete).toBe(true);
    expect(server.seen.map(({ url }) => url.search)).toEqual([
      "?take=100",
      "?take=50",
      "?take=50&skip=50",
      "?take=50&skip=100",
    ]);
  });

  it("leaves out a row that is too large alone, and says so", async (context) => {
    const huge = { ...bookingAnswer("huge"), description: "x".repeat(2_100_000) };
    const rows = [bookingAnswer("a"), huge, bookingAnswer("b")];
    const server = await startServer(context, (response, { url }) => {
      const [skip, take] = ["skip", "take"].map((name) => Number(url.searchParams.get(name)));
      const data = rows.slice(skip, (skip ?? 0) + (take ?? 0));
      sendJson(response, { body: { data } });
    });

    const list = await createCalClient({ baseUrl: server.url }).bookings.list();

    expect(list.bookings.map(({ uid }) => uid)).toEqual(["a", "b"]);
    expect(list.unreadable).toEqual([
      { uid: null, start: null, end: null, reason: "bodyTooLarge" },
    ]);
    expect(list.isComplete).toBe(true);
  });

  it("says that there is more than it reads", async (context) => {
    const data = Array.from({ length: 100 }, (_, index) => bookingAnswer(`b${index}`));
    const server = await startServer(context, (response) =>
      sendJson(response, { body: { data, pagination: { hasNextPage: true } } }),
    );

    const list = await createCalClient({ baseUrl: server.url }).bookings.list();

    expect(list.bookings).toHaveLength(1000);
    expect(list.isComplete).toBe(false);
  });
});

describe("rows of other lists", () => {
  async function answering(context: TestContext, data: unknown) {
    const skipped: string[] = [];
    const server = await startServer(context, (response) => sendJson(response, { body: { data } }));
    const cal = createCalClient({
      baseUrl: server.url,
      onSkippedRows: (operation, rows) =>
        skipped.push(...rows.map(({ reason }) => `${operation} ${reason}`)),
    });
    return { cal, skipped };
  }

  it("are slots and days that can be read", async (context) => {
    const days = { "2026-12-03": [{ start }, { start: "soon" }, null], "2026-12-04": "none" };
    const { cal, skipped } = await answering(context, days);
    const query = { eventTypeId: 1, start: "2026-12-03", end: "2026-12-05" };

    expect(await cal.slots.list(query)).toEqual([start]);
    expect(skipped).toEqual(["slots.list start", "slots.list row", "slots.list row"]);
  });

  it("are an error when there is not one slot that can be read", async (context) => {
    const { cal } = await answering(context, { "2026-12-03": [{ start: "soon" }] });
    const query = { eventTypeId: 1, start: "2026-12-03", end: "2026-12-05" };

    await expect(cal.slots.list(query)).rejects.toMatchObject({ code: "UNEXPECTED_RESPONSE" });
  });

  it("are subscriptions that can be read", async (context) => {
    const subscription = { id: "w1", subscriberUrl: "https://x.test", triggers: [], active: true };
    const { cal, skipped } = await answering(context, [
      { id: null },
      subscription,
      { ...subscription, id: 7 },
    ]);

    expect(await cal.webhooks.list()).toEqual([subscription, { ...subscription, id: "7" }]);
    expect(skipped).toEqual(["webhooks.list id"]);
  });

  it("are the windows of a schedule; a day whose override cannot be read is off", async (context) => {
    const hours = { startTime: "09:00", endTime: "17:00" };
    const { cal, skipped } = await answering(context, {
      id: null,
      timeZone: "Europe/Berlin",
      availability: [
        { days: ["Monday", "Funday"], ...hours },
        { days: ["Tuesday"], ...hours, endTime: "25:00" },
      ],
      overrides: [{ date: "2026-12-24", startTime: "09:00", endTime: null }],
    });

    expect(await cal.schedules.getDefault()).toEqual({
      id: null,
      timeZone: "Europe/Berlin",
      availability: [{ days: ["Monday"], ...hours }],
      overrides: [{ date: "2026-12-24", startTime: "00:00", endTime: "00:00" }],
    });
    expect(skipped).toEqual(["schedules.getDefault endTime"]);
  });

  it("are not hours when it is not known which day an override changes", async (context) => {
    const { cal } = await answering(context, {
      timeZone: "UTC",
      availability: [],
      overrides: [{ date: null, startTime: "09:00", endTime: "17:00" }],
    });

    await expect(cal.schedules.getDefault()).rejects.toMatchObject({ code: "UNEXPECTED_RESPONSE" });
  });
});
