import type { CalBooking } from "@reslot/cal";
import {
  dayMs,
  fixedClock,
  formatInstant,
  hourMs,
  type Interval,
  parseInstant,
} from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { findClashes } from "./read-coach-time.ts";

const first = parseInstant("2026-12-14T18:00:00.000Z");
const hourAt = (start: number): Interval => ({ start, end: start + hourMs });
const startOf = (week: number) => first + week * 7 * dayMs;
const isoOf = (week: number) => formatInstant(startOf(week));

function bookingAt(uid: string, start: number, status: CalBooking["status"]): CalBooking {
  return {
    id: start,
    uid,
    title: "Coaching",
    status,
    start: formatInstant(start),
    end: formatInstant(start + hourMs),
    duration: 60,
    hosts: [],
    attendees: [],
  };
}

/** What rules out confirming the first of some weekly requests, and how often Cal.com was asked. */
async function confirm(
  statuses: readonly CalBooking["status"][],
  { own = [], busy = [] }: { own?: readonly CalBooking[]; busy?: readonly Interval[] } = {},
) {
  const series = statuses.map((status, week) => bookingAt(`week${week}`, startOf(week), status));
  const rows = [...series, ...own];
  let calls = 0;
  const answer = async <Answer>(value: Answer) => {
    calls += 1;
    return value;
  };
  const listOf = (bookings: CalBooking[]) => ({ bookings, unreadable: [], isComplete: true });
  const selected = { credentialId: 1, externalId: "calendar", isSelected: true, name: null };
  const clashes = await findClashes(
    { clock: fixedClock(formatInstant(first - dayMs)), log: { info() {}, error() {} } },
    {
      booking: {
        ulid: "01K0000000000000000000000A",
        startTime: isoOf(0),
        endTime: formatInstant(startOf(0) + hourMs),
        calBookingId: "week0",
        calSeriesUid: "series",
        coach: { timeZone: "Europe/London" },
      },
      reader: { readSeries: () => answer(listOf(series)) },
      client: {
        bookings: { list: () => answer(listOf(rows)) },
        calendars: {
          list: () => answer({ calendars: [selected], broken: [] }),
          busyTimes: () => answer({ busy, unknown: [] }),
        },
      },
    },
  );
  return { clashes, calls };
}

const pending = (count: number) => Array.from({ length: count }, () => "pending" as const);

describe("the coach's time at every request that one confirmation decides", () => {
  it("is free where nothing overlaps one, and is read in one stretch", async () => {
    const beside = [hourAt(startOf(1) + hourMs), hourAt(startOf(2) - hourMs)];

    expect(await confirm(pending(4), { busy: beside })).toEqual({ clashes: null, calls: 4 });
  });

  it("clashes with other meetings that take place, not with others' requests or declined ones", async () => {
    const own = [
      bookingAt("other", startOf(2), "accepted"),
      bookingAt("request", startOf(1), "pending"),
    ];
    const { clashes } = await confirm([...pending(3), "rejected"], {
      own,
      busy: [hourAt(startOf(3))],
    });

    expect(clashes).toEqual({ reason: "coachBusy", busyAt: isoOf(2), unknownAt: "" });
  });

  it("is not known beyond four stretches of a month, however long the series is", async () => {
    const { clashes, calls } = await confirm(pending(30));

    const beyond = Array.from({ length: 10 }, (_, index) => isoOf(20 + index)).join(" ");
    expect(clashes).toEqual({ reason: "coachUnknown", busyAt: "", unknownAt: beyond });
    expect(calls).toBe(10);
  });
});
