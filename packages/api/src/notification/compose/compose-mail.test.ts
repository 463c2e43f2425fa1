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

const changedTitle = {
  booking: {
    ...booking,
    title: "1:1",
    coach: { ...booking.coach, name: "Sam" },
    mentee: { ...booking.mentee, name: "Maya" },
  },
};

const compose = (
  zones: { coach: string | null; mentee: string | null } = known,
  change: Partial<Parameters<typeof composeMail>[0]> = {},
) =>
  composeMail({
    notification,
    booking: {
      ...booking,
      coach: { ...booking.coach, timeZone: zones.coach },
      mentee: { ...booking.mentee, timeZone: zones.mentee },
    },
    reader: "mentee",
    reading: { language: "en", locale: "en-GB" },
    menteeConnected: true,
    appOrigin: "https://reslot.example.com",
    sender: { address: "sam@cal.example" },
    unsubscribeToken: "token",
    idempotencyKey: "k",
    ...change,
  });

describe("composeMail", () => {
  it("is addressed to the reader alone", () => {
    expect(compose().to).toBe("mentee@example.com");
  });

  it("is in one thread with the other mails of its meeting", () => {
    const { threadId } = compose();
    expect(threadId).toBe("<meeting.01ARZ3NDEKTSV4RRFFQ69G5FAV@reslot.example.com>");
    expect(compose(known, { reader: "coach", idempotencyKey: "l" }).threadId).toBe(threadId);
    const other = { ...booking, ulid: "01BX5ZZKBKACTAV9WEVGEMMVRZ" };
    expect(compose(known, { booking: other }).threadId).not.toBe(threadId);
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

describe("a mail from a person whom the reader has not accepted", () => {
  const hostileMail = (change: Partial<Notification> = {}) =>
    compose(known, {
      sender: null,
      notification: { ...notification, ...change },
      booking: {
        ...booking,
        title: "Your account is locked - verify now",
        coach: { ...booking.coach, name: "Security Team", timeZone: known.coach },
        mentee: { ...booking.mentee, name: "Maya", timeZone: known.mentee },
      },
    });

  it("has a subject and first words that are ours alone", () => {
    const { subject, text, fromName, replyTo } = hostileMail();

    expect(subject).toBe("Moved to Wed 16 Dec, 13:00: your meeting");
    expect(text.split("\n\n").slice(0, 3)).toEqual([
      "The other person moved one of your meetings.",
      "With: Security Team",
      "Meeting: Your account is locked - verify now",
    ]);
    expect([fromName, replyTo]).toEqual([null, null]);
  });

  it("keeps their reason in the app", () => {
    const { text, html } = hostileMail({ reason: "Confirm your card today" });

    expect(`${text}${html}`).not.toContain("card");
    expect(text).toContain("Reason: A reason was given. It is shown in Reslot.");
  });

  it.each([
    ["bookingChangedUpstream", null, "Moved to"],
    ["asked", null, "Waiting for confirmation,"],
    ["bookingCancelledUpstream", null, "Cancelled,"],
    ["bookingChangedUpstream", "formerHost", "Another host,"],
  ] as const)("names no one and nothing in its subject for %s %s", (kind, note, begins) => {
    const { subject, text } = hostileMail({ kind, note, actorRole: null });

    expect(subject.startsWith(`${begins} `)).toBe(true);
    expect(`${subject} ${text.split("\n\n")[0]}`).not.toMatch(/account|Security/);
  });
});

describe("a mail from a person whom the reader has accepted", () => {
  const fromSam = (name: string, address: string | null) =>
    compose(known, {
      sender: { address },
      booking: {
        ...booking,
        title: "Leadership coaching",
        coach: { ...booking.coach, name, timeZone: known.coach },
        mentee: { ...booking.mentee, timeZone: known.mentee },
      },
    });

  it("comes in their name, and is answered at their address in the Cal.com booking", () => {
    const mail = fromSam("Sam Okafor", "sam@cal.example");

    expect(mail).toMatchObject({
      subject: "Moved to Wed 16 Dec, 13:00: Leadership coaching",
      fromName: "Sam Okafor via Reslot",
      replyTo: "sam@cal.example",
    });
    expect(mail.text).toContain("Sam Okafor moved “Leadership coaching”.");
    expect(mail.text).toContain("Reply to this email to write to Sam Okafor.");
  });

  it("says nothing about answers where there is no address for them", () => {
    for (const address of [
      null,
      "01j@deleted.invalid",
      "a@b.example>, c@d.example",
      "a;b@c.example",
      "a@é.example",
    ]) {
      const { replyTo, text } = fromSam("Sam Okafor", address);
      expect([replyTo, text.includes("Reply")]).toEqual([null, false]);
    }
  });

  it("lets a name become no other header or address", () => {
    expect(fromSam('Sam <x@y.example>,\r\nBcc: "a"', null).fromName).toBe(
      "Sam xyexample Bcc a via Reslot",
    );
    expect(fromSam("<>", null).fromName).toBeNull();
    expect(fromSam(`a${"𠮷".repeat(80)}`, null).fromName).toBe(`a${"𠮷".repeat(59)} via Reslot`);
  });

  it("is in its reader's language, all of it", () => {
    const mail = compose(known, {
      booking: {
        ...booking,
        title: "1:1",
        coach: { ...booking.coach, name: "Sam" },
        mentee: { ...booking.mentee, name: "Maya" },
      },
      notification: { ...notification, reason: null },
      reading: { language: "de", locale: "de-DE" },
    });

    expect(mail.subject).toBe("Verschoben auf Mi, 16. Dez., 13:00: 1:1");
    expect(mail.fromName).toBe("Sam über Reslot");
    expect(mail.html).toMatch(/<html[^>]* lang="de"/);
    expect(mail.text).not.toMatch(/\b(?:the|you|your|meeting|time)\b/i);
  });
});

describe("what a mail offers", () => {
  const linksOf = (change: Partial<Parameters<typeof composeMail>[0]> = {}) => {
    const { html, text } = compose(known, change);
    const links = [...html.matchAll(/<a class="button (\w+)" href="([^"]+)"/g)];
    for (const [, , url] of links) expect(text).toContain(url);
    return links.map(([, look, url]) => [look, url?.replace("https://reslot.example.com", "")]);
  };
  const page = `/meetings/${booking.ulid}`;
  const changed = (change: Partial<Notification>) => ({
    notification: { ...notification, ...change },
  });

  it("is two links at most, which only open pages", () => {
    expect(linksOf()).toEqual([
      ["primary", `${page}#works-for-me`],
      ["secondary", `${page}/reschedule`],
    ]);
    expect(linksOf({ reader: "coach", ...changed({ actorRole: "mentee" }) })).toEqual([
      ["primary", page],
      ["secondary", `${page}/reschedule`],
    ]);
  });

  it("leads to the reader's choices, and to where all of it ends", () => {
    const { html, text } = compose();
    for (const path of ["/settings/notifications", "/api/unsubscribe/token"]) {
      expect(html).toContain(`href="https://reslot.example.com${path}"`);
      expect(text).toContain(`: https://reslot.example.com${path}`);
    }
  });

  it("is an answer where the coach was asked", () => {
    const asked = changed({ kind: "asked", actorRole: "mentee" });
    expect(linksOf({ reader: "coach", ...asked })).toEqual([["primary", page]]);
  });

  it("is only the meeting in a receipt, and where it takes place no more", () => {
    expect(linksOf(changed({ actorRole: "mentee" }))).toEqual([["primary", page]]);
    expect(linksOf(changed({ kind: "bookingCancelledUpstream", actorRole: null }))).toEqual([
      ["primary", page],
    ]);
  });
});

describe("the HTML of a mail", () => {
  it("says the new time once, the zone apart from it, and the old time struck", () => {
    const { html } = compose(known, changedTitle);
    const body = html.slice(html.indexOf("<h1"));

    expect(
      body.match(/Wed 16 Dec 2026, 12:00 – 12:45|Wed 16 Dec 2026, 13:00 – 13:45/g),
    ).toHaveLength(1);
    expect(body).toMatch(/<div class="text"[^>]*>Vancouver, UTC−7<\/div>/);
    expect(body).toMatch(/<s>Tue 15 Dec 2026, 13:00 – 13:45<\/s>/);
  });

  it("is for light and dark, and fills in no slot that a person typed", () => {
    const { html } = compose(known, {
      booking: { ...changedTitle.booking, title: "{{stopUrl}} {{content}}" },
    });

    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html).toContain("“{{stopUrl}} {{content}}”");
    expect(html.replaceAll("{{stopUrl}} {{content}}", "")).not.toContain("{{");
  });
});
