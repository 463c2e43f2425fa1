import type { CalBooking } from "@reslot/cal";
import { describe, expect, it } from "vitest";
import { followInSeries } from "./read-chain.ts";

let nextId = 1;
function occurrence(uid: string, from: string | null, status: CalBooking["status"]): CalBooking {
  nextId += 1;
  return {
    id: nextId,
    uid,
    title: "Coaching",
    status,
    start: "2026-12-01T09:00:00Z",
    end: "2026-12-01T10:00:00Z",
    duration: 60,
    hosts: [],
    attendees: [],
    rescheduledFromUid: from,
    recurringBookingUid: "series",
  };
}

const follow = (series: CalBooking[], uid: string) => {
  const first = series.find((each) => each.uid === uid);
  if (!first) throw new Error("not in the series");
  const list = { bookings: series, unreadable: [], isComplete: true };
  const { chain, forks } = followInSeries(list, first);
  return { uids: chain.map((each) => each.uid), forks };
};

describe("following the moves of an occurrence in its series", () => {
  it("tells a moved-away one from a cancelled one", () => {
    const series = [
      occurrence("a", null, "cancelled"),
      occurrence("b", null, "cancelled"),
      occurrence("a2", "a", "cancelled"),
      occurrence("a3", "a2", "pending"),
    ];
    expect(follow(series, "a")).toEqual({ uids: ["a", "a2", "a3"], forks: 0 });
    expect(follow(series, "b")).toEqual({ uids: ["b"], forks: 0 });
  });

  it("prefers the successor that leads to a meeting, and counts two of them as a fork", () => {
    const dead = occurrence("dead", "a", "cancelled");
    const way = occurrence("way", "a", "cancelled");
    const series = [occurrence("a", null, "cancelled"), dead, way];
    expect(follow(series, "a")).toEqual({ uids: ["a", "dead"], forks: 0 });
    const live = [...series, occurrence("end", "way", "accepted")];
    expect(follow(live, "a")).toEqual({ uids: ["a", "way", "end"], forks: 0 });
    const forked = [...live, occurrence("other", "a", "accepted")];
    expect(follow(forked, "a")).toEqual({ uids: ["a", "way", "end"], forks: 1 });
  });

  it("does not take an occurrence for cancelled while another one cannot be read", () => {
    const cancelled = occurrence("a", null, "cancelled");
    const live = occurrence("b", "a", "accepted");
    const unreadable = [{ uid: null, start: null, end: null, reason: "start" }];
    const list = (bookings: CalBooking[]) => ({ bookings, unreadable, isComplete: true });
    expect(() => followInSeries(list([cancelled]), cancelled)).toThrow(
      expect.objectContaining({ code: "UNEXPECTED_RESPONSE" }),
    );
    expect(followInSeries(list([cancelled, live]), cancelled).last).toBe(live);
  });

  it("ends in a circle, and refuses a chain of more than ten moves", () => {
    const circle = [occurrence("p", "q", "cancelled"), occurrence("q", "p", "cancelled")];
    expect(follow(circle, "p")).toEqual({ uids: ["p", "q"], forks: 0 });
    const endless = Array.from({ length: 12 }, (_, index) =>
      occurrence(String(index), index === 0 ? null : String(index - 1), "cancelled"),
    );
    expect(() => follow(endless, "0")).toThrow(
      expect.objectContaining({ code: "UNSUPPORTED_BOOKING" }),
    );
  });
});
