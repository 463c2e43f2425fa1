import { dayMs, formatInstant, minuteMs, parseInstant, weekMs } from "@reslot/cal/time";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { readCoachSlots } from "../../src/availability/coach-slots.ts";
import { readOfferedWindows } from "../../src/availability/read-offered-windows.ts";
import type { CalUse } from "../../src/core/cal-use.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { calControl } from "../support/services.ts";

const minutes = (...values: number[]) => fc.constantFrom(...values);
const limits = fc.option(
  fc.oneof(
    ...["day", "week", "month", "year"].map((period) =>
      fc.record<Record<string, number>>({ [period]: fc.integer({ min: 1, max: 4 }) }),
    ),
  ),
  { freq: 1 },
);
const bookingWindows = fc.option(
  fc.record({
    type: fc.constantFrom("calendarDays", "businessDays"),
    value: fc.integer({ min: 5, max: 45 }),
    rolling: fc.boolean(),
  }),
  { freq: 1 },
);

/** Minutes from the Monday on which a window of weeks begins; most bookings are close to it, or to each other. */
const places = fc.oneof(
  fc.integer({ min: -36 * 4, max: 36 * 4 }).map((quarters) => quarters * 15),
  fc.integer({ min: -10 * 24 * 12, max: 24 * 24 * 12 }).map((fives) => fives * 5),
);

const worlds = fc.record({
  timeZone: fc.constantFrom(
    "Africa/Nairobi",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Europe/Berlin",
  ),
  hours: fc.constantFrom<[string, string]>(
    ["09:00", "17:00"],
    ["08:05", "12:40"],
    ["18:00", "23:59"],
  ),
  eventType: fc.record({
    lengthInMinutes: minutes(15, 30, 45, 50, 60, 90),
    slotInterval: fc.option(minutes(15, 20, 40), { freq: 1 }),
    beforeEventBuffer: minutes(0, 0, 10, 60, 120),
    afterEventBuffer: minutes(0, 0, 25, 120),
    offsetStart: minutes(0, 0, 10),
    bookingLimitsCount: limits,
    bookingWindow: bookingWindows,
  }),
  own: places,
  others: fc.array(places, { maxLength: 12 }),
});
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;

/** A window of four weeks begins with it; clocks change in America on the day before, in Europe 13 days later. */
const monday = parseInstant("2027-03-15T00:00:00Z");

afterAll(() => calControl("reset", {})); // the clock too

let lastId = 1_000_000;

/** The meeting's coach in such a world at Cal.com, and the meeting as one of its bookings. */
async function arrangeWorld(meeting: Meeting, world: World) {
  const { coach, mentee } = meeting.people;
  const id = (lastId += 1);
  const { timeZone, eventType, hours } = world;
  const [start, end] = hours;
  const { calApiKey } = coach;
  const person = { email: coach.email, calApiKey, timeZone, firstName: "Sam", lastName: "Coach" };
  const seat = {
    ...person,
    hours: [{ days: [0, 1, 2, 3, 4, 5, 6], start, end }],
    eventTypes: [{ id, slug: "coaching", title: "Coaching", ...eventType }],
  };
  await calControl("reset", { seed: [seat], now: "2027-02-01T10:00:00Z" });
  const book = (place: number, email: string) =>
    calControl<{ uid: string; start: string; end: string }>("bookings", {
      eventTypeId: id,
      start: formatInstant(monday + place * minuteMs),
      attendee: { name: "Kim", email, timeZone: "UTC" },
    });
  for (const place of world.others) await book(place, "kim@example.com");
  const own = await book(world.own, mentee.email);
  return { eventTypeId: id, own };
}

/** What is offered in two windows before and after the Monday: with the shared lists, and with none. */
async function readBoth(meeting: Meeting, world: World) {
  const { eventTypeId, own } = await arrangeWorld(meeting, world);
  const { ports, people, bookingUlid } = meeting;
  const use: CalUse = { purpose: "view", by: people.mentee.ulid };
  const [coach, row] = await Promise.all([
    ports.calAccounts.open(people.coach.ulid, use),
    ports.db.bookings.getForParticipant({ bookingUlid, userUlid: people.mentee.ulid }),
  ]);
  if (!row || coach.status !== "connected") throw new Error("The meeting is gone.");
  const { timeZone } = world;
  const booking = {
    ...row,
    eventTypeId,
    calBookingId: own.uid,
    startTime: own.start,
    endTime: own.end,
    coach: { ...row.coach, timeZone },
  };
  const durationMinutes = world.eventType.lengthInMinutes;
  const window = { start: monday - 8 * weekMs, end: monday + 8 * weekMs };
  const offer = { booking, coach, use, window };
  const eventType = await coach.client.eventTypes.get(eventTypeId);
  const lists = await readOfferedWindows(ports, offer, { durationMinutes, eventType });
  const results: { isOwn: boolean; ours: string[]; full: string[] }[] = [];
  for (const list of lists) {
    const { start, end } = list.window;
    const asked = { start: start - dayMs, end };
    const isInside = (slot: number) => slot >= start && slot < end;
    const full = await readCoachSlots(ports, { ...offer, window: asked, durationMinutes });
    const toText = (slots: readonly number[]) => slots.filter(isInside).map(formatInstant);
    results.push({ isOwn: list.isOwn, ours: toText(list.value), full: toText(full) });
  }
  return results;
}

it("the lists that bookings share are, window by window, what Cal.com offers for the booking", async () => {
  const meeting = await arrangeMeeting();
  const seen = { shared: 0, sharedNextToOwn: 0, own: 0 };

  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const results = await readBoth(meeting, world);
      for (const [index, { isOwn, ours, full }] of results.entries()) {
        expect(ours).toEqual(full);
        if (isOwn) seen.own += 1;
        else if (full.length > 0) seen.shared += 1;
        if (!isOwn && results[index - 1]?.isOwn) seen.sharedNextToOwn += 1;
      }
    }),
    { numRuns: Number(process.env["RUNS"] ?? 30) },
  );

  expect(seen.shared).toBeGreaterThan(10);
  expect(seen.sharedNextToOwn).toBeGreaterThan(0);
});

const plain: World = {
  timeZone: "Africa/Nairobi",
  hours: ["09:00", "17:00"],
  eventType: {
    lengthInMinutes: 60,
    slotInterval: null,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    offsetStart: 0,
    bookingLimitsCount: null,
    bookingWindow: null,
  },
  own: -5 * 24 * 60 + 6 * 60,
  others: [],
};
const oneHour: World["hours"] = ["09:00", "10:00"];
const rolling = { type: "calendarDays", value: 45, rolling: true } as const;

it.each<[string, Partial<World["eventType"]>, Partial<World>]>([
  ["is the only one of its month", { bookingLimitsCount: { month: 1 } }, {}],
  ["is the only one of its year", { bookingLimitsCount: { year: 1 } }, {}],
  ["fills a day of a rolling window", { bookingWindow: rolling }, { hours: oneHour }],
])("windows that a meeting does not touch are right when it %s", async (_, eventType, world) => {
  const meeting = await arrangeMeeting();

  const results = await readBoth(meeting, {
    ...plain,
    ...world,
    eventType: { ...plain.eventType, ...eventType },
  });

  expect(results.map(({ ours }) => ours)).toEqual(results.map(({ full }) => full));
  expect(results.every(({ isOwn, full }) => isOwn || full.length === 0)).toBe(true);
});
