import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, menteeKey, startFixture, type Fixture } from "./fixture.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());

const weekdays = [1, 2, 3, 4, 5];
const person = (name: string, timeZone: string, extra: object): object => ({
  email: `${name}@example.test`,
  firstName: name,
  timeZone,
  calApiKey: `cal_live_${name}`,
  calUsername: name,
  ...extra,
});
const both = {
  id: 600,
  slug: "both",
  title: "Both",
  lengthInMinutes: 30,
  coHosts: ["mentee@example.test"],
};
const seed = [
  person("coach", "Europe/Berlin", {
    hours: [{ days: weekdays, start: "09:00", end: "17:00" }],
    eventTypes: [both, { ...both, id: 601, slug: "alone", coHosts: [] }],
  }),
  person("mentee", "America/New_York", {
    hours: [{ days: weekdays, start: "08:00", end: "12:00" }],
    eventTypes: [{ ...both, id: 602, slug: "mentee", coHosts: [] }],
  }),
];

beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z", seed });
});

const book = (start: string, eventTypeId: number) => cal.book(start, { eventTypeId });
const offered = (day: string, eventTypeId = 600) =>
  cal.slots(`eventTypeId=${eventTypeId}&start=${day}&end=${day}`);
const between = (day: string, ...times: string[]) => times.map((time) => `${day}T${time}:00.000Z`);

describe("an event type with several hosts", () => {
  it("offers the times at which all hosts are free, across both clock changes", async () => {
    expect(await offered("2026-12-08")).toEqual(
      between("2026-12-08", "13:00", "13:30", "14:00", "14:30", "15:00", "15:30"),
    );
    expect((await offered("2027-03-16"))[0]).toBe("2027-03-16T12:00:00.000Z");
    expect((await offered("2027-03-30")).at(-1)).toBe("2027-03-30T14:30:00.000Z");
  });

  it("respects the bookings and calendar of each host", async () => {
    await book("2026-12-08T13:00:00Z", 601);
    await book("2026-12-08T14:00:00Z", 602);
    const intervals = [{ start: "2026-12-08T15:00:00Z", end: "2026-12-08T15:30:00Z" }];
    await cal.control("/busy", { email: "mentee@example.test", intervals });
    expect(await offered("2026-12-08")).toEqual(between("2026-12-08", "13:30", "14:30", "15:30"));
  });

  it("shows all hosts of a booking, keeps them through a move, and blocks them all", async () => {
    const uid = await book("2026-12-08T13:00:00Z", 600);
    const moved = await cal.move(uid, "2026-12-08T14:00:00Z", { key: coachKey });
    const hosts = moved.body.data.hosts.map((host: { username: string }) => host.username);
    expect([moved.status, hosts]).toEqual([201, ["coach", "mentee"]]);
    expect(await offered("2026-12-08", 602)).not.toContain("2026-12-08T14:00:00.000Z");
    const own = await cal.call("GET", "/v2/bookings?status=upcoming", { key: menteeKey });
    expect(own.body.data).toHaveLength(1);
  });

  it("refuses a move when no host is free, and fails with 500 when only some are", async () => {
    const uid = await book("2026-12-08T13:00:00Z", 600);
    expect((await cal.move(uid, "2026-12-12T13:00:00Z")).status).toBe(400);
    const partly = await cal.move(uid, "2026-12-08T10:00:00Z");
    expect([partly.status, partly.body]).toEqual([
      500,
      { statusCode: 500, message: "Internal server error" },
    ]);
    expect((await cal.call("GET", `/v2/bookings/${uid}`)).body.data.status).toBe("accepted");
  });

  it("needs hosts with an account", async () => {
    const lonely = [
      person("coach", "UTC", { eventTypes: [{ ...both, coHosts: ["no@example.test"] }] }),
    ];
    const reply = await cal.control("/reset", { seed: lonely });
    expect([reply.status, reply.body.error]).toEqual([
      500,
      "Cal.com stand-in: the co-host no@example.test has no Cal.com account.",
    ]);
  });
});
