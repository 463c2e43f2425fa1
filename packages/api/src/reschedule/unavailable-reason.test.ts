import type { CalEventType } from "@reslot/cal";
import { type Interval, minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { unavailableReason } from "./unavailable-reason.ts";

const notOffered = { code: "SLOT_TAKEN", details: { reason: "notOffered" } };
const at = (iso: string) => Date.parse(iso);
// A Wednesday.
const now = at("2026-11-25T12:00:00Z");
const eventType: CalEventType = {
  id: 1,
  title: "Coaching",
  slug: "coaching",
  lengthInMinutes: 45,
  lengthOptions: [],
  schedulingType: null,
  keepsHost: false,
  slotInterval: null,
  offsetStart: 0,
  beforeEventBuffer: 0,
  afterEventBuffer: 0,
  requiresConfirmation: false,
  confirmationNoticeMinutes: null,
  pendingBlocksSlot: null,
  disableRescheduling: false,
  rescheduleNoticeMinutes: null,
  minimumBookingNotice: 120,
  bookingWindow: null,
  limitPeriod: null,
  isSeated: false,
  isRecurring: false,
};
const missingAt = (start: string) => ({
  start: at(start),
  end: at(start) + 45 * minuteMs,
  now,
  timeZone: "UTC",
  taken: [],
});
const reasonFor = (start: string, change: Partial<CalEventType> = {}) =>
  unavailableReason({ ...eventType, ...change }, missingAt(start));

describe("unavailableReason", () => {
  it("names the minimum notice up to its last minute", () => {
    expect(reasonFor("2026-11-25T13:59:00Z")).toEqual({ code: "NOTICE_TOO_SHORT" });
    expect(reasonFor("2026-11-25T14:00:00Z")).toEqual(notOffered);
  });

  it("names the booking window for days beyond it", () => {
    const calendarDays = { bookingWindow: { type: "calendarDays", value: 3 } } as const;
    const businessDays = { bookingWindow: { type: "businessDays", value: 3 } } as const;

    expect(reasonFor("2026-11-28T23:00:00Z", calendarDays)).toEqual(notOffered);
    expect(reasonFor("2026-11-29T00:00:00Z", calendarDays)).toEqual({
      code: "OUTSIDE_BOOKING_WINDOW",
    });
    expect(reasonFor("2026-11-30T09:00:00Z", businessDays)).toEqual(notOffered);
    expect(reasonFor("2026-12-01T09:00:00Z", businessDays)).toEqual({
      code: "OUTSIDE_BOOKING_WINDOW",
    });
  });

  it("counts whole weeks of five workdays", () => {
    const businessDays = { bookingWindow: { type: "businessDays", value: 8 } } as const;

    expect(reasonFor("2026-12-07T09:00:00Z", businessDays)).toEqual(notOffered);
    expect(reasonFor("2026-12-08T09:00:00Z", businessDays)).toEqual({
      code: "OUTSIDE_BOOKING_WINDOW",
    });
  });

  it("names no window of days where the coach's days are not known", () => {
    const bookingWindow = { type: "calendarDays", value: 3 } as const;
    const missing = { ...missingAt("2026-12-24T09:00:00Z"), timeZone: null };

    expect(unavailableReason({ ...eventType, bookingWindow }, missing)).toEqual(notOffered);
  });

  it("names the booking window for dates outside its range", () => {
    const range = {
      bookingWindow: { type: "range", value: ["2026-12-01", "2026-12-31"] },
    } as const;

    expect(reasonFor("2026-11-30T09:00:00Z", range)).toEqual({ code: "OUTSIDE_BOOKING_WINDOW" });
    expect(reasonFor("2026-12-01T09:00:00Z", range)).toEqual(notOffered);
    expect(reasonFor("2026-12-31T09:00:00Z", range)).toEqual(notOffered);
    expect(reasonFor("2027-01-01T09:00:00Z", range)).toEqual({ code: "OUTSIDE_BOOKING_WINDOW" });
  });

  it("takes the dates of a range that is given in instants", () => {
    const value = ["2026-12-01T10:00:00Z", "2026-12-31T08:00:00Z"] as const;
    const range = { bookingWindow: { type: "range", value } } as const;

    expect(reasonFor("2026-12-01T09:00:00Z", range)).toEqual(notOffered);
    expect(reasonFor("2026-12-31T09:00:00Z", range)).toEqual(notOffered);
  });

  it("calls a start taken only where another meeting of the coach has a part of its time", () => {
    const missing = missingAt("2026-11-26T09:00:00Z");
    const { start, end } = missing;
    const refusalBeside = (taken: readonly Interval[]) =>
      unavailableReason(eventType, { ...missing, taken });

    expect(refusalBeside([{ start: end - minuteMs, end: end + minuteMs }])).toEqual({
      code: "SLOT_TAKEN",
    });
    expect(
      refusalBeside([
        { start: start - minuteMs, end: start },
        { start: end, end: end + minuteMs },
      ]),
    ).toEqual(notOffered);
  });

  it("claims no rule when the event type cannot be read", () => {
    const missing = missingAt("2026-11-25T12:00:00Z");
    const { start, end } = missing;

    expect(unavailableReason(null, missing)).toEqual(notOffered);
    expect(unavailableReason(null, { ...missing, taken: [{ start, end }] })).toEqual({
      code: "SLOT_TAKEN",
    });
  });
});
