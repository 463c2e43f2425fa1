import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { afterEach, describe, expect, it } from "vitest";
import { ulid } from "ulid";
import { apiScopes, appRouter, createContext } from "../../src/index.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { sql } from "../support/services.ts";

async function arrange(): Promise<Meeting> {
  const meeting = await arrangeMeeting();
  await sql(`delete from "ChangeFeed"`);
  return meeting;
}

interface Event {
  id: string;
  data: unknown;
}

/** Reads a stream until it has told `count` things, then leaves it. */
async function readEvents(stream: AsyncIterable<unknown>, count: number): Promise<Event[]> {
  const events: Event[] = [];
  // In the same process a tracked event comes as it is sent: its id, then its data.
  for await (const [id, data] of stream as AsyncIterable<[string, unknown]>) {
    events.push({ id, data });
    if (events.length === count) break;
  }
  return events;
}

describe("booking.onChange", () => {
  it("tells both people of a move, and that the coach's times changed", async () => {
    const meeting = await arrange();
    const { bookingUlid } = meeting;
    const watching = ["coach", "mentee"].map(async (key) =>
      readEvents(await meeting.as(key as "coach").booking.onChange({ bookingUlid }), 2),
    );

    await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));

    for (const events of await Promise.all(watching)) {
      expect(events.map(({ data }) => data)).toEqual([{ kind: "booking" }, { kind: "slots" }]);
    }
  });

  it("resumes after the last event id, each event once", async () => {
    const meeting = await arrange();
    const { bookingUlid } = meeting;
    await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
    const [first] = await readEvents(
      await meeting.as("coach").booking.onChange({ bookingUlid }),
      1,
    );
    await sql(`update "ChangeFeed" set "createdAt" = "createdAt" - interval '1 hour'`);
    await meeting.as("mentee").booking.reschedule({ ...meeting.moveTo(12), expectedVersion: 2 });

    const stream = await meeting
      .as("coach")
      .booking.onChange({ bookingUlid, lastEventId: first?.id ?? "" });
    const missed = await readEvents(stream, 3);

    expect(missed.map(({ data }) => data)).toEqual([
      { kind: "slots" },
      { kind: "booking" },
      { kind: "slots" },
    ]);
    expect(new Set(missed.map(({ id }) => id)).size).toBe(3);
  });

  it("refuses strangers", async () => {
    const meeting = await arrange();
    const { bookingUlid } = meeting;

    await expect(meeting.as("stranger").booking.onChange({ bookingUlid })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("notification.onNew", () => {
  it("tells the notified person and no one else", async () => {
    const meeting = await arrange();
    const { bookingUlid } = meeting;
    let strangerHeard = 0;
    const stranger = meeting.as("stranger").notification.onNew();
    void (async () => {
      for await (const event of await stranger) strangerHeard += event ? 1 : 0;
    })();
    const watching = readEvents(await meeting.as("coach").notification.onNew(), 1);

    await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));

    expect((await watching).map(({ data }) => data)).toEqual([{ bookingUlid }]);
    expect(strangerHeard).toBe(0);
  });
});

describe("live.onChange", () => {
  /** What one move tells the person who did not make it. */
  const told = ({ bookingUlid, people }: Meeting) => [
    { kind: "booking", bookingUlid },
    { kind: "slots", coachUserUlid: people.coach.ulid },
    { kind: "notification", bookingUlid },
  ];
  const dataOf = (events: readonly Event[]) => events.map(({ data }) => data);

  it("tells both people in one stream of a move, the coach's times and their notifications", async () => {
    const meeting = await arrange();
    const { bookingUlid } = meeting;
    const inputs = [undefined, { bookingUlids: [bookingUlid, bookingUlid] }];
    const watching = (["coach", "mentee"] as const).flatMap((key) =>
      inputs.map(async (input) => readEvents(await meeting.as(key).live.onChange(input), 3)),
    );

    await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));

    for (const events of await Promise.all(watching)) expect(dataOf(events)).toEqual(told(meeting));
  });

  it("resumes after the last event id, and tells of a gap where changes are not kept any more", async () => {
    const meeting = await arrange();
    await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
    const coach = meeting.as("coach").live;
    const [first] = await readEvents(await coach.onChange(), 1);
    const lastEventId = first?.id ?? "";

    const missed = await readEvents(await coach.onChange({ lastEventId }), 3);
    expect(dataOf(missed)).toEqual(expect.arrayContaining(told(meeting)));

    await sql(`delete from "ChangeFeed"`);
    const [gap] = await readEvents(await coach.onChange({ lastEventId }), 1);
    expect(gap?.data).toEqual({ kind: "gap" });
  });

  it("refuses a booking that is not the caller's, also beside one that is", async () => {
    const meeting = await arrange();
    const { bookingUlid } = meeting;

    for (const [key, bookingUlids] of [
      ["stranger", [bookingUlid]],
      ["coach", [bookingUlid, ulid()]],
    ] as const) {
      const opening = meeting.as(key).live.onChange({ bookingUlids: [...bookingUlids] });
      await expect(opening).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });

  it("tells a stranger nothing, and a mentee nothing of a coach they disowned", async () => {
    const meeting = await arrange();
    const { bookingUlid, people, ports } = meeting;
    await ports.db.consents.disown({ bookingUlid, menteeUserUlid: people.mentee.ulid });
    await sql(`delete from "ChangeFeed"`);
    const heard: unknown[] = [];
    for (const key of ["stranger", "mentee"] as const) {
      const stream = await meeting.as(key).live.onChange();
      void (async () => {
        for await (const event of stream) heard.push(event);
      })();
    }
    const watching = readEvents(await meeting.as("coach").live.onChange(), 1);

    await sql(`update "Bookings" set "title" = 'New' where "ulid" = '${bookingUlid}'`);

    expect(dataOf(await watching)).toEqual(told(meeting).slice(0, 1));
    expect(heard).toEqual([]);
  });
});

describe("a subscription over HTTP", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it("arrives as server-sent events with ids", async () => {
    const meeting = await arrange();
    const { clerkUserId } = meeting.people.coach;
    const context = createContext(meeting.ports);
    server = createServer(
      createHTTPHandler({
        router: appRouter,
        createContext: () =>
          context({
            caller: { kind: "apiKey", clerkUserId, scopes: apiScopes },
            request: { origin: null, contentType: null, requestId: ulid() },
          }),
      }),
    );
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const input = encodeURIComponent(JSON.stringify({ bookingUlid: meeting.bookingUlid }));
    const response = await fetch(`http://127.0.0.1:${port}/booking.onChange?input=${input}`, {
      headers: { accept: "text/event-stream" },
    });
    await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));

    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes('"booking"')) break;
    }

    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(text).toMatch(/data: \{"kind":"booking"\}\nid: \d+/);
  });
});
