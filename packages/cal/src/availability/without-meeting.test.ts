import { describe, expect, it } from "vitest";
import { minuteMs } from "../time/durations.ts";
import { judgeSlots } from "./judge-slots.ts";
import { withoutMeeting } from "./without-meeting.ts";

const at = (minute: number) => minute * minuteMs;
const span = (from: number, to: number) => ({ start: at(from), end: at(to) });
/** 45 minutes, so that starts on a grid of 15 overlap it on both sides. */
const meeting = span(600, 645);

describe("withoutMeeting", () => {
  it("drops the meeting's own entry", () => {
    expect(withoutMeeting([meeting, meeting], meeting)).toEqual([]);
  });

  it("keeps what is joined to it", () => {
    expect(withoutMeeting([span(540, 690)], meeting)).toEqual([span(540, 600), span(645, 690)]);
  });

  it("drops what a calendar pads it by", () => {
    expect(withoutMeeting([span(595, 655)], meeting)).toEqual([]);
    expect(withoutMeeting([span(589, 650)], meeting)).toEqual([span(589, 600)]);
  });

  it("keeps what is longer than any padding, or no whole minutes", () => {
    const around = (before: number, after: number) => [
      { start: meeting.start - before, end: meeting.end + after },
    ];

    expect(withoutMeeting(around(10 * minuteMs, 0), meeting)).toEqual([]);
    expect(withoutMeeting(around(0, 10 * minuteMs), meeting)).toEqual([]);
    expect(withoutMeeting(around(11 * minuteMs, 0), meeting)).toHaveLength(1);
    expect(withoutMeeting(around(0, 90_001), meeting)).toEqual([
      { start: meeting.end, end: meeting.end + 90_001 },
    ]);
  });

  it("changes nothing around a meeting that takes no time", () => {
    const busy = [span(540, 690)];

    expect(withoutMeeting(busy, span(600, 600))).toBe(busy);
  });

  it("keeps entries that cover only a part of it, and the same list when none covers it", () => {
    const busy = [span(615, 660), span(570, 600), span(645, 650)];

    expect(withoutMeeting(busy, meeting)).toBe(busy);
  });
});

describe("judgeSlots for a meeting that its calendar joins or pads", () => {
  const hours = [span(480, 1080)];
  const verdictsOf = (busy: readonly { start: number; end: number }[]) =>
    judgeSlots({
      slots: [570, 585, 600, 615, 630, 645].map(at),
      durationMs: 45 * minuteMs,
      current: meeting,
      mentee: { hours, busy },
    }).map(({ verdict }) => verdict);

  it("never lets the meeting block itself", () => {
    const alone = ["mutual", "mutual", "current", "mutual", "mutual", "mutual"];
    const lunch = ["mutual", "mutual", "current", "menteeBusy", "menteeBusy", "menteeBusy"];

    expect(verdictsOf([meeting])).toEqual(alone);
    expect(verdictsOf([span(595, 650)])).toEqual(alone);
    expect(verdictsOf([meeting, span(645, 690)])).toEqual(lunch);
    expect(verdictsOf([span(600, 690)])).toEqual(lunch);
  });

  it("says unknown only where the mentee is not known to be busy or away", () => {
    const judged = judgeSlots({
      slots: [420, 570, 615, 690].map(at),
      durationMs: 45 * minuteMs,
      current: meeting,
      mentee: { hours, busy: [span(630, 660)], unknown: [span(0, 680)] },
    });

    expect(judged.map(({ verdict }) => verdict)).toEqual([
      "outsideMenteeHours",
      "menteeUnknown",
      "menteeBusy",
      "mutual",
    ]);
  });
});
