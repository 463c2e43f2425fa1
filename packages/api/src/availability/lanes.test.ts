import { hourMs, minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import type { Fineness } from "../core/consent/fineness.ts";
import { lanesOf } from "./lanes.ts";

const day = Date.UTC(2026, 11, 14);
const at = (hours: number, minutes = 0) => day + hours * hourMs + minutes * minuteMs;
const iso = (ms: number) => new Date(ms).toISOString();
const span = (from: number, to: number) => ({ start: from, end: to });
const isoSpan = (from: number, to: number) => ({ start: iso(from), end: iso(to) });

const booking = {
  ulid: "moved",
  coachUserUlid: "coach",
  menteeUserUlid: "other",
  title: "Coaching",
  status: "accepted" as const,
  startTime: iso(at(9)),
  endTime: iso(at(10)),
  calBookingId: "cal",
  eventTypeId: 1,
  durationMinutes: 60,
  askedAt: null,
  version: 1,
  upstreamChanged: false,
  calSeriesUid: null,
  seriesPosition: null,
  seriesRhythm: null,
  eventType: null,
  replacedPerson: null,
  gone: false,
  calDetails: null,
  acknowledgedVersion: null,
  acknowledgedAt: null,
  createdAt: iso(day),
  updatedAt: iso(day),
  coach: { ulid: "coach", name: "Sam", timeZone: "UTC" },
  mentee: { ulid: "mentee", name: "Alex", timeZone: "UTC" },
};

const hourly: Fineness = { lengths: [hourMs], grid: hourMs, phase: 0 };
const mentee = {
  hours: [span(at(8), at(17))],
  busy: [span(at(9), at(10)), span(at(12, 20), at(12, 40))],
  unknown: [span(at(15, 10), at(15, 20))],
};
const facts = {
  booking,
  role: "mentee" as const,
  window: span(at(6), at(18)),
  durationMinutes: 60,
  starts: [at(8), at(8, 30), at(14)],
  coachPlans: {
    plans: [],
    own: [{ ...span(at(11), at(12)), title: "Board" }],
    inFlight: [],
  },
  mentee,
  fineness: null,
};

describe("lanesOf", () => {
  it("draws the mentee exactly for the mentee, without the meeting itself", () => {
    expect(lanesOf(facts)).toEqual({
      coach: { offered: [isoSpan(at(8), at(9, 30)), isoSpan(at(14), at(15))], own: [] },
      mentee: {
        busy: [isoSpan(at(12, 20), at(12, 40))],
        outsideHours: [isoSpan(at(6), at(8)), isoSpan(at(17), at(18))],
        unknown: [isoSpan(at(15, 10), at(15, 20))],
      },
    });
  });

  it("draws the mentee in whole cells for the coach, and the coach's own meetings with titles", () => {
    const lanes = lanesOf({ ...facts, role: "coach", fineness: hourly });

    expect(lanes.coach.own).toEqual([{ ...isoSpan(at(11), at(12)), title: "Board" }]);
    expect(lanes.mentee).toEqual({
      busy: [isoSpan(at(12), at(13))],
      outsideHours: [isoSpan(at(6), at(8)), isoSpan(at(17), at(18))],
      unknown: [isoSpan(at(15), at(16))],
    });
  });

  it("does not draw a mentee whose time is not known", () => {
    expect(lanesOf({ ...facts, mentee: null }).mentee).toBeNull();
  });

  it("draws the same cells whatever is offered and wherever the view begins", () => {
    const coach = { ...facts, role: "coach" as const, fineness: hourly };
    const busyFrom = (start: number, starts: number[]) =>
      lanesOf({ ...coach, starts, window: span(start, at(18)) }).mentee?.busy;

    for (let minutes = 0; minutes < 60; minutes += 7) {
      expect(busyFrom(at(6, minutes), [])).toEqual([isoSpan(at(12), at(13))]);
    }
    expect(busyFrom(at(12, 35), [at(13)])).toEqual([isoSpan(at(12, 35), at(13))]);
  });

  it("tells nothing of the hours in a cell by where the view begins or ends", () => {
    const coach = { ...facts, role: "coach" as const, fineness: hourly, durationMinutes: 15 };
    const hours = [span(at(8, 10), at(16, 50))];
    const outsideIn = (window: { start: number; end: number }) =>
      lanesOf({ ...coach, window, mentee: { ...mentee, hours } }).mentee?.outsideHours;

    for (const minutes of [0, 5, 20, 45, 59]) {
      const [start, end] = [at(8, minutes), at(16, 60 - minutes)];
      expect(outsideIn(span(start, end))).toEqual([isoSpan(start, at(9)), isoSpan(at(16), end)]);
    }
  });
});
