import { dayMs, hourMs, parseInstant } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { arrangeMeeting, type Meeting, type PersonKey } from "../support/meeting.ts";
import { calControl, calLog, calPost, sql, stack } from "../support/services.ts";

/** As the real service has them. */
const realLimits = { perKey: 120, perToken: 500, anonymous: 120, blockS: 60 };

interface OtherMeeting {
  host: PersonKey;
  attendee: PersonKey;
  eventTypeId: number;
}

/** One more meeting at Cal.com, known here. */
async function addMeeting(
  { people, moveTo }: Meeting,
  { host, attendee, eventTypeId }: OtherMeeting,
): Promise<string> {
  const bookingUlid = ulid();
  const { newStartTime: start, newEndTime } = moveTo(12);
  const { name, email, timeZone } = people[attendee];
  const { uid } = await calControl<{ uid: string }>("bookings", {
    eventTypeId,
    start,
    attendee: { name, email, timeZone },
  });
  await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
    "eventTypeId", "durationMinutes", "startTime", "endTime") values ('${bookingUlid}', '${uid}',
    '${people[host].ulid}', '${people[attendee].ulid}', 'Coaching', ${eventTypeId}, 60,
    '${start}', '${newEndTime}')`);
  return bookingUlid;
}

/** So many reads of a person, of ranges that no cache has, ten at a time; how many were answered. */
async function readMany(
  meeting: Meeting,
  { key, bookingUlid, count }: { key: PersonKey; bookingUlid: string; count: number },
): Promise<{ answered: number; codes: string[] }> {
  const first = parseInstant(meeting.moveTo(0).newStartTime);
  const codes = new Set<string>();
  let answered = 0;
  const read = async (index: number): Promise<void> => {
    const from = first + Math.floor(index / 12) * dayMs;
    const to = from + ((index % 12) + 1) * dayMs;
    const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    try {
      await meeting.as(key).booking.availability({ bookingUlid, ...range, timeZone: "UTC" });
      answered += 1;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null;
      codes.add(cause instanceof Error && "code" in cause ? String(cause.code) : String(error));
    }
  };
  for (let index = 0; index < count; index += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, offset) => read(index + offset)));
  }
  return { answered, codes: [...codes] };
}

const refusedByCal = async () => (await calLog()).filter(({ status }) => status === 429).length;

const slotCalls = async (eventTypeId: number) =>
  (await calLog()).filter(({ path }) => path.includes(`/slots?eventTypeId=${eventTypeId}&`)).length;

/** What Cal.com says is left of a person's 120 requests, of which this one is one. */
async function leftOf(meeting: Meeting, key: PersonKey): Promise<number> {
  const authorization = `Bearer ${meeting.people[key].calApiKey}`;
  const { headers } = await fetch(`${stack.calUrl}/v2/me`, { headers: { authorization } });
  return Number(headers.get("x-ratelimit-remaining-default"));
}

/** Another program makes all the requests that a person's key allows, and one more. */
async function useUp({ people }: Meeting, key: PersonKey): Promise<void> {
  const headers = { authorization: `Bearer ${people[key].calApiKey}` };
  await Promise.all(Array.from({ length: 121 }, () => fetch(`${stack.calUrl}/v2/me`, { headers })));
}

/** 92 % of the limit, and the request that asks. */
const mostUsed = 110 + 1;

const someDay = (meeting: Meeting, days: number) => {
  const from = parseInstant(meeting.moveTo(0, { days }).newStartTime);
  return {
    from: new Date(from).toISOString(),
    to: new Date(from + 20 * hourMs).toISOString(),
    timeZone: "UTC",
  };
};

/** What a person sees of the day so many days after the meeting. */
const read = (meeting: Meeting, look: { key: PersonKey; bookingUlid: string; days: number }) =>
  meeting
    .as(look.key)
    .booking.availability({ bookingUlid: look.bookingUlid, ...someDay(meeting, look.days) });

describe("at Cal.com's real limits", () => {
  it("a mentee's 130 reads leave another mentee's move and the coach's own page as they were", async () => {
    const meeting = await arrangeMeeting();
    const { bookingUlid, eventTypeId } = meeting;
    const other = await addMeeting(meeting, { host: "coach", attendee: "stranger", eventTypeId });
    await calControl("limits", realLimits);

    const before = (await calLog()).length;
    const attack = readMany(meeting, { key: "mentee", bookingUlid, count: 130 });
    const during = await read(meeting, { key: "coach", bookingUlid: other, days: 40 });
    const { answered, codes } = await attack;

    expect(during.checks.coach).toBe("checked");
    expect({ answered, codes }).toEqual({ answered: 130, codes: [] });
    expect((await calLog()).length - before).toBeLessThanOrEqual(60);
    const move = { ...meeting.moveTo(8, { days: 1 }), bookingUlid: other };
    const moved = await meeting.as("stranger").booking.reschedule(move);
    expect(moved).toMatchObject({ outcome: "moved" });
    for (let days = 30; days < 36; days += 1) {
      const page = await read(meeting, { key: "coach", bookingUlid, days });
      expect(page.checks.coach).toBe("checked");
    }
    expect(await refusedByCal()).toBe(0);
    for (const key of ["coach", "mentee"] as const) {
      expect(realLimits.perKey - (await leftOf(meeting, key))).toBeLessThanOrEqual(mostUsed);
    }
  });

  it("140 reads of a disconnected coach's meeting leave moves without a token and other coaches' pages as they were", async () => {
    const meeting = await arrangeMeeting({ coachConnected: false });
    const { eventTypeId, menteeEventTypeId } = meeting;
    const attacked = await addMeeting(meeting, {
      host: "coach",
      attendee: "stranger",
      eventTypeId,
    });
    // Its host is connected; its attendee is not, and moves without a token.
    const others = { host: "mentee", attendee: "coach", eventTypeId: menteeEventTypeId } as const;
    const other = await addMeeting(meeting, others);
    await calControl("limits", realLimits);

    const attack = readMany(meeting, { key: "stranger", bookingUlid: attacked, count: 140 });
    const during = await read(meeting, { key: "mentee", bookingUlid: other, days: 40 });
    const { answered, codes } = await attack;

    expect(during.checks.coach).toBe("checked");
    expect({ answered, codes }).toEqual({ answered: 140, codes: [] });
    expect(await slotCalls(eventTypeId)).toBe(1);
    const move = { ...meeting.moveTo(8.5, { days: 1 }), bookingUlid: other };
    const moved = await meeting.as("coach").booking.reschedule(move);
    expect(moved).toMatchObject({ outcome: "moved" });
    expect(
      (await read(meeting, { key: "mentee", bookingUlid: other, days: 30 })).checks.coach,
    ).toBe("checked");
    expect(await refusedByCal()).toBe(0);
  });

  it("a mentee's calendar that has to wait is not known, and the answer says for how long", async () => {
    const meeting = await arrangeMeeting();
    const { bookingUlid } = meeting;
    await calControl("limits", realLimits);
    await useUp(meeting, "mentee");

    for (let look = 0; look < 2; look += 1) {
      const { checks, slots } = await read(meeting, { key: "coach", bookingUlid, days: 30 });
      expect(checks).toMatchObject({ coach: "checked", mentee: "unreachable" });
      expect(checks.details.retryAfterMs).toBeGreaterThan(0);
      expect(new Set(slots.map(({ verdict }) => verdict))).toEqual(new Set(["menteeUnknown"]));
    }
  });

  it("times that are cached are shown while the coach's key may not be used, also when the event type is not cached", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const { bookingUlid, eventTypeId, ports, people } = meeting;
    await calControl("limits", realLimits);
    const before = await read(meeting, { key: "coach", bookingUlid, days: 40 });
    await useUp(meeting, "coach");
    ports.caches.eventTypes.delete(`${people.coach.ulid} ${eventTypeId}`);
    ports.caches.coachSlots.expireByPrefix(`${people.coach.ulid} `);

    const later = await read(meeting, { key: "coach", bookingUlid, days: 40 });

    expect(before.slots.length).toBeGreaterThan(0);
    expect(later).toMatchObject({ slots: before.slots, asOf: before.asOf });
  });

  it("a first look is read while half of the coach's key is used, and what is cached stays as old as it is", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const { bookingUlid, people, ports } = meeting;
    const { ulid: by } = people.coach;
    const look = (days: number) => read(meeting, { key: "mentee", bookingUlid, days });
    await calControl("limits", realLimits);
    const before = await look(40);
    const opened = await ports.calAccounts.open(by, { purpose: "view", by });
    if (opened.status !== "connected") throw new Error("The coach is not connected.");
    for (let call = 0; call < 60; call += 1) await opened.client.me.get();
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());

    const [cached, first] = [await look(40), await look(100)];

    expect(cached.asOf).toBe(before.asOf);
    expect(parseInstant(first.asOf) - parseInstant(before.asOf)).toBeGreaterThan(60_000);
    expect(first.slots.length).toBeGreaterThan(0);
  });

  it("a coach's key that was revoked costs one read without a token, and the times are shown", async () => {
    const meeting = await arrangeMeeting();
    const { bookingUlid, eventTypeId, people } = meeting;
    await calPost("/v2/api-keys/refresh", { token: people.coach.calApiKey, body: {} });
    const before = (await calLog()).length;

    for (const days of [20, 60]) {
      const page = await read(meeting, { key: "mentee", bookingUlid, days });
      expect(page.slots.length).toBeGreaterThan(0);
    }

    const slots = (await calLog())
      .slice(before)
      .filter(({ path }) => path.includes(`/slots?eventTypeId=${eventTypeId}&`));
    expect(slots.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(slots.length).toBeLessThanOrEqual(4);
  });

  it("a credential that Cal.com refuses, because another program used it up, is not called again", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const { bookingUlid } = meeting;
    await calControl("limits", realLimits);
    await useUp(meeting, "coach");
    const limited = { cause: { code: "CAL_RATE_LIMITED" } };
    await expect(read(meeting, { key: "coach", bookingUlid, days: 30 })).rejects.toMatchObject(
      limited,
    );

    const before = await refusedByCal();
    const busy = { cause: { code: "SERVICE_BUSY", details: { reason: "calBudget" } } };
    for (let days = 31; days < 40; days += 1) {
      await expect(read(meeting, { key: "coach", bookingUlid, days })).rejects.toMatchObject(busy);
    }
    expect(await refusedByCal()).toBe(before);
    expect(await meeting.ports.db.calBudgets.countBlocked()).toBe(1);
  });
});
