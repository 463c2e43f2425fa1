import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OfferedTimes } from "../model/offered-times.ts";
import { type DayLanes, lanesOfDay } from "./day-lanes.ts";

const day = "2026-12-15";
const answeredAt = `${day}T00:00:00.000Z`;
const current = { start: parseInstant(`${day}T16:30:00Z`), end: parseInstant(`${day}T17:15:00Z`) };
const utc = { timeZone: "UTC", current };

const at = (time: string) => `${day}T${time}:00.000Z`;
const span = (from: string, to: string) => ({ start: at(from), end: at(to) });
const lanes = (changes: {
  coach?: Partial<OfferedTimes["lanes"]["coach"]>;
  mentee?: Partial<NonNullable<OfferedTimes["lanes"]["mentee"]>> | null;
}): OfferedTimes["lanes"] => ({
  coach: { offered: [], own: [], ...changes.coach },
  mentee:
    changes.mentee === null ? null : { busy: [], outsideHours: [], unknown: [], ...changes.mentee },
});

/** The mark at each minute of a lane; null is white. */
function marksOf(parts: DayLanes["coach"]): (string | null)[] {
  const marks: (string | null)[] = Array.from({ length: 24 * 60 }, () => null);
  for (const { from, to, mark } of parts) marks.fill(mark, from, to);
  return marks;
}

describe("lanesOfDay", () => {
  it("draws own meetings as busy, what is offered as free, and the rest in one pattern", () => {
    const offered = [span("08:00", "12:00")];
    const own = [{ ...span("09:00", "10:00"), title: "Board" }];
    const drawn = lanesOfDay(day, { lanes: lanes({ coach: { offered, own } }), answeredAt }, utc);

    expect(drawn.coach).toEqual([
      { from: 540, to: 600, mark: "busy" },
      { from: 0, to: 480, mark: "off" },
      { from: 720, to: 990, mark: "off" },
      { from: 1035, to: 1440, mark: "off" },
    ]);
    expect(drawn.own).toEqual([{ from: 540, to: 600, title: "Board" }]);
  });

  it("draws the mentee's time as busy before unknown before outside hours", () => {
    const mentee = {
      busy: [span("09:00", "10:00")],
      unknown: [span("09:30", "11:00")],
      outsideHours: [span("00:00", "09:30"), span("10:30", "12:00")],
    };
    const drawn = lanesOfDay(day, { lanes: lanes({ mentee }), answeredAt }, utc);

    expect(drawn.mentee).toEqual([
      { from: 600, to: 660, mark: "unknown" },
      { from: 540, to: 600, mark: "busy" },
      { from: 0, to: 540, mark: "off" },
      { from: 660, to: 720, mark: "off" },
    ]);
  });

  it("leaves nothing of a person white whose time is not known", () => {
    const drawn = lanesOfDay(day, { lanes: lanes({ mentee: null }), answeredAt }, utc);

    expect(new Set(marksOf(drawn.mentee))).toEqual(new Set(["unknown"]));
  });

  it("knows nothing of today before the answer", () => {
    const offered = [span("00:00", "23:00")];
    const answer = { lanes: lanes({ coach: { offered } }), answeredAt: at("11:00") };
    const drawn = lanesOfDay(day, answer, utc);

    expect(drawn.coach[0]).toEqual({ from: 0, to: 660, mark: "unknown" });
    expect(drawn.mentee).toEqual([{ from: 0, to: 660, mark: "unknown" }]);
  });

  it("draws days on which the clocks change by what they show", () => {
    const spring = "2027-03-28";
    const busy = [{ start: "2027-03-28T00:30:00.000Z", end: "2027-03-28T01:30:00.000Z" }];
    const answer = { lanes: lanes({ mentee: { busy } }), answeredAt };
    const london = { timeZone: "Europe/London", current };
    expect(lanesOfDay(spring, answer, london).mentee).toEqual([
      { from: 30, to: 60, mark: "busy" },
      { from: 120, to: 150, mark: "busy" },
    ]);
    const autumn = "2027-10-31";
    const twice = [{ start: "2027-10-31T00:15:00.000Z", end: "2027-10-31T01:15:00.000Z" }];
    const later = { lanes: lanes({ mentee: { busy: twice } }), answeredAt };
    expect(lanesOfDay(autumn, later, london).mentee).toEqual([{ from: 60, to: 120, mark: "busy" }]);
  });

  it("never draws a minute white that is not known, and never depends on the starts", () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 });
    const spans = fc.array(
      fc.tuple(minute, minute).map(([one, other]) => ({
        start: formatInstant(parseInstant(answeredAt) + Math.min(one, other) * minuteMs),
        end: formatInstant(parseInstant(answeredAt) + Math.max(one, other) * minuteMs),
      })),
      { maxLength: 6 },
    );
    const mentee = fc.option(fc.record({ busy: spans, outsideHours: spans, unknown: spans }));
    fc.assert(
      fc.property(mentee, spans, (known, offered) => {
        const drawn = lanesOfDay(
          day,
          { lanes: { coach: { offered, own: [] }, mentee: known }, answeredAt },
          utc,
        );
        const marks = marksOf(drawn.mentee);
        const isIn = (list: readonly { start: string; end: string }[], index: number) => {
          const instant = parseInstant(answeredAt) + index * minuteMs;
          return list.some(
            ({ start, end }) => parseInstant(start) <= instant && instant < parseInstant(end),
          );
        };
        const expected = marks.map((_, index) => {
          if (!known) return "unknown";
          if (isIn(known.busy, index)) return "busy";
          if (isIn(known.unknown, index)) return "unknown";
          return isIn(known.outsideHours, index) ? "off" : null;
        });
        expect(marks).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});
