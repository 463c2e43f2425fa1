import type { CalBooking } from "@reslot/cal";
import { describe, expect, it } from "vitest";
import { earlierUidsOf, seriesPlaceOf } from "./series-place.ts";

function occurrence(uid: string, start: string, given: Partial<CalBooking> = {}): CalBooking {
  return {
    id: 1,
    uid,
    title: "Coaching",
    status: "accepted",
    start,
    end: start,
    duration: 30,
    hosts: [],
    attendees: [{ name: "Maya", email: "maya@example.com", timeZone: "Europe/London" }],
    recurringBookingUid: "series",
    ...given,
  };
}

const moved = { status: "cancelled" } as const;
/** At 09:00 in London; the third was moved before the first, and on to another day. */
const weekly = [
  occurrence("a", "2026-10-12T08:00:00Z"),
  occurrence("b", "2026-10-19T08:00:00Z", { status: "cancelled" }),
  occurrence("c", "2026-10-26T09:00:00Z", moved),
  occurrence("c2", "2026-10-09T08:00:00Z", { ...moved, rescheduledFromUid: "c" }),
  occurrence("c3", "2026-11-05T08:00:00Z", { rescheduledFromUid: "c2" }),
  occurrence("d", "2026-11-02T09:00:00Z"),
];
const placeOf = (uid: string, series: CalBooking[]) => {
  const booking = series.find((each) => each.uid === uid);
  return booking ? seriesPlaceOf(booking, series) : undefined;
};
const rhythmOf = (...dates: string[]) =>
  placeOf(
    "0",
    dates.map((date, index) => occurrence(String(index), `${date}T12:00:00Z`)),
  )?.rhythm;

describe("the place of an occurrence in its series", () => {
  it("is the one at which it was booked, wherever it was moved", () => {
    const place = { calSeriesUid: "series", rhythm: "weekly" };
    expect(placeOf("a", weekly)).toEqual({ ...place, position: 1 });
    expect(placeOf("c3", weekly)).toEqual({ ...place, position: 3 });
    expect(placeOf("d", weekly)).toEqual({ ...place, position: 4 });
  });

  it("is not known of a booking that the series does not list, and null of a single one", () => {
    const stranger = occurrence("x", "2026-12-01T09:00:00Z");
    expect(seriesPlaceOf(stranger, weekly)?.position).toBeNull();
    expect(seriesPlaceOf({ ...stranger, recurringBookingUid: null }, [])).toBeNull();
  });

  it("has the rhythm of the dates, and none where they are unequal or single", () => {
    expect(rhythmOf("2026-12-01", "2026-12-02", "2026-12-03")).toBe("daily");
    expect(rhythmOf("2026-12-01", "2026-12-15")).toBe("fortnightly");
    expect(rhythmOf("2027-01-31", "2027-02-28", "2027-03-31")).toBe("monthly");
    expect(rhythmOf("2027-01-05", "2028-01-05")).toBe("yearly");
    expect(rhythmOf("2026-12-01", "2026-12-08", "2026-12-16")).toBeNull();
    expect(rhythmOf("2026-12-01")).toBeNull();
  });
});

describe("the earlier uids of an occurrence", () => {
  it("lead back to the one that was booked, also in a circle", () => {
    const uids = (uid: string, series: CalBooking[]) => {
      const booking = series.find((each) => each.uid === uid);
      return booking ? earlierUidsOf(booking, series) : [];
    };
    expect(uids("c3", weekly)).toEqual(["c2", "c"]);
    expect(uids("a", weekly)).toEqual([]);
    const circle = [
      occurrence("p", "2026-12-01T09:00:00Z", { rescheduledFromUid: "q" }),
      occurrence("q", "2026-12-02T09:00:00Z", { rescheduledFromUid: "p" }),
    ];
    expect(uids("p", circle)).toEqual(["q"]);
  });
});
