import { hourMs, type Interval, minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { cellOf, type Fineness, finenessFor, inCells, judgeFor } from "./fineness.ts";

const at = (hours: number, minutes = 0) => hours * hourMs + minutes * minuteMs;
const span = (from: number, to: number): Interval => ({ start: from, end: to });

const hourly: Fineness = { lengths: [hourMs], grid: hourMs, phase: 0 };
const never = span(at(-48), at(-47));

interface Asked {
  starts: number[];
  minutes?: number;
  busy: Interval[];
  fineness?: Fineness | null;
  current?: Interval;
}

function verdicts({ starts, minutes = 60, busy, fineness = hourly, current = never }: Asked) {
  const mentee = { hours: [span(at(-24), at(48))], busy, unknown: [] };
  const judged = judgeFor({ starts, durationMs: minutes * minuteMs, current, mentee, fineness });
  return judged.map(({ verdict }) => verdict);
}

describe("what a coach learns of a mentee's time", () => {
  it("is exact for the starts and the length that the mentee agreed to", () => {
    const busy = [span(at(10), at(11, 5))];

    expect(verdicts({ starts: [at(9), at(10), at(11), at(12)], busy })).toEqual([
      "mutual",
      "menteeBusy",
      "menteeBusy",
      "mutual",
    ]);
  });

  it("is no finer after the length, the interval or the offset of the event type has changed", () => {
    const busy = [span(at(10, 20), at(10, 25))];
    const quarters = [at(10), at(10, 15), at(10, 30), at(10, 45)];

    expect(verdicts({ starts: quarters, minutes: 15, busy })).toEqual(
      quarters.map(() => "menteeBusy"),
    );
    expect(verdicts({ starts: [at(9, 7), at(10, 26), at(11, 1)], busy })).toEqual([
      "menteeBusy",
      "menteeBusy",
      "mutual",
    ]);
    expect(verdicts({ starts: [at(9, 7), at(10, 26)], busy, fineness: null })).toEqual([
      "mutual",
      "mutual",
    ]);
  });

  it("depends on nothing but whole cells: two calendars that fill the same ones look the same", () => {
    const one = [span(at(10, 20), at(10, 25)), span(at(14), at(15))];
    const other = [span(at(10), at(10, 59)), span(at(14, 59), at(15))];
    const starts = Array.from({ length: 24 * 12 }, (_, index) => index * 5 * minuteMs);

    for (const minutes of [5, 15, 30, 45, 50, 60, 90]) {
      const asked = { starts: minutes === 60 ? starts.map((s) => s + minuteMs) : starts, minutes };
      expect(verdicts({ ...asked, busy: one })).toEqual(verdicts({ ...asked, busy: other }));
    }
  });

  it("never counts the meeting that is moved against itself", () => {
    const current = span(at(10), at(11));
    const asked = { starts: [at(10), at(10, 15)], busy: [current], current };

    expect(verdicts(asked)).toEqual(["current", "mutual"]);
  });

  it("is drawn in cells of the agreed length, wherever the view begins", () => {
    const as = { fineness: { ...hourly, phase: 30 * minuteMs }, durationMs: 15 * minuteMs };
    const busy = [span(at(10, 40), at(10, 41)), span(at(13, 20), at(13, 40))];

    expect(inCells(busy, as)).toEqual([span(at(10, 30), at(11, 30)), span(at(12, 30), at(14, 30))]);
  });

  it("is drawn as finely as the longest agreed meeting that fits", () => {
    const fineness = { ...hourly, lengths: [at(0, 30), at(0, 45), at(1)] };

    expect([20, 30, 50, 90].map((minutes) => cellOf(fineness, minutes * minuteMs))).toEqual(
      [30, 30, 45, 60].map((minutes) => minutes * minuteMs),
    );
  });

  it("follows what the pair's meetings were when the mentee agreed", () => {
    const agreed = { lengths: [60, 30], gridMinutes: 15, gridPhase: 5 };
    const consent = {
      ...agreed,
      menteeUserUlid: "mentee",
      coachUserUlid: "coach",
      state: "allowed",
      lengthMinutes: 30,
      askedAt: null,
      decidedAt: "2026-12-01T09:00:00.000Z",
      source: "mentee",
      disownedAt: null,
    } as const;

    expect(finenessFor("coach", consent)).toEqual({
      lengths: [30 * minuteMs, hourMs],
      grid: 15 * minuteMs,
      phase: 5 * minuteMs,
    });
    expect(finenessFor("mentee", consent)).toBeNull();
    expect(finenessFor("coach", { ...consent, state: "stopped" })).toBeNull();
  });

  it("is exact for the mentee, and nothing without consent", () => {
    expect(finenessFor("mentee", null)).toBeNull();
    expect(finenessFor("coach", null)).toBeNull();
    expect(inCells([span(1, 2)], { fineness: null, durationMs: hourMs })).toEqual([span(1, 2)]);
  });
});
