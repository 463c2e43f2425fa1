import type { BookingWithUsers, Notification } from "@reslot/db";
import { describe, expect, it } from "vitest";
import { nothingChosen } from "../../../test/support/preferences.ts";
import { composeMail } from "./compose-mail.ts";
import { composeText, type NotificationFacts } from "./compose-text.ts";

const coach = {
  ...nothingChosen,
  ulid: "01JD0000000000000000000C0A",
  clerkUserId: "user_coach",
  email: "sam@example.com",
  name: "Sam",
  timeZone: "Europe/London",
  timeZoneFrom: "cal",
} as const;
const mentee = {
  ...nothingChosen,
  ulid: "01JD0000000000000000000MEN",
  clerkUserId: "user_mentee",
  email: "maya@example.com",
  name: "Maya",
  timeZone: "America/Vancouver",
  timeZoneFrom: "booking",
} as const;
const booking: BookingWithUsers = {
  ulid: "01JD000000000000000B00K1NG",
  calBookingId: "secret-uid",
  coachUserUlid: coach.ulid,
  menteeUserUlid: mentee.ulid,
  title: "Leadership coaching",
  eventTypeId: 1,
  durationMinutes: 45,
  startTime: "2026-12-15T21:00:00.000Z",
  endTime: "2026-12-15T21:45:00.000Z",
  status: "accepted",
  askedAt: null,
  version: 2,
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
  createdAt: "2026-11-01T00:00:00.000Z",
  updatedAt: "2026-11-01T00:00:00.000Z",
  coach,
  mentee,
};
const notification: Notification = {
  ulid: "01JD000000000000000N0T1CE0",
  userUlid: mentee.ulid,
  bookingUlid: booking.ulid,
  version: 2,
  kind: "bookingMoved",
  actorUserUlid: coach.ulid,
  actorRole: "coach",
  oldStartTime: "2026-12-15T20:00:00.000Z",
  oldEndTime: "2026-12-15T20:45:00.000Z",
  newStartTime: booking.startTime,
  newEndTime: booking.endTime,
  reason: null,
  conflictOverridden: false,
  overriddenVerdict: null,
  note: null,
  readAt: null,
  createdAt: "2026-11-25T12:00:00.000Z",
};

const facts: NotificationFacts = {
  notification,
  booking,
  reader: "mentee",
  reading: { language: "en", locale: "en-GB" },
  menteeConnected: true,
};
const withChange = (change: Partial<Notification>) => ({ ...notification, ...change });

describe("composeText", () => {
  it("gives times in the other person's zone while the reader's is not known, and says so", () => {
    const unknown = { ...mentee, timeZone: null, timeZoneFrom: null };
    const text = composeText({ ...facts, booking: { ...booking, mentee: unknown } });
    expect(text).toContain("Tue 15 Dec 2026, 21:00 – 21:45 (London, UTC+0)");
    expect(text).toContain("Your time zone is not set: these times are in Sam’s.");
  });

  it("tells a connected mentee both times on their own clock, and that they may move it again", () => {
    expect(composeText(facts)).toBe(
      "Sam moved “Leadership coaching” from Tue 15 Dec 2026, 13:00 – 13:45 (Vancouver, UTC−7) to Tue 15 Dec 2026, 14:00 – 14:45 (Vancouver, UTC−7). If the new time doesn’t suit you, you can move it again.",
    );
  });

  it("is in the language, the form of dates and the clock of its reader", () => {
    const times = (reading: NotificationFacts["reading"]) => composeText({ ...facts, reading });

    expect(times({ language: "de", locale: "de-DE" })).toBe(
      "Sam hat „Leadership coaching“ verschoben: von Di, 15. Dez. 2026, 13:00 – 13:45 (Vancouver, UTC−7) auf Di, 15. Dez. 2026, 14:00 – 14:45 (Vancouver, UTC−7). Wenn dir die neue Zeit nicht passt, kannst du den Termin wieder verschieben.",
    );
    expect(times({ language: "en", locale: "en-US" })).toContain(
      "from Tue Dec 15 2026, 1:00\u00a0PM – 1:45\u00a0PM (Vancouver, UTC−7)",
    );
  });

  it("asks a mentee who is not connected to check their own calendar", () => {
    expect(composeText({ ...facts, menteeConnected: false })).toMatch(
      /\. Make sure this time works for you\. Let us know if you need to change it\.$/,
    );
  });

  it("says how long it takes now where the move has changed that too", () => {
    const longer = withChange({ newEndTime: "2026-12-15T22:30:00.000Z" });
    expect(composeText({ ...facts, notification: longer })).toContain("90 minutes now, before 45");
  });

  it("tells the coach the new time and the reason", () => {
    const moved = withChange({
      actorRole: "mentee",
      actorUserUlid: mentee.ulid,
      reason: "Dentist",
    });

    expect(composeText({ ...facts, notification: moved, reader: "coach" })).toBe(
      "Maya moved “Leadership coaching” from Tue 15 Dec 2026, 20:00 – 20:45 (London, UTC+0) to Tue 15 Dec 2026, 21:00 – 21:45 (London, UTC+0). Reason: “Dentist”",
    );
  });

  it.each([
    ["newHost", "mentee", /^Sam now hosts “Leadership coaching”\. It is on Tue 15 Dec 2026, 13:00/],
    ["newHost", "coach", /^You now host “Leadership coaching” with Maya\./],
    ["formerHost", "coach", /^“Leadership coaching” with Maya has another host in Cal\.com now\./],
    ["coachReplaced", "mentee", /does not use Reslot\. .* It can’t be moved in Reslot any more\.$/],
    [
      "cancelledToo",
      "coach",
      /still takes place\. .* If it should not take place, cancel it in Cal\.com\.$/,
    ],
  ] as const)("tells of %s to the %s in words of its own", (note, reader, words) => {
    const seen = withChange({
      kind: "bookingChangedUpstream",
      actorRole: null,
      actorUserUlid: null,
      note,
    });
    expect(composeText({ ...facts, notification: seen, reader })).toMatch(words);
  });

  it("gives the mover a receipt", () => {
    expect(composeText({ ...facts, reader: "coach" })).toMatch(
      /^You moved “Leadership coaching” from/,
    );
  });

  it.each([
    ["menteeBusy", "although your calendar looked busy."],
    ["outsideMenteeHours", "although it is outside your hours."],
    ["menteeUnknown", "although we couldn’t check your calendar."],
    [
      null,
      "although it may not suit you: your calendar looked busy, it is outside your hours, or we couldn’t check.",
    ],
  ] as const)(
    "says of the overridden verdict %s only what it means",
    (overriddenVerdict, words) => {
      const overridden = withChange({ conflictOverridden: true, overriddenVerdict });

      expect(composeText({ ...facts, notification: overridden })).toContain(
        `Sam chose this time ${words} If the new time`,
      );
    },
  );

  it("says nothing of an override that was not needed", () => {
    const overridden = withChange({ conflictOverridden: true, overriddenVerdict: "none" });
    expect(composeText({ ...facts, notification: overridden })).toBe(composeText(facts));
  });

  it("names no person for a change made in Cal.com", () => {
    const upstream = { actorUserUlid: null, actorRole: null } as const;

    expect(
      composeText({
        ...facts,
        notification: withChange({ ...upstream, kind: "bookingChangedUpstream" }),
      }),
    ).toMatch(/^“Leadership coaching” was moved in Cal\.com from/);
    expect(
      composeText({
        ...facts,
        notification: withChange({ ...upstream, kind: "bookingCancelledUpstream" }),
      }),
    ).toBe(
      "“Leadership coaching” was cancelled in Cal.com. It was planned for Tue 15 Dec 2026, 13:00 – 13:45 (Vancouver, UTC−7).",
    );
  });

  it("says what has changed in Cal.com where the meeting starts as before", () => {
    const changed = (newEndTime: string) =>
      composeText({
        ...facts,
        notification: withChange({
          kind: "bookingChangedUpstream",
          actorUserUlid: null,
          actorRole: null,
          newStartTime: notification.oldStartTime,
          newEndTime,
        }),
      });

    expect(changed("2026-12-15T21:00:00.000Z")).toMatch(
      /^“Leadership coaching” has a new length in Cal\.com\. It was on Tue 15 Dec 2026, 13:00 – 13:45 \(.*\), and is now on Tue 15 Dec 2026, 13:00 – 14:00 \(/,
    );
    expect(changed(notification.oldEndTime)).toMatch(
      /^“Leadership coaching” was changed in Cal\.com\. It is on Tue 15 Dec 2026, 13:00/,
    );
  });

  it("says how a time awaiting confirmation was answered", () => {
    const answered = (kind: Notification["kind"]) =>
      composeText({
        ...facts,
        notification: withChange({
          kind,
          actorUserUlid: null,
          actorRole: null,
          oldStartTime: booking.startTime,
          oldEndTime: booking.endTime,
        }),
      });

    expect(answered("confirmed")).toBe(
      "“Leadership coaching” was confirmed in Cal.com. It takes place on Tue 15 Dec 2026, 14:00 – 14:45 (Vancouver, UTC−7).",
    );
    expect(answered("declined")).toBe(
      "“Leadership coaching” was declined in Cal.com. It was planned for Tue 15 Dec 2026, 14:00 – 14:45 (Vancouver, UTC−7). There is no meeting any more.",
    );
  });

  it("says who has to confirm", () => {
    const waiting = withChange({ kind: "asked", actorRole: "mentee" });

    expect(composeText({ ...facts, notification: waiting })).toContain(
      "Sam has to confirm the new one.",
    );
  });
});

describe("what people typed", () => {
  const right = {
    ...facts,
    booking: { ...booking, title: "שיחה \u202e1", coach: { ...coach, name: "שרה" } },
    notification: withChange({ reason: "כן 15:00\u2066\u200b" }),
  };

  it("is isolated where it runs from right to left, and turns no time of ours", () => {
    const text = composeText(right);

    expect(text).toMatch(/^\u2068שרה\u2069 moved “\u2068שיחה 1\u2069” from Tue 15 Dec 2026, 13:00/);
    expect(text).toContain("Reason: “\u2068כן 15:00\u2069”");
  });

  it("ends no quotation of ours", () => {
    const title = "Call” was cancelled. “It";
    const reason = 'late". See “Day 15:00”';
    const seen = { ...facts, booking: { ...booking, title }, notification: withChange({ reason }) };

    expect(composeText(seen)).toMatch(/^Sam moved “Call’ was cancelled\. ‘It” from Tue/);
    expect(composeText(seen)).toContain("Reason: “late’. See ‘Day 15:00’”");
  });

  it("stays isolated in mail", () => {
    const mail = composeMail({
      ...right,
      appOrigin: "https://reslot.example",
      sender: { address: "sam@cal.example" },
      unsubscribeToken: "token",
      idempotencyKey: "key",
    });

    expect(mail.subject).toBe("Moved to Tue 15 Dec, 14:00: \u2068שיחה 1\u2069");
    expect(mail.text).toContain("Reason: \u2068כן 15:00\u2069");
    expect(mail.html).toContain(">\u2068כן 15:00\u2069<");
  });
});

describe("composeMail", () => {
  const mailOf = (change: { title?: string; reason?: string }) =>
    composeMail({
      ...facts,
      booking: { ...booking, title: change.title ?? booking.title },
      notification: withChange({ reason: change.reason ?? null }),
      appOrigin: "https://reslot.example",
      sender: { address: "sam@cal.example" },
      unsubscribeToken: "token",
      idempotencyKey: "key",
    });

  it("links to the meeting and never contains Cal.com's uid", () => {
    const mail = mailOf({});

    expect(mail).toMatchObject({
      to: "maya@example.com",
      subject: "Moved to Tue 15 Dec, 14:00: Leadership coaching",
      idempotencyKey: "key",
    });
    expect(mail.html).toContain(`href="https://reslot.example/meetings/${booking.ulid}`);
    expect(mail.text).toContain("Old time: Tue 15 Dec 2026, 13:00 – 13:45 (Vancouver, UTC−7)");
    expect(mail.text + mail.html).not.toContain("secret-uid");
  });

  it("has no link but its own", () => {
    const mail = mailOf({
      title: "Your account is locked - verify at https://evil.example/login",
      reason: "Or at www.evil.example, evil@evil.example",
    });

    expect(mail.subject).toContain("verify at evil[.]example/login");
    const own = /https:\/\/reslot\.example\/\S*/g;
    expect(`${mail.subject} ${mail.text} ${mail.html}`.replaceAll(own, "")).not.toMatch(
      /:\/\/|evil\.example/,
    );
  });

  it("escapes typed text and keeps the subject on one line", () => {
    const mail = mailOf({
      title: "A\r\nBcc: x@example.com\u202e",
      reason: `<img src=x onerror="alert('1')">&`,
    });

    expect(mail.subject).toBe("Moved to Tue 15 Dec, 14:00: A Bcc: x@example[.]com");
    expect(mail.html).not.toContain("<img");
    expect(mail.html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;");
  });
});
