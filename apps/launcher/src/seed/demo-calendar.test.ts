import { dayMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { demoBookings, menteeBusyTimes, startOfBooking } from "./demo-calendar.ts";

const mondayToSunday = Array.from(
  { length: 7 },
  (_, day) => Date.parse("2026-11-23T09:30:00Z") + day * dayMs,
);

describe("startOfBooking", () => {
  it("falls on a working day in the future or the past as given, on whatever weekday the demo starts", () => {
    for (const now of mondayToSunday) {
      for (const booking of demoBookings) {
        const start = startOfBooking(booking, now);

        expect([0, 6]).not.toContain(new Date(start).getUTCDay());
        expect(Math.sign(start - now)).toBe(Math.sign(booking.inDays));
      }
    }
  });

  it("keeps the bookings of one coach apart", () => {
    for (const now of mondayToSunday) {
      const starts = demoBookings
        .filter(({ coach }) => coach === "coach")
        .map((booking) => startOfBooking(booking, now));

      expect(new Set(starts.map((start) => Math.floor(start / dayMs))).size).toBe(starts.length);
    }
  });
});

describe("menteeBusyTimes", () => {
  it("blocks at least five starts within three weeks, only on Tuesdays and Thursdays", () => {
    for (const now of mondayToSunday) {
      const soon = menteeBusyTimes(now).filter(({ start }) => Date.parse(start) < now + 21 * dayMs);

      expect(soon.length).toBeGreaterThanOrEqual(5);
      for (const { start } of soon) expect([2, 4]).toContain(new Date(start).getUTCDay());
    }
  });
});
