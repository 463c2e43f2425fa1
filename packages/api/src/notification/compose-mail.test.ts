import type { BookingWithUsers, Notification } from "@reslot/db";
import { describe, expect, it } from "vitest";
import { composeMail } from "./compose-mail.ts";

const hostile = `<b>x</b>\r\nNew time: now\u2028\u202egnp\u202c"'&\u0000\u001b[31m`;

const booking = {
  ulid: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  title: hostile,
  coach: { name: hostile, email: "coach@example.com", timeZone: "Europe/London" },
  mentee: { name: hostile, email: "mentee@example.com", timeZone: "America/Vancouver" },
} as BookingWithUsers;

const known = { coach: "Europe/London", mentee: "America/Vancouver" };

const notification = {
  kind: "bookingMoved",
  actorRole: "coach",
  oldStartTime: "2026-12-15T20:00:00.000Z",
  oldEndTime: "2026-12-15T20:45:00.000Z",
  newStartTime: "2026-12-16T20:00:00.000Z",
  newEndTime: "2026-12-16T20:45:00.000Z",
  reason: hostile,
  conflictOverridden: false,
  overriddenVerdict: null,
} as Notification;

const compose = (zones: { coach: string | null; mentee: string | null } = known) =>
  composeMail({
    notification,
    booking: {
      ...booking,
      coach: { ...booking.coach, timeZone: zones.coach },
      mentee: { ...booking.mentee, timeZone: zones.mentee },
    },
    reader: "mentee",
    menteeConnected: true,
    appOrigin: "https://reslot.example.com",
    unsubscribeToken: "token",
    idempotencyKey: "k",
  });

describe("composeMail", () => {
  it("is addressed to the reader alone", () => {
    expect(compose().to).toBe("mentee@example.com");
  });

  it("lets typed text become no line, header or element", () => {
    const { subject, text, html } = compose();

    expect(subject).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect(text.match(/^New time:/gm)).toHaveLength(1);
    const marks = `${text}${html}`.match(/[\p{Cc}\p{Cf}\u2028]/gu) ?? [];
    expect(new Set(marks)).toEqual(new Set(["\n"]));
    expect(html).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(html).not.toContain("<b>");
  });

  it("has its times in the coach's zone, named, while the reader's is not known", () => {
    const { text, html } = compose({ mentee: null, coach: "Asia/Katmandu" });

    expect(text).toContain("New time: Thu 17 Dec 2026, 01:45 – 02:30 (Kathmandu, UTC+5:45)");
    expect(text).toMatch(/^Your time zone is not set: these times are in .*’s\.$/m);
    expect(html).toContain("Your time zone is not set");
  });

  it("has its times in UTC, named, while neither zone is known", () => {
    const { text } = compose({ mentee: null, coach: null });

    expect(text).toContain("New time: Wed 16 Dec 2026, 20:00 – 20:45 (UTC)");
    expect(text).toMatch(/^Your time zone is not set: these times are in UTC\.$/m);
  });

  it("says nothing about a time zone that is known", () => {
    expect(compose().text).not.toContain("time zone");
  });
});
