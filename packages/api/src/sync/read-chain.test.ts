import { type CalBooking, CalError } from "@reslot/cal";
import { describe, expect, it } from "vitest";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";
import { followInSeries, readChain } from "./read-chain.ts";

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

  it("ends in a circle", () => {
    const circle = [occurrence("p", "q", "cancelled"), occurrence("q", "p", "cancelled")];
    expect(follow(circle, "p")).toEqual({ uids: ["p", "q"], forks: 0 });
  });
});

describe("following the moves of a booking", () => {
  /** Bookings 0, 1, … of which each was moved to the next one. */
  function readerOf(length: number, changes: Record<string, Partial<CalBooking>> = {}) {
    let calls = 0;
    const reader: BookingReader = {
      async readBooking(uid) {
        calls += 1;
        const index = Number(uid);
        if (index >= length) throw new CalError("NOT_FOUND");
        const isLast = index === length - 1;
        const { recurringBookingUid: _series, ...booking } = occurrence(
          uid,
          index === 0 ? null : String(index - 1),
          isLast ? "accepted" : "cancelled",
        );
        return {
          ...booking,
          ...(!isLast && { rescheduledToUid: String(index + 1) }),
          ...changes[uid],
        };
      },
      readSeries: () => Promise.reject(new Error("no series")),
    };
    return { reader, calls: () => calls };
  }

  it("reaches the end, however many moves there were within one look", async () => {
    const { reader } = readerOf(13);

    const moves = await readChain(reader, "0");

    expect(moves).toMatchObject({ last: { uid: "12", status: "accepted" }, ending: "end" });
    expect(moves.chain).toHaveLength(13);
  });

  it("cuts what is longer than a look, and continues from there", async () => {
    const { reader, calls } = readerOf(60);

    const first = await readChain(reader, "0");
    expect(first).toMatchObject({ last: { uid: "50" }, ending: "cut" });
    expect(calls()).toBe(51);
    expect(await readChain(reader, first.last.uid)).toMatchObject({
      last: { uid: "59" },
      ending: "end",
    });
  });

  it("keeps what it has read when a later booking cannot be read", async () => {
    const { reader } = readerOf(3, { 2: { status: "cancelled", rescheduledToUid: "3" } });

    const moves = await readChain(reader, "0");

    expect(moves).toMatchObject({ last: { uid: "2" }, ending: "cut" });
    expect(moves.failure).toMatchObject({ code: "NOT_FOUND" });
    await expect(readChain(reader, "9")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("says that the moves lead back", async () => {
    const { reader, calls } = readerOf(3, { 2: { status: "cancelled", rescheduledToUid: "0" } });

    expect(await readChain(reader, "0")).toMatchObject({ ending: "circle" });
    expect(calls()).toBe(3);
  });
});
