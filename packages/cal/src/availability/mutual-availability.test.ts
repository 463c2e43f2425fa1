import { describe, expect, it } from "vitest";
import { type Interval } from "../time/interval.ts";
import { mutualAvailability } from "./mutual-availability.ts";

const at = (iso: string): number => Date.parse(iso);
const span = (start: string, end: string): Interval => ({ start: at(start), end: at(end) });

const window = span("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z");
const office = (timeZone: string) => ({
  timeZone,
  weekly: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }],
  overrides: [],
});

describe("mutualAvailability", () => {
  it("finds the hours two continents share", () => {
    const people = [
      { schedule: office("Europe/Berlin"), busy: [] },
      { schedule: office("America/New_York"), busy: [] },
    ];

    expect(mutualAvailability(people, window)).toEqual([
      span("2026-03-02T14:00:00Z", "2026-03-02T16:00:00Z"),
    ]);
  });

  it("takes out what either is busy with, in any order and shape", () => {
    const people = [
      {
        schedule: office("UTC"),
        busy: [
          span("2026-03-02T15:00:00Z", "2026-03-02T15:30:00Z"),
          span("2026-03-01T00:00:00Z", "2026-03-02T10:00:00Z"),
          span("2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z"),
        ],
      },
      { schedule: office("UTC"), busy: [span("2026-03-02T15:15:00Z", "2026-03-05T00:00:00Z")] },
    ];

    expect(mutualAvailability(people, window)).toEqual([
      span("2026-03-02T10:00:00Z", "2026-03-02T15:00:00Z"),
    ]);
  });

  it("gives the whole window when there are no people, and nothing in an empty window", () => {
    expect(mutualAvailability([], window)).toEqual([window]);
    expect(mutualAvailability([], { start: 5, end: 5 })).toEqual([]);
  });
});
