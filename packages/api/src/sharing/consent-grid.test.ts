import type { MetEventType } from "@reslot/db";
import { describe, expect, it } from "vitest";
import { consentGridOf } from "./consent-grid.ts";

const now = Date.UTC(2026, 0, 5);
const inZone = (timeZone: string | null) => ({ timeZone, now });

const met = (minutes: number, noted: Partial<MetEventType["eventType"]> = null): MetEventType => ({
  eventTypeId: minutes,
  minutes,
  eventType: noted && {
    title: "",
    lengthInMinutes: minutes,
    mayChangeHost: false,
    requiresConfirmation: false,
    pendingBlocksSlot: null,
    disableRescheduling: false,
    rescheduleNoticeMinutes: null,
    slotInterval: null,
    offsetStart: 0,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    ...noted,
  },
});

describe("consentGridOf", () => {
  it("holds the starts that Cal.com rounds to the step of an event type", () => {
    const grids = [60, 45, 50, 25, 22].map((minutes) =>
      consentGridOf([met(minutes)], inZone(null)),
    );

    expect(grids.map(({ gridMinutes }) => gridMinutes)).toEqual([60, 15, 10, 5, 1]);
    expect(consentGridOf([met(60, { slotInterval: 20 })], inZone("Europe/London"))).toEqual({
      lengths: [60],
      gridMinutes: 20,
      gridPhase: 0,
    });
  });

  it("follows the coach's clock and the offset of the starts", () => {
    const phase = (timeZone: string, offsetStart = 0) =>
      consentGridOf([met(60, { offsetStart })], inZone(timeZone)).gridPhase;

    expect(phase("Asia/Kolkata")).toBe(30);
    expect(phase("Asia/Kathmandu")).toBe(15);
    expect(phase("America/Vancouver")).toBe(0);
    expect(phase("Europe/London", 10)).toBe(10);
  });

  it("holds the starts of every event type of the pair", () => {
    const several = [met(45), met(30, { offsetStart: 10 }), met(60, { lengthInMinutes: 30 })];

    expect(consentGridOf(several, inZone("Europe/London"))).toEqual({
      lengths: [30, 45, 60],
      gridMinutes: 5,
      gridPhase: 0,
    });
  });
});
