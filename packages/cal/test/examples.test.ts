import { expect, it } from "vitest";
import { bestTimes } from "../examples/best-times.ts";
import { freeTime, roomsFree } from "../examples/free-time.ts";
import { hourMs, parseInstant } from "../src/time/index.ts";

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
