import { dayMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { beforeEach, describe, expect, it } from "vitest";
import { bookAtCal } from "../support/book-at-cal.ts";
import { arrangeMeeting, makeMenteeBusy, type Meeting } from "../support/meeting.ts";
import { calControl, calLog, mailTo, sql, stack } from "../support/services.ts";
import { deliverMail } from "../../src/notification/deliver-mail.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";

/** The availability of the meeting's own day, as one of the two sees it. */
function ownDay(meeting: Meeting, key: "coach" | "mentee") {
  const from = `${meeting.moveTo(0).newStartTime.slice(0, 10)}T00:00:00Z`;
  const to = meeting.moveTo(0, { days: 1 }).newStartTime;
  const { bookingUlid } = meeting;
  return meeting.as(key).booking.availability({ bookingUlid, from, to, timeZone: "UTC" });
}

const coachOf = ({ people }: Meeting) => ({ coachUserUlid: people.coach.ulid });
const menteeOf = ({ people }: Meeting) => ({ menteeUserUlid: people.mentee.ulid });
const verdictsOf = ({ slots }: Awaited<ReturnType<typeof ownDay>>) =>
  new Set(slots.map(({ verdict }) => verdict));

async function busyAt11(options: Parameters<typeof arrangeMeeting>[0] = {}) {
  const meeting = await arrangeMeeting({ menteeShares: false, ...options });
  const { newStartTime: start, newEndTime: end } = meeting.moveTo(11);
  await makeMenteeBusy(meeting, { start, end });
  return meeting;
}

describe("a coach whom the mentee has not let see when they are busy", () => {
  it("learns nothing of a calendar by booking its owner: neither by looking nor by moving", async () => {
    const meeting = await busyAt11();
    const key = meeting.people.mentee.calApiKey;

    const seen = await ownDay(meeting, "coach");
    const details = await meeting.as("coach").booking.get({ bookingUlid: meeting.bookingUlid });
    const moved = await meeting.as("coach").booking.reschedule(meeting.moveTo(11));

    expect(seen.checks.mentee).toBe("notShared");
    expect(verdictsOf(seen)).toEqual(new Set(["menteeUnknown", "current"]));
    expect(seen).toMatchObject({ nextMutualStart: null, lanes: { mentee: null } });
    expect(seen.suggestions?.flatMap(({ reasons }) => reasons)).not.toContain("notBackToBack");
    expect(details).toMatchObject({
      menteeConnection: "notShared",
      sharing: { state: null },
      needsMe: null,
    });
    expect(moved.outcome).toBe("moved");
    expect(JSON.stringify(await calLog())).not.toContain(key);
    const paths = (await calLog()).map(({ path }) => path);
    expect(paths.filter((path) => /busy-times|schedules|calendars|ooo/.test(path))).toEqual([]);
  });

  it("does not stop the mentee's own view and move from checking the mentee's calendar", async () => {
    const meeting = await busyAt11();

    const own = await ownDay(meeting, "mentee");

    expect(own.checks.mentee).toBe("checked");
    expect(own.slots.find(({ start }) => start.includes("T11:"))?.verdict).toBe("menteeBusy");
    await expect(meeting.as("mentee").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject(
      { cause: { code: "MENTEE_CONFLICT" } },
    );
  });

  it("sees it once the mentee has allowed it, and no longer after the mentee has stopped it", async () => {
    const meeting = await busyAt11();
    const mentee = meeting.withSession("mentee");
    expect((await mentee.booking.list({ when: "upcoming" })).items[0]?.needsMe).toBe("consent");

    await mentee.sharing.allow(coachOf(meeting));

    const shared = await ownDay(meeting, "coach");
    expect(shared.checks.mentee).toBe("checked");
    expect(shared.slots.find(({ start }) => start.includes("T11:"))?.verdict).toBe("menteeBusy");
    expect((await mentee.booking.list({ when: "upcoming" })).items[0]?.needsMe).toBeNull();
    expect(await mentee.sharing.list()).toMatchObject({
      coaches: [{ name: "Sam Coach", state: "allowed", since: expect.any(String) }],
    });

    expect(await mentee.sharing.stop(coachOf(meeting))).toMatchObject({ state: "stopped" });
    expect((await ownDay(meeting, "coach")).checks.mentee).toBe("notShared");
    await expect(meeting.as("coach").booking.reschedule(meeting.moveTo(11))).resolves.toMatchObject(
      { outcome: "moved" },
    );
  });

  it("may ask once a week, and is not told of a refusal", async () => {
    const meeting = await busyAt11();
    const coach = meeting.withSession("coach");
    const { nextAllowedAt } = await coach.sharing.ask(menteeOf(meeting));

    await expect(coach.sharing.ask(menteeOf(meeting))).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      cause: { code: "RATE_LIMITED", details: { retryAfterMs: expect.any(Number) } },
    });
    await meeting.withSession("mentee").sharing.stop(coachOf(meeting));

    const { sharing } = await coach.booking.get({ bookingUlid: meeting.bookingUlid });
    expect(sharing).toMatchObject({ state: "asked", nextAskAt: nextAllowedAt });
    expect(Date.parse(nextAllowedAt ?? "")).toBeGreaterThan(Date.now() + 6 * dayMs);
    const { items } = await meeting.as("mentee").notification.list({});
    expect(items).toEqual([
      expect.objectContaining({ kind: "consentAsked", readAt: expect.any(String) }),
    ]);
  });
});

describe("the first meeting with a new coach", () => {
  let meeting: Meeting;

  beforeEach(async () => {
    meeting = await arrangeMeeting({ menteeShares: false });
    await sql(`delete from "Outbox"`);
  });

  async function importAnother(hour = 12): Promise<void> {
    const { email, name } = meeting.people.mentee;
    await bookAtCal(meeting, { email, name }, hour);
    await syncCoachNow(meeting.ports, meeting.people.coach.ulid);
  }

  it("asks the mentee once: in the app, and by a mail that begins with our words", async () => {
    await importAnother(12);
    await importAnother(13);
    await deliverMail(meeting.ports);

    const { items } = await meeting.as("mentee").notification.list({});
    expect(items.map(({ kind }) => kind)).toEqual(["consentAsked"]);
    expect(items[0]?.text).toMatch(/^Sam Coach has a meeting with you\. Let Sam see when/);
    const mails = await mailTo(meeting.people.mentee.email);
    expect(mails.map(({ subject }) => subject)).toEqual(["Choose who can see when you’re busy"]);
    expect(mails[0]?.text).toMatch(/^A question for you: Sam Coach has/);
    expect(await mailTo(meeting.people.coach.email)).toEqual([]);
    expect((await meeting.as("coach").notification.list({})).items).toEqual([]);
  });

  it("is asked about when the mentee connects, and connecting from a meeting is the answer", async () => {
    await meeting.as("mentee").calConnection.disconnect();
    await importAnother();
    expect((await meeting.as("mentee").notification.list({})).items).toEqual([]);
    const { calApiKey: apiKey } = meeting.people.mentee;
    const { bookingUlid } = meeting;

    await expect(
      meeting.as("mentee").calConnection.connectWithApiKey({ apiKey, bookingUlid }),
    ).rejects.toMatchObject({ cause: { code: "UNAUTHENTICATED" } });
    await meeting.as("mentee").calConnection.connectWithApiKey({ apiKey });
    expect((await ownDay(meeting, "coach")).checks.mentee).toBe("notShared");
    const { items } = await meeting.as("mentee").notification.list({});
    expect(items.map(({ kind }) => kind)).toEqual(["consentAsked"]);

    const mentee = meeting.withSession("mentee", "http://localhost:3000");
    await mentee.calConnection.connectWithApiKey({ apiKey, bookingUlid });
    expect((await ownDay(meeting, "coach")).checks.mentee).toBe("checked");
    expect(
      await meeting.ports.db.consents.get({ ...coachOf(meeting), ...menteeOf(meeting) }),
    ).toMatchObject({ state: "allowed", source: "connecting", lengths: [60], gridMinutes: 60 });
  });

  it("is hidden from a mentee who does not know the coach, and nobody is told", async () => {
    await importAnother();
    const { bookingUlid } = meeting;
    const mentee = meeting.withSession("mentee");

    await mentee.sharing.disown({ bookingUlid });
    await importAnother(13);
    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));

    for (const caller of [mentee, meeting.as("mentee")]) {
      expect((await caller.booking.list({ when: "upcoming" })).items).toEqual([]);
      expect((await caller.notification.list({})).items).toEqual([]);
      expect(await caller.notification.unreadCount()).toEqual({ count: 0 });
      for (const call of [
        () => caller.booking.get({ bookingUlid }),
        () => caller.booking.history({ bookingUlid }),
        () => caller.booking.reschedule({ ...meeting.moveTo(12), expectedVersion: 2 }),
      ]) {
        await expect(call()).rejects.toMatchObject({ cause: { code: "NOT_FOUND" } });
      }
    }
    const coach = meeting.withSession("coach");
    expect((await coach.booking.list({ when: "upcoming" })).items).toHaveLength(3);
    expect(JSON.stringify(await coach.booking.get({ bookingUlid }))).not.toMatch(/refused|disown/);
    expect((await coach.notification.list({})).items.map(({ kind }) => kind)).toEqual([
      "bookingMoved",
    ]);

    await mentee.sharing.restore(coachOf(meeting));
    expect((await mentee.booking.list({ when: "upcoming" })).items).toHaveLength(3);
    expect((await ownDay(meeting, "coach")).checks.mentee).toBe("notShared");
  });
});

describe("deciding who sees a calendar", () => {
  it("is for the mentee alone, in a session", async () => {
    const meeting = await arrangeMeeting({ menteeShares: false });
    const { bookingUlid } = meeting;
    const notFound = { cause: { code: "NOT_FOUND" } };

    for (const key of ["coach", "stranger"] as const) {
      const { sharing } = meeting.withSession(key);
      await expect(sharing.allow(coachOf(meeting))).rejects.toMatchObject(notFound);
      await expect(sharing.stop(coachOf(meeting))).rejects.toMatchObject(notFound);
      await expect(sharing.restore(coachOf(meeting))).rejects.toMatchObject(notFound);
      await expect(sharing.disown({ bookingUlid })).rejects.toMatchObject(notFound);
      await expect(sharing.disown({ bookingUlid: ulid() })).rejects.toMatchObject(notFound);
    }
    await expect(
      meeting.withSession("stranger").sharing.ask(menteeOf(meeting)),
    ).rejects.toMatchObject(notFound);
    const byKey = meeting.as("mentee").sharing;
    for (const call of [
      () => byKey.allow(coachOf(meeting)),
      () => byKey.stop(coachOf(meeting)),
      () => byKey.disown({ bookingUlid }),
      () => byKey.ask(menteeOf(meeting)),
    ]) {
      await expect(call()).rejects.toMatchObject({
        cause: { code: "UNAUTHENTICATED", details: { scope: null } },
      });
    }
    expect((await ownDay(meeting, "coach")).checks.mentee).toBe("notShared");
  });
});

async function changeEventType(meeting: Meeting, change: object): Promise<void> {
  const { ports, people, eventTypeId } = meeting;
  const response = await fetch(`${stack.calUrl}/v2/event-types/${eventTypeId}`, {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${people.coach.calApiKey}`,
      "content-type": "application/json",
      "cal-api-version": "2024-06-14",
    },
    body: JSON.stringify(change),
  });
  if (!response.ok) throw new Error(await response.text());
  ports.caches.eventTypes.delete(`${people.coach.ulid} ${eventTypeId}`);
}

describe("what a coach learns after consent", () => {
  it("is bounded for each pair; beyond that the coach sees their own times", async () => {
    const meeting = await arrangeMeeting();
    meeting.ports.settings.callLimits = { menteeReadsPerPairPerHour: 2 };

    for (const expected of ["checked", "checked", "unreachable"]) {
      expect((await ownDay(meeting, "coach")).checks.mentee).toBe(expected);
    }
    const last = await ownDay(meeting, "coach");
    expect(last.checks.details.retryAfterMs).toBeGreaterThan(0);
    expect(verdictsOf(last)).toEqual(new Set(["menteeUnknown", "current"]));
    expect((await ownDay(meeting, "mentee")).checks.mentee).toBe("checked");
  });

  it("gets no finer when the event type gets shorter or denser afterwards", async () => {
    const meeting = await arrangeMeeting({ menteeShares: false });
    const at = meeting.moveTo(11).newStartTime;
    const minute = (minutes: number) => new Date(Date.parse(at) + minutes * minuteMs).toISOString();
    await makeMenteeBusy(meeting, { start: minute(20), end: minute(25) });
    await meeting.withSession("mentee").sharing.allow(coachOf(meeting));

    await sql(
      `update "Bookings" set "durationMinutes" = 15 where "ulid" = '${meeting.bookingUlid}'`,
    );
    await changeEventType(meeting, { lengthInMinutes: 15, slotInterval: 5 });
    const fine = await ownDay(meeting, "coach");
    const exact = await ownDay(meeting, "mentee");

    const verdictAt = ({ slots }: typeof fine, minutes: number) =>
      slots.find(({ start }) => start === minute(minutes))?.verdict;
    expect(verdictAt(exact, 30)).toBe("mutual");
    for (let minutes = 0; minutes < 60; minutes += 5) {
      expect(verdictAt(fine, minutes)).toBe("menteeBusy");
    }
    const inBusyCell = { newStartTime: minute(30), newEndTime: minute(45) };
    await expect(
      meeting.as("coach").booking.reschedule({ ...meeting.moveTo(11), ...inBusyCell }),
    ).rejects.toMatchObject({ cause: { code: "MENTEE_CONFLICT" } });
    expect(fine.lanes.mentee?.busy).toEqual([{ start: minute(0), end: minute(60) }]);
    expect(exact.lanes.mentee?.busy).toEqual([{ start: minute(20), end: minute(25) }]);
    expect(fine.lanes.coach.own).toEqual([]);
    expect(exact.lanes.coach.own).toEqual([]);
  });

  it("is told by no reason of a suggestion where in a cell the mentee is busy", async () => {
    const meeting = await arrangeMeeting({ menteeShares: false });
    const start = meeting.moveTo(12).newStartTime;
    const end = new Date(Date.parse(start) - 20 * minuteMs).toISOString();
    const from = new Date(Date.parse(start) + 80 * minuteMs).toISOString();
    const before = { start: meeting.moveTo(6, { days: -20 }).newStartTime, end };
    const after = { start: from, end: meeting.moveTo(6, { days: 40 }).newEndTime };
    const intervals = [before, after].map((span) => ({ ...span, title: "Private" }));
    await calControl("busy", { email: meeting.people.mentee.email, intervals });
    await meeting.withSession("mentee").sharing.allow(coachOf(meeting));

    const reasons = async (key: "coach" | "mentee") =>
      (await ownDay(meeting, key)).suggestions?.find((suggestion) => suggestion.start === start)
        ?.reasons;
    expect(await reasons("mentee")).toContain("notBackToBack");
    expect(await reasons("coach")).toEqual(expect.not.arrayContaining(["notBackToBack"]));
  });
});
