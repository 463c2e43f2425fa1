import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JudgedSlot } from "./judge-slots.ts";
import { suggestSlots, type SuggestSlotsInput } from "./suggest-slots.ts";
import { hourMs, weekMs } from "../time/durations.ts";
import { wallClockAt } from "../time/wall-clock.ts";

const at = (iso: string): number => Date.parse(iso);

// A Wednesday, 16:00 in Berlin and 10:00 in New York.
const current = { start: at("2026-12-02T15:00:00Z"), end: at("2026-12-02T16:00:00Z") };

function mutual(...starts: string[]): JudgedSlot[] {
  return starts.map((start) => ({ start: at(start), verdict: "mutual" }));
}

function suggest(changes: Partial<SuggestSlotsInput>) {
  return suggestSlots({
    judged: [],
    current,
    durationMs: hourMs,
    timeZones: { coach: "Europe/Berlin", mentee: "America/New_York" },
    now: at("2026-12-01T08:00:00Z"),
    ...changes,
  });
}

const reasonsOf = (changes: Partial<SuggestSlotsInput>, start: string) =>
  suggest({ limit: 100, ...changes }).find((each) => each.start === at(start))?.reasons;

describe("suggestSlots", () => {
  it("prefers the same time on a near day, and says why", () => {
    const judged = mutual(
      "2026-12-03T13:00:00Z",
      "2026-12-03T15:00:00Z",
      "2026-12-09T15:00:00Z",
      "2026-12-04T16:00:00Z",
      "2026-12-05T03:00:00Z",
    );

    expect(suggest({ judged })).toEqual([
      {
        start: at("2026-12-03T15:00:00Z"),
        reasons: ["daytimeForBoth", "sameTime", "closeToOriginal"],
      },
      { start: at("2026-12-04T16:00:00Z"), reasons: ["daytimeForBoth", "closeToOriginal"] },
      { start: at("2026-12-09T15:00:00Z"), reasons: ["daytimeForBoth", "sameTime", "sameWeekday"] },
    ]);
  });

  it("offers only future times that suit both", () => {
    const judged: JudgedSlot[] = [
      { start: at("2026-12-03T15:00:00Z"), verdict: "menteeBusy" },
      { start: at("2026-12-03T16:00:00Z"), verdict: "menteeUnknown" },
      { start: at("2026-12-03T17:00:00Z"), verdict: "outsideMenteeHours" },
      { start: current.start, verdict: "current" },
      ...mutual("2026-12-01T08:00:00Z", "2026-11-30T15:00:00Z"),
    ];

    expect(suggest({ judged })).toEqual([]);
  });

  it("suggests one time a day, in order, and fewer where there are fewer days", () => {
    const judged = mutual(
      "2026-12-03T14:00:00Z",
      "2026-12-03T15:00:00Z",
      "2026-12-03T16:00:00Z",
      "2026-12-08T14:00:00Z",
    );

    const starts = suggest({ judged }).map(({ start }) => start);

    expect(starts).toEqual([at("2026-12-03T15:00:00Z"), at("2026-12-08T14:00:00Z")]);
  });

  it("suggests what the coach offers where nothing is known of the mentee, and nothing that is busy", () => {
    const judged: JudgedSlot[] = [
      { start: at("2026-12-04T15:00:00Z"), verdict: "menteeUnknown" },
      { start: at("2026-12-03T15:00:00Z"), verdict: "menteeUnknown" },
      { start: at("2026-12-05T15:00:00Z"), verdict: "menteeBusy" },
    ];

    const suggestions = suggest({ judged, isMenteeUnknown: true });

    expect(suggestions.map(({ start }) => start)).toEqual([
      at("2026-12-03T15:00:00Z"),
      at("2026-12-04T15:00:00Z"),
    ]);
    expect(suggestions.flatMap(({ reasons }) => reasons)).not.toContain("notBackToBack");
  });

  it("claims the same time only when it is the same on both clocks", () => {
    // Berlin has left summer time on 27 October 2027, New York has not.
    const before = { start: at("2027-10-27T14:00:00Z"), end: at("2027-10-27T15:00:00Z") };
    const judged = mutual("2027-11-03T14:00:00Z", "2027-11-03T15:00:00Z", "2027-11-10T15:00:00Z");
    const changes = { judged, current: before, now: at("2027-10-20T00:00:00Z") };

    expect(reasonsOf(changes, "2027-11-03T14:00:00Z")).not.toContain("sameTime");
    const later = { ...changes, judged: mutual("2027-11-03T15:00:00Z") };
    expect(reasonsOf(later, "2027-11-03T15:00:00Z")).not.toContain("sameTime");
    expect(reasonsOf(changes, "2027-11-10T15:00:00Z")).toContain("sameTime");
  });

  it.each([
    ["2026-12-03T13:00:00Z", true],
    ["2026-12-03T12:30:00Z", false],
    ["2026-12-03T18:00:00Z", true],
    ["2026-12-03T18:30:00Z", false],
  ])("knows whether %s is daytime for both", (start, isDaytime) => {
    const reasons = reasonsOf({ judged: mutual(start) }, start);

    expect(reasons?.includes("daytimeForBoth")).toBe(isDaytime);
  });

  it("keeps the cadence between the sessions before and after", () => {
    const otherSessions = [-2, -1, 1, 2].map((weeks) => current.start + weeks * weekMs);
    const judged = mutual("2026-12-03T15:00:00Z", "2026-12-07T15:00:00Z");

    expect(reasonsOf({ judged, otherSessions }, "2026-12-03T15:00:00Z")).toContain("keepsCadence");
    expect(reasonsOf({ judged, otherSessions }, "2026-12-07T15:00:00Z")).not.toContain(
      "keepsCadence",
    );
  });

  it("claims no cadence where there is none yet", () => {
    const judged = mutual("2026-12-03T15:00:00Z");
    const otherSessions = [current.start + weekMs];

    expect(reasonsOf({ judged, otherSessions }, "2026-12-03T15:00:00Z")).not.toContain(
      "keepsCadence",
    );
    expect(reasonsOf({ judged }, "2026-12-03T15:00:00Z")).not.toContain("keepsCadence");
  });

  it("claims room around a time only when it knows the mentee's calendar", () => {
    const judged = mutual("2026-12-03T15:00:00Z", "2026-12-04T15:00:00Z");
    const lunch = { start: at("2026-12-03T16:10:00Z"), end: at("2026-12-03T17:00:00Z") };

    expect(reasonsOf({ judged, menteeBusy: [lunch] }, "2026-12-03T15:00:00Z")).not.toContain(
      "notBackToBack",
    );
    expect(reasonsOf({ judged, menteeBusy: [lunch] }, "2026-12-04T15:00:00Z")).toContain(
      "notBackToBack",
    );
    expect(reasonsOf({ judged }, "2026-12-04T15:00:00Z")).not.toContain("notBackToBack");
  });

  it("claims room of a quarter of an hour on both sides, to the minute", () => {
    const judged = mutual("2026-12-03T15:00:00Z");
    const hasRoom = (start: string, end: string) =>
      reasonsOf(
        { judged, menteeBusy: [{ start: at(start), end: at(end) }] },
        "2026-12-03T15:00:00Z",
      )?.includes("notBackToBack");

    expect(hasRoom("2026-12-03T14:00:00Z", "2026-12-03T14:45:00Z")).toBe(true);
    expect(hasRoom("2026-12-03T14:00:00Z", "2026-12-03T14:46:00Z")).toBe(false);
    expect(hasRoom("2026-12-03T16:15:00Z", "2026-12-03T17:00:00Z")).toBe(true);
    expect(hasRoom("2026-12-03T16:14:00Z", "2026-12-03T17:00:00Z")).toBe(false);
    const busy = ["2026-12-03T16:00:00Z", "2026-12-04T16:00:00Z"].map((start) => ({
      start: at(start),
      end: at(start) + hourMs,
    }));
    expect(reasonsOf({ judged, menteeBusy: busy }, "2026-12-03T15:00:00Z")).not.toContain(
      "notBackToBack",
    );
  });

  it("calls three days close, earlier and later, and not a minute more", () => {
    const now = at("2026-11-20T08:00:00Z");
    const isClose = (start: string) =>
      reasonsOf({ judged: mutual(start), now }, start)?.includes("closeToOriginal");

    expect(isClose("2026-12-05T15:00:00Z")).toBe(true);
    expect(isClose("2026-12-05T15:01:00Z")).toBe(false);
    expect(isClose("2026-11-29T15:00:00Z")).toBe(true);
    expect(isClose("2026-11-29T14:59:00Z")).toBe(false);
  });

  it("weighs reasons against the distance in days, and takes the earlier of two equal times", () => {
    const now = at("2026-11-20T08:00:00Z");
    const bestOf = (...starts: string[]) =>
      suggest({ judged: mutual("2026-11-21T03:00:00Z", ...starts), limit: 1, now })[0]?.start;

    // The nearer one of two with the same reasons.
    expect(bestOf("2026-12-10T16:00:00Z", "2026-12-08T16:00:00Z")).toBe(at("2026-12-08T16:00:00Z"));
    // The same weekday three weeks later loses more than it gains.
    expect(bestOf("2026-12-23T16:00:00Z", "2026-12-07T16:00:00Z")).toBe(at("2026-12-07T16:00:00Z"));
    expect(bestOf("2026-12-07T16:00:00Z", "2026-11-27T14:00:00Z")).toBe(at("2026-11-27T14:00:00Z"));
    expect(bestOf("2026-11-27T14:00:00Z", "2026-12-07T16:00:00Z")).toBe(at("2026-11-27T14:00:00Z"));
  });

  it("keeps a cadence of half to one and a half of the usual gap", () => {
    const weeks = (...numbers: number[]) => numbers.map((week) => current.start + week * weekMs);
    const start = current.start + weekMs / 2;
    const keeps = (otherSessions: number[], moved = start) => {
      const judged: JudgedSlot[] = [{ start: moved, verdict: "mutual" }];
      return suggest({ judged, otherSessions })[0]?.reasons.includes("keepsCadence");
    };

    expect(keeps(weeks(-1, 1))).toBe(true);
    expect(keeps(weeks(-2, -1))).toBe(true);
    expect(keeps(weeks(-2, -1), start + 1)).toBe(false);
    expect(keeps(weeks(1, 2))).toBe(true);
    expect(keeps(weeks(1, 2), start + 1)).toBe(false);
    // A session at the very time is no gap, the present one is no neighbour, and repeated ones count once.
    expect(keeps(weeks(-1, 0.5, 1, 2))).toBe(false);
    expect(keeps(weeks(-1, 0, 1), current.start + 0.4 * weekMs)).toBe(true);
    expect(keeps(weeks(-1, -1, -1, 1, 1, 1))).toBe(true);
  });

  it("takes the median of uneven gaps, however the sessions are ordered", () => {
    const judged: JudgedSlot[] = [{ start: current.start + weekMs / 2, verdict: "mutual" }];
    const others = [-13, -1, -15, -14].map((week) => current.start + week * weekMs);

    expect(suggest({ judged, otherSessions: others })[0]?.reasons).toContain("keepsCadence");
    expect(suggest({ judged, otherSessions: others.toReversed() })[0]?.reasons).toContain(
      "keepsCadence",
    );
  });

  it("suggests three unless another number is wanted", () => {
    const judged = mutual(...[3, 4, 7, 8].map((day) => `2026-12-0${day}T15:00:00Z`));

    expect(suggest({ judged })).toHaveLength(3);
    expect(suggest({ judged, limit: 4 })).toHaveLength(4);
  });

  it("keeps to one a day of the coach, else of the mentee, else of UTC", () => {
    // The 3rd in UTC and New York; the 3rd and the 4th in Berlin.
    const judged = mutual("2026-12-03T15:00:00Z", "2026-12-03T23:30:00Z");
    const countIn = (coach: string | null, mentee: string | null) =>
      suggest({ judged, timeZones: { coach, mentee } }).length;

    expect(countIn("Europe/Berlin", "America/New_York")).toBe(2);
    expect(countIn("America/New_York", "Europe/Berlin")).toBe(1);
    expect(countIn(null, "Europe/Berlin")).toBe(2);
    expect(countIn(null, "America/New_York")).toBe(1);
    expect(countIn(null, null)).toBe(1);
  });

  it("suggests the soonest time when nothing else speaks for any", () => {
    const judged = mutual("2026-12-20T03:00:00Z", "2026-12-21T03:00:00Z");

    expect(suggest({ judged })).toEqual([
      { start: at("2026-12-20T03:00:00Z"), reasons: ["soonest"] },
    ]);
  });

  it("gives at most as many as the limit", () => {
    const judged = mutual("2026-12-03T15:00:00Z", "2026-12-04T15:00:00Z");

    expect(suggest({ judged, limit: 1 })).toHaveLength(1);
    expect(suggest({ judged, limit: 0 })).toEqual([]);
  });

  it("does not call the other pass of a repeated hour the same time", () => {
    const first = { start: at("2027-11-07T05:30:00Z"), end: at("2027-11-07T06:30:00Z") };
    const timeZones = { coach: "America/New_York", mentee: "America/New_York" };
    const given = { current: first, timeZones, now: first.start - hourMs };
    const again = "2027-11-07T06:30:00Z";
    const nextWeek = "2027-11-14T06:30:00Z";
    expect(reasonsOf({ ...given, judged: mutual(again) }, again)).not.toContain("sameTime");
    expect(reasonsOf({ ...given, judged: mutual(nextWeek) }, nextWeek)).toContain("sameTime");
  });

  it("claims nothing that needs a clock while a time zone is not known", () => {
    const judged = mutual("2026-12-03T15:00:00Z");
    const known = suggest({ judged })[0]?.reasons ?? [];
    expect(known).toContain("daytimeForBoth");
    for (const timeZones of [
      { coach: null, mentee: "America/New_York" },
      { coach: "Europe/Berlin", mentee: null },
      { coach: null, mentee: null },
    ]) {
      const reasons = suggest({ judged, timeZones })[0]?.reasons ?? [];
      expect(reasons).not.toContain("daytimeForBoth");
      expect(reasons).not.toContain("sameTime");
      expect(reasons).not.toContain("sameWeekday");
      expect(reasons).toContain("soonest");
    }
  });

  it("refuses a zone it does not know", () => {
    const timeZones = { coach: "Mars/Olympus", mentee: "UTC" };

    expect(() => suggest({ judged: mutual("2026-12-03T15:00:00Z"), timeZones })).toThrow(
      RangeError,
    );
  });

  it("is deterministic, picks from what it was given, and always has a reason", () => {
    const slot = fc.record({
      start: fc
        .integer({ min: 0, max: 60 * 48 })
        .map((half) => current.start + (half - 500) * 1_800_000),
      verdict: fc.constantFrom("mutual" as const, "menteeBusy" as const),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(slot, { selector: ({ start }) => start, maxLength: 60 }),
        (judged) => {
          const picked = suggest({ judged });
          const again = suggest({ judged: judged.toReversed() });

          expect(again).toEqual(picked);
          expect(picked.length).toBeLessThanOrEqual(3);
          const days = picked.map(({ start }) => wallClockAt(start, "Europe/Berlin").dayNumber);
          expect(days).toEqual([...new Set(days)].toSorted((left, right) => left - right));
          for (const { start, reasons } of picked) {
            expect(judged).toContainEqual({ start, verdict: "mutual" });
            expect(start).toBeGreaterThan(at("2026-12-01T08:00:00Z"));
            expect(reasons.length).toBeGreaterThan(0);
            expect(new Set(reasons).size).toBe(reasons.length);
          }
        },
      ),
    );
  });
});
