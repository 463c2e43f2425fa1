import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Interval } from "../time/interval.ts";
import { judgeSlots, type JudgeSlotsInput, type Verdict } from "./judge-slots.ts";

const span = (start: number, end: number): Interval => ({ start, end });

const never = span(-1000, -990);

function judge(changes: Partial<JudgeSlotsInput>): Record<number, Verdict> {
  const input: JudgeSlotsInput = {
    slots: [0, 10, 20, 30],
    durationMs: 10,
    current: never,
    mentee: { hours: [span(0, 100)], busy: [] },
    ...changes,
  };
  return Object.fromEntries(judgeSlots(input).map(({ start, verdict }) => [start, verdict]));
}

describe("judgeSlots", () => {
  it("calls a slot mutual that lies in the hours and is free", () => {
    expect(judge({ mentee: { hours: [span(0, 20)], busy: [] } })).toEqual({
      0: "mutual",
      10: "mutual",
      20: "outsideMenteeHours",
      30: "outsideMenteeHours",
    });
  });

  it.each([
    ["only touches it before", span(0, 10), "mutual"],
    ["only touches it after", span(20, 30), "mutual"],
    ["has no length", span(15, 15), "mutual"],
    ["ends before it starts", span(19, 11), "mutual"],
    ["reaches into it", span(5, 11), "menteeBusy"],
    ["starts in it", span(19, 30), "menteeBusy"],
    ["lies inside", span(14, 15), "menteeBusy"],
    ["covers it for days", span(-5000, 5000), "menteeBusy"],
    ["equals it", span(10, 20), "menteeBusy"],
  ])("looks at a busy time that %s", (_, busy, verdict) => {
    expect(judge({ slots: [10], mentee: { hours: [span(0, 100)], busy: [busy] } })).toEqual({
      10: verdict,
    });
  });

  it("says busy rather than outside when a slot is both", () => {
    expect(judge({ slots: [10], mentee: { hours: [], busy: [span(0, 100)] } })).toEqual({
      10: "menteeBusy",
    });
  });

  it("wants a slot wholly inside the hours, and joins hours that touch", () => {
    const mentee = { hours: [span(5, 15), span(15, 25)], busy: [] };

    expect(judge({ slots: [4, 5, 10, 15, 16], mentee })).toEqual({
      4: "outsideMenteeHours",
      5: "mutual",
      10: "mutual",
      15: "mutual",
      16: "outsideMenteeHours",
    });
  });

  it("never lets the meeting being moved block itself", () => {
    const current = span(10, 20);
    const mentee = { hours: [span(0, 100)], busy: [span(10, 20), span(10, 20)] };

    expect(judge({ slots: [5, 10, 15], current, mentee })).toEqual({
      5: "mutual",
      10: "current",
      15: "mutual",
    });
  });

  it("keeps another event that overlaps the meeting being moved", () => {
    const mentee = { hours: [span(0, 100)], busy: [span(10, 20), span(18, 22)] };

    expect(judge({ slots: [10, 15], current: span(10, 20), mentee })).toEqual({
      10: "current",
      15: "menteeBusy",
    });
  });

  it("calls the present start current whatever else holds, also for an unknown mentee", () => {
    const mentee = { hours: [], busy: [span(0, 100)] };

    expect(judge({ slots: [10], current: span(10, 40), mentee })).toEqual({ 10: "current" });
    expect(judge({ slots: [10, 20], current: span(10, 20), mentee: null })).toEqual({
      10: "current",
      20: "menteeUnknown",
    });
  });

  it("never calls an unknown mentee free", () => {
    expect(new Set(Object.values(judge({ mentee: null })))).toEqual(new Set(["menteeUnknown"]));
  });

  it("answers in ascending order, once per start", () => {
    const judged = judgeSlots({
      slots: [30, 10, 30, 20],
      durationMs: 10,
      current: never,
      mentee: null,
    });

    expect(judged.map(({ start }) => start)).toEqual([10, 20, 30]);
  });

  it("answers once per start also where the starts are in order", () => {
    const judged = judgeSlots({
      slots: [10, 10, 20],
      durationMs: 10,
      current: never,
      mentee: null,
    });

    expect(judged.map(({ start }) => start)).toEqual([10, 20]);
  });

  it("comes to an end for starts that are no instants", () => {
    const slots = [0, Number.POSITIVE_INFINITY, Number.NaN];

    expect(judge({ slots })).toMatchObject({ 0: "mutual" });
  });

  it("judges nothing when nothing is offered", () => {
    expect(judge({ slots: [] })).toEqual({});
  });

  it("agrees with a minute-by-minute model", () => {
    const minute = fc.integer({ min: 0, max: 80 });
    const intervals = fc.array(fc.record({ start: minute, end: minute }), { maxLength: 8 });
    const input = fc.record({
      slots: fc.array(minute, { maxLength: 20 }),
      durationMs: fc.integer({ min: 1, max: 20 }),
      current: fc.record({ start: minute, end: minute }),
      mentee: fc.record({ hours: intervals, busy: intervals }),
    });
    fc.assert(
      fc.property(input, (given) => {
        for (const { start, verdict } of judgeSlots(given)) {
          expect(verdict).toBe(modelVerdict(given, start));
        }
      }),
      { numRuns: 500 },
    );
  });
});

function modelVerdict({ durationMs, current, mentee }: JudgeSlotsInput, start: number): Verdict {
  if (start === current.start) return "current";
  const covers = (list: readonly Interval[] = [], minute: number) =>
    list.some((each) => each.start <= minute && minute < each.end);
  const busy = mentee?.busy.flatMap((each) =>
    current.start < current.end && each.start <= current.start && current.end <= each.end
      ? [span(each.start, current.start), span(current.end, each.end)]
      : [each],
  );
  const minutes = Array.from({ length: durationMs }, (_, i) => start + i);
  if (minutes.some((minute) => covers(busy, minute))) return "menteeBusy";
  const isInside = minutes.every((minute) => covers(mentee?.hours, minute));
  return isInside ? "mutual" : "outsideMenteeHours";
}
