import { describe, expect, it } from "vitest";
import { CalError, createCalClient } from "../src/index.ts";
import { bookingAnswer, eventTypeAnswer } from "./answers.ts";
import { sendJson, startServer } from "./local-server.ts";

const success = (data: unknown) => ({ body: { status: "success", data } });

describe("createCalClient", () => {
  it("sends the token and each resource's version, and nothing it was not given", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, success(bookingAnswer("b1"))),
    );
    const cal = createCalClient({ baseUrl: `${server.url}/`, accessToken: "cal_live_key" });

    await cal.bookings.get("b 1/../x");

    const [request] = server.seen;
    expect(request?.url.pathname).toBe("/v2/bookings/b%201%2F..%2Fx");
    expect(request?.headers).toMatchObject({
      authorization: "Bearer cal_live_key",
      "cal-api-version": "2024-08-13",
      accept: "application/json",
    });
    expect(request?.headers["content-type"]).toBeUndefined();
  });

  it("sends no Authorization header without a token", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, success(bookingAnswer("b1"))),
    );

    await createCalClient({ baseUrl: server.url, accessToken: null }).bookings.get("b1");

    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  it("sends the versions it is told to", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, success(eventTypeAnswer)),
    );
    const versions = { eventTypes: "2099-01-01" };

    await createCalClient({ baseUrl: server.url, versions }).eventTypes.get(1);

    expect(server.seen[0]?.headers["cal-api-version"]).toBe("2099-01-01");
  });

  it("refuses a base URL without https", () => {
    expect(() => createCalClient({ baseUrl: "http://api.cal.com" })).toThrow(TypeError);
  });

  it("refuses a malformed token before anything is sent, and does not repeat it", async (context) => {
    const server = await startServer(context, (response) => sendJson(response, success(null)));
    const cal = createCalClient({ baseUrl: server.url, accessToken: "cal_bad\r\ntoken" });

    const error = await cal.me.get().catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: "TOKEN_INVALID" });
    expect(String(error)).not.toContain("cal_bad");
    expect(server.seen).toHaveLength(0);
  });
});

describe("me.get", () => {
  it("does without the fields that some versions leave out", async (context) => {
    const me = { id: 1, email: "a@b.test", username: null, timeZone: "UTC", extra: { deep: 1 } };
    const server = await startServer(context, (response) => sendJson(response, success(me)));

    await expect(createCalClient({ baseUrl: server.url }).me.get()).resolves.toEqual({
      id: 1,
      email: "a@b.test",
      username: null,
      timeZone: "UTC",
    });
  });
});

describe("bookings.reschedule", () => {
  it("posts only the three fields Cal.com knows", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, {
        status: 201,
        body: { status: "success", data: bookingAnswer("new", { rescheduledFromUid: "old" }) },
      }),
    );
    const input = {
      start: "2026-12-03T11:00:00.000Z",
      rescheduledBy: "coach@example.test",
      reschedulingReason: "Dentist",
    };

    const moved = await createCalClient({ baseUrl: server.url }).bookings.reschedule("old", input);

    expect(moved).toMatchObject({ uid: "new", rescheduledFromUid: "old", status: "accepted" });
    expect(server.seen[0]).toMatchObject({ method: "POST", body: JSON.stringify(input) });
    expect(server.seen[0]?.url.pathname).toBe("/v2/bookings/old/reschedule");
  });

  it("leaves an absent reason out", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, { status: 201, body: { data: bookingAnswer("new") } }),
    );

    await createCalClient({ baseUrl: server.url }).bookings.reschedule("old", {
      start: "2026-12-03T11:00:00.000Z",
      rescheduledBy: "coach@example.test",
      reschedulingReason: undefined,
    });

    expect(Object.keys(JSON.parse(server.seen[0]?.body ?? "{}"))).toEqual([
      "start",
      "rescheduledBy",
    ]);
  });

  it("names the successor when the booking was moved already", async (context) => {
    const message = "cancelled and rescheduled already to booking with uid=next. You probably";
    const server = await startServer(context, (response) =>
      sendJson(response, { status: 400, body: { status: "error", error: { code: "X", message } } }),
    );
    const cal = createCalClient({ baseUrl: server.url });

    const move = cal.bookings.reschedule("old", { start: "x", rescheduledBy: "a@b.test" });

    await expect(move).rejects.toMatchObject({
      code: "ALREADY_RESCHEDULED",
      details: { successorUid: "next" },
      outcomeUnknown: false,
    });
  });
});

describe("bookings.list", () => {
  it("collects every page", async (context) => {
    const server = await startServer(context, (response, { url }) => {
      const skip = Number(url.searchParams.get("skip") ?? 0);
      const data = skip === 0 ? [bookingAnswer("a"), bookingAnswer("b")] : [bookingAnswer("c")];
      sendJson(response, { body: { data, pagination: { hasNextPage: skip === 0 } } });
    });

    const { bookings } = await createCalClient({ baseUrl: server.url }).bookings.list({
      status: ["upcoming", "unconfirmed"],
      afterStart: "2026-12-01T00:00:00Z",
    });

    expect(bookings.map(({ uid }) => uid)).toEqual(["a", "b", "c"]);
    expect(server.seen.map(({ url }) => url.search)).toEqual([
      "?afterStart=2026-12-01T00%3A00%3A00Z&status=upcoming%2Cunconfirmed&take=100",
      "?afterStart=2026-12-01T00%3A00%3A00Z&status=upcoming%2Cunconfirmed&take=100&skip=2",
    ]);
  });

  it("follows cursors where the version pages by cursor", async (context) => {
    const server = await startServer(context, (response, { url }) => {
      const isFirst = !url.searchParams.has("cursor");
      const pagination = { nextCursor: isFirst ? "c2" : null, hasMore: isFirst };
      sendJson(response, { body: { data: [bookingAnswer(isFirst ? "a" : "b")], pagination } });
    });
    const versions = { bookingList: "2026-05-01" } as const;
    const cal = createCalClient({ baseUrl: server.url, versions });

    expect((await cal.bookings.list()).bookings.map(({ uid }) => uid)).toEqual(["a", "b"]);
    expect(server.seen.map(({ url }) => url.search)).toEqual(["", "?cursor=c2"]);
  });

  it("asks for one status at a time where the version takes no more", async (context) => {
    const server = await startServer(context, (response, { url }) => {
      const status = url.searchParams.get("status") ?? "";
      const data = [bookingAnswer("both"), bookingAnswer(status)];
      sendJson(response, { body: { data, pagination: { nextCursor: null, hasMore: false } } });
    });
    const versions = { bookingList: "2026-05-01" } as const;
    const cal = createCalClient({ baseUrl: server.url, versions });

    const { bookings } = await cal.bookings.list({ status: ["upcoming", "unconfirmed"] });

    expect(bookings.map(({ uid }) => uid)).toEqual(["both", "upcoming", "unconfirmed"]);
    expect(server.seen.map(({ url }) => url.search).toSorted()).toEqual([
      "?status=unconfirmed",
      "?status=upcoming",
    ]);
  });

  it.for([
    ["2024-08-13", { hasNextPage: true }],
    ["2026-05-01", { hasMore: true, nextCursor: "next" }],
  ] as const)(
    "stops at an empty page of %s that claims to have a next one, and is not complete",
    async ([bookingList, pagination], context) => {
      const server = await startServer(context, (response) =>
        sendJson(response, { body: { data: [], pagination } }),
      );
      const cal = createCalClient({ baseUrl: server.url, versions: { bookingList } });

      await expect(cal.bookings.list()).resolves.toEqual({
        bookings: [],
        unreadable: [],
        isComplete: false,
      });
      expect(server.seen).toHaveLength(1);
    },
  );
});

describe("slots.list", () => {
  it("sorts by instant where offsets differ, and keeps what was sent", async (context) => {
    const data = {
      "2026-10-25": [
        { start: "2026-10-25T02:30:00.000+01:00" },
        { start: "2026-10-25T02:30:00.000+02:00" },
      ],
      "2026-10-24": [{ start: "2026-10-24T09:00:00.000+02:00", attendees: 3 }],
    };
    const server = await startServer(context, (response) => sendJson(response, { body: { data } }));

    const starts = await createCalClient({ baseUrl: server.url }).slots.list({
      eventTypeId: 7,
      start: "2026-10-24",
      end: "2026-10-25",
      timeZone: "Europe/Berlin",
      durationMinutes: 45,
      bookingUidToReschedule: "b1",
    });

    expect(starts).toEqual([
      "2026-10-24T09:00:00.000+02:00",
      "2026-10-25T02:30:00.000+02:00",
      "2026-10-25T02:30:00.000+01:00",
    ]);
    expect(Object.fromEntries(server.seen[0]?.url.searchParams ?? [])).toEqual({
      eventTypeId: "7",
      start: "2026-10-24",
      end: "2026-10-25",
      timeZone: "Europe/Berlin",
      duration: "45",
      bookingUidToReschedule: "b1",
    });
  });

  it("reads no slots at all", async (context) => {
    const server = await startServer(context, (response) => sendJson(response, success({})));
    const query = { eventTypeId: 7, start: "2026-10-24", end: "2026-10-25" };

    await expect(createCalClient({ baseUrl: server.url }).slots.list(query)).resolves.toEqual([]);
  });
});

describe("an answer that misses a field", () => {
  it("is refused and says which, not what was in it", async (context) => {
    const { uid: _, ...incomplete } = bookingAnswer("secret-uid");
    const server = await startServer(context, (response) =>
      sendJson(response, success(incomplete)),
    );

    const error = await createCalClient({ baseUrl: server.url })
      .bookings.get("b1")
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(CalError);
    expect(error).toMatchObject({
      code: "UNEXPECTED_RESPONSE",
      details: { reason: "unknownShape:data.uid" },
    });
  });
});
