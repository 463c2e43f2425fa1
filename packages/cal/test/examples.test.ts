import { expect, it } from "vitest";
import { bestTimes } from "../examples/best-times.ts";
import { freeTime, roomsFree } from "../examples/free-time.ts";
import { closeForADay } from "../examples/move-a-day.ts";
import { formatInstant, hourMs, parseInstant } from "../src/time/index.ts";

const day = parseInstant("2026-12-15T00:00:00Z");
const hours = (start: number, end: number) => ({
  start: day + start * hourMs,
  end: day + end * hourMs,
});
const office = (timeZone: string) => ({
  timeZone,
  weekly: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }],
  overrides: [],
});

it("the example of two people and a room finds the hours that all three have", () => {
  const people = [
    { schedule: office("Europe/London"), busy: [hours(10, 11)] },
    { schedule: office("Europe/Berlin"), busy: [] },
  ] as const;

  const free = freeTime(people, { window: hours(0, 24), bookings: [hours(14, 15)] });

  expect(free).toEqual([hours(9, 10), hours(11, 14), hours(15, 16)]);
});

it("the example of three rooms tells any free room from two at once", () => {
  const rooms = roomsFree([[hours(9, 12)], [hours(11, 14)], [hours(20, 21)]]);

  expect(rooms).toEqual({ any: [hours(9, 14), hours(20, 21)], firstTwo: [hours(11, 12)] });
});

it("the example of best times judges each start and suggests those that suit both", () => {
  const { judged, suggestions } = bestTimes({
    offered: ["2026-12-16T08:00:00Z", "2026-12-16T10:00:00Z"],
    start: "2026-12-15T10:00:00Z",
    durationMinutes: 60,
    mentee: office("Europe/London"),
    now: "2026-12-14T10:00:00Z",
  });

  expect(judged.map(({ verdict }) => verdict)).toEqual(["outsideMenteeHours", "mutual"]);
  expect(suggestions).toEqual([
    { start: day + 34 * hourMs, reasons: expect.arrayContaining(["sameTime", "daytimeForBoth"]) },
  ]);
});

it("the example of a day that is closed finds a time for each, times to choose from, or says why not", () => {
  const iso = (from: number, to: number) => ({
    startTime: formatInstant(day + from * hourMs),
    endTime: formatInstant(day + to * hourMs),
  });
  const customer = (id: string, hour: number, free: [number, number] | null) => ({
    id,
    customer: `customer of ${id}`,
    ...iso(hour, hour + 1),
    free: free && [iso(...free)],
  });

  const said = closeForADay({
    appointments: [
      customer("oil", 9, [33, 34.5]),
      customer("tyres", 10, [33, 41]),
      customer("brakes", 11, null),
      customer("lights", 12, [0, 24]),
    ],
    closed: iso(0, 24),
    offered: [33, 34.5, 36, 60].map((hour) => formatInstant(day + hour * hourMs)),
    timeZone: "Europe/London",
    now: formatInstant(day),
  });

  expect(said).toEqual([
    "oil moves to 2026-12-16T09:00:00.000Z",
    "tyres moves to 2026-12-16T10:30:00.000Z",
    "brakes chooses from 2026-12-16T12:00:00.000Z, 2026-12-17T12:00:00.000Z",
    "lights has no time that suits both: look at later days",
  ]);
});
