import { dayMs, hourMs } from "@reslot/cal/time";
import { beforeEach, describe, expect, it } from "vitest";
import { arrangeMeeting, makeMenteeBusy, type Meeting } from "../support/meeting.ts";
import { addFault, calControl, calLog, countMoves, stack } from "../support/services.ts";

/** What is wrong with the mentee's side, set before anything was read. */
const menteeHas = (meeting: Meeting, control: string, body: object) =>
  calControl(control, { email: meeting.people.mentee.email, ...body });

/** Calls Cal.com's API as the mentee, who changes something there. */
async function menteeCalls(
  { people: { mentee } }: Meeting,
  request: { method: string; path: string; version: string; body?: object },
): Promise<{ data: { id: number } }> {
  const { method, path, version, body } = request;
  const response = await fetch(`${stack.calUrl}/v2/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${mentee.calApiKey}`,
      "content-type": "application/json",
      "cal-api-version": version,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as { data: { id: number } };
}

const schedules = "2024-06-11";

async function defaultScheduleOf(meeting: Meeting): Promise<string> {
  const request = { method: "GET", path: "schedules/default", version: schedules };
  return `schedules/${(await menteeCalls(meeting, request)).data.id}`;
}

/** A window of its own: its slots no longer say when the mentee is free. */
const limitEventType = (meeting: Meeting) =>
  menteeCalls(meeting, {
    method: "PATCH",
    path: `event-types/${meeting.menteeEventTypeId}`,
    version: "2024-06-14",
    body: { bookingWindow: { type: "calendarDays", value: 60, rolling: false } },
  });

/** The availability of a day, by default the meeting's own. */
function dayOf(
  meeting: Meeting,
  { key = "coach", days = 0 }: { key?: "coach" | "mentee"; days?: number } = {},
) {
  const from = meeting.moveTo(0, { days }).newStartTime;
  const to = meeting.moveTo(0, { days: days + 1 }).newStartTime;
  const { bookingUlid } = meeting;
  return meeting.as(key).booking.availability({ bookingUlid, from, to, timeZone: "UTC" });
}

const verdictAt = (
  answer: { slots: readonly { start: string; verdict: string }[] },
  start: string,
) => answer.slots.find((slot) => slot.start === start)?.verdict;

const verdictsOf = (answer: { slots: readonly { verdict: string }[] }) =>
  new Set(answer.slots.map(({ verdict }) => verdict));

/** The coach's move, as the form sends it without an override. */
const coachMoves = (meeting: Meeting, move = meeting.moveTo(11)) =>
  meeting.as("coach").booking.reschedule(move);

const conflict = (verdict: string) => ({
  cause: { code: "MENTEE_CONFLICT", details: { verdict, reasonRequired: true } },
});

describe("a mentee whose calendar connection has stopped working", () => {
  it.each(["brokenAll", "brokenOne"])("is not called free (%s)", async (calendars) => {
    const meeting = await arrangeMeeting();
    await menteeHas(meeting, "calendar-health", { calendars });

    const answer = await dayOf(meeting);

    expect(answer.checks).toMatchObject({
      mentee: "unreachable",
      details: { calendarsRead: 0, broken: [{ integration: "Google Calendar" }] },
    });
    expect(verdictsOf(answer)).toEqual(new Set(["menteeUnknown", "current"]));
    expect(answer.nextMutualStart).toBeNull();
    expect(answer.suggestions?.flatMap(({ reasons }) => reasons)).not.toContain("notBackToBack");
    expect(meeting.errors).toEqual([]);
    await expect(coachMoves(meeting)).rejects.toMatchObject(conflict("menteeUnknown"));
    expect(await countMoves()).toBe(0);
    await expect(coachMoves(meeting)).rejects.toThrow("Maya Mentee’s calendar can’t be read");
  });

  it("is noticed by the deciding check although the calendars were read a moment ago", async () => {
    const meeting = await arrangeMeeting();
    expect(verdictAt(await dayOf(meeting), meeting.moveTo(11).newStartTime)).toBe("mutual");
    await menteeHas(meeting, "calendar-health", { calendars: "brokenAll" });

    await expect(coachMoves(meeting)).rejects.toMatchObject(conflict("menteeUnknown"));
    expect(await countMoves()).toBe(0);
    const explained = { overrideConflict: true, reason: "Agreed by phone." };
    expect(await coachMoves(meeting, { ...meeting.moveTo(11), ...explained })).toMatchObject({
      outcome: "moved",
    });
    const { items } = await meeting.as("mentee").notification.list({});
    expect(items[0]?.text).toContain(
      "Sam Coach chose this time although we couldn’t check your calendar.",
    );
  });

  it("does not stop the mentee, who knows the calendar", async () => {
    const meeting = await arrangeMeeting();
    await menteeHas(meeting, "calendar-health", { calendars: "brokenAll" });

    const result = await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));

    expect(result.outcome).toBe("moved");
  });

  it("is told in the mentee's settings", async () => {
    const meeting = await arrangeMeeting();
    const { get } = meeting.as("mentee").calConnection;
    expect(await get()).toMatchObject({
      brokenCalendars: [],
      calendarNames: ["Maya Mentee's calendar"],
    });
    await menteeHas(meeting, "calendar-health", { calendars: "brokenOne" });

    expect(await get()).toMatchObject({
      status: "connected",
      brokenCalendars: [{ integration: "Google Calendar" }],
    });

    await addFault({ operation: "calendars", fault: "status500BeforeCommit", times: 9 });
    expect(await get()).toMatchObject({ brokenCalendars: [], calendarNames: null });
  });
});

describe("the list of calendars", () => {
  it("is read again beside the busy times, so a calendar selected since then counts", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);
    const intervals = [{ start: move.newStartTime, end: move.newEndTime }];
    await menteeHas(meeting, "busy", { intervals, selected: false });
    expect(await dayOf(meeting)).toMatchObject({ checks: { mentee: "nothingToCheck" } });
    await menteeHas(meeting, "busy", { intervals, selected: true });

    await expect(coachMoves(meeting, move)).rejects.toMatchObject(conflict("menteeBusy"));
    expect(await countMoves()).toBe(0);
  });

  it("that cannot be read leaves nothing known to be free", async () => {
    const meeting = await arrangeMeeting();
    await dayOf(meeting);
    await addFault({ operation: "calendars", fault: "status500BeforeCommit", times: 9 });

    await expect(coachMoves(meeting)).rejects.toMatchObject(conflict("menteeUnknown"));
    expect(await countMoves()).toBe(0);
  });

  it("may have 45 entries; its owner alone learns their names", async () => {
    const meeting = await arrangeMeeting();
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(11);
    await menteeHas(meeting, "busy", { intervals: [{ start, end }], count: 45 });

    const answer = await dayOf(meeting);

    expect(verdictAt(answer, start)).toBe("menteeBusy");
    expect(answer.checks.details).toMatchObject({ calendarsRead: 45, broken: [] });
    expect(answer.checks.details).not.toHaveProperty("calendarNames");
    const own = await dayOf(meeting, { key: "mentee" });
    expect(own.checks.details.calendarNames).toHaveLength(45);
  });
});

describe("a mentee without anything to check", () => {
  it.each([
    ["calendar", "calendar-health", { calendars: "none" }],
    ["selected calendar", "busy", { selected: false }],
  ])("has no %s: hours and bookings count, the rest is not called free", async (_, path, body) => {
    const meeting = await arrangeMeeting();
    await menteeHas(meeting, path, body);
    const booked = meeting.moveTo(12).newStartTime;
    await calControl("bookings", {
      eventTypeId: meeting.menteeEventTypeId,
      start: booked,
      attendee: { name: "Someone", email: "someone@example.com", timeZone: "UTC" },
    });

    const answer = await dayOf(meeting);

    expect(answer.checks).toMatchObject({
      mentee: "nothingToCheck",
      details: { calendarsRead: 0, broken: [] },
    });
    expect(verdictAt(answer, booked)).toBe("menteeBusy");
    expect(verdictAt(answer, meeting.moveTo(6).newStartTime)).toBe("outsideMenteeHours");
    expect(verdictAt(answer, meeting.moveTo(11).newStartTime)).toBe("menteeUnknown");
    expect(answer.nextMutualStart).toBeNull();
    expect(await coachMoves(meeting)).toMatchObject({ outcome: "moved" });
  });

  it("has no default schedule: no hour of the day is called free", async () => {
    const meeting = await arrangeMeeting();
    const path = await defaultScheduleOf(meeting);
    await menteeCalls(meeting, { method: "DELETE", path, version: schedules });
    const move = meeting.moveTo(11);
    await makeMenteeBusy(meeting, { start: move.newStartTime, end: move.newEndTime });

    const answer = await dayOf(meeting);

    expect(answer.checks).toMatchObject({
      mentee: "checked",
      details: { unseen: expect.arrayContaining(["hours"]) },
    });
    expect(verdictAt(answer, move.newStartTime)).toBe("menteeBusy");
    expect(verdictsOf(answer)).toEqual(new Set(["menteeBusy", "menteeUnknown", "current"]));
    expect(await coachMoves(meeting, meeting.moveTo(12))).toMatchObject({ outcome: "moved" });
  });
});

describe("a mentee who is away", () => {
  let meeting: Meeting;
  const awayOn = (days: number) => {
    const start = meeting.moveTo(0, { days }).newStartTime;
    const end = new Date(Date.parse(start) + dayMs - 1).toISOString();
    return menteeHas(meeting, "ooo", { start, end });
  };
  beforeEach(async () => {
    meeting = await arrangeMeeting();
  });

  it("is busy on days out of office, which newer servers list", async () => {
    await limitEventType(meeting);
    await awayOn(1);

    const answer = await dayOf(meeting, { days: 1 });

    expect(verdictAt(answer, meeting.moveTo(11, { days: 1 }).newStartTime)).toBe("menteeBusy");
    expect(answer.checks.details.unseen).toEqual(["travel"]);
    await expect(coachMoves(meeting, meeting.moveTo(11, { days: 1 }))).rejects.toMatchObject(
      conflict("menteeBusy"),
    );
    expect(await countMoves()).toBe(0);
  });

  it("is busy on days that Cal.com closes, where the server is older", async () => {
    await calControl("ooo", { isReadable: false });
    await awayOn(1);

    const answer = await dayOf(meeting, { days: 1 });

    expect(verdictsOf(answer)).toEqual(new Set(["menteeBusy"]));
    expect(answer.checks.details.unseen).toEqual(["travel"]);
    expect(verdictAt(await dayOf(meeting), meeting.moveTo(11).newStartTime)).toBe("mutual");
    await expect(coachMoves(meeting, meeting.moveTo(11, { days: 1 }))).rejects.toMatchObject(
      conflict("menteeBusy"),
    );
    expect(await countMoves()).toBe(0);
    const asked = (await calLog()).filter(({ path }) => path.startsWith("/v2/me/ooo"));
    expect(asked).toHaveLength(1);
  });

  it("is not seen to be out of office where neither can be read, and that is said", async () => {
    await calControl("ooo", { isReadable: false });
    await limitEventType(meeting);

    const answer = await dayOf(meeting);

    expect(answer.checks.details.unseen).toEqual(["travel", "outOfOffice"]);
  });

  it("is not called free while Cal.com cannot say who is out of office", async () => {
    await addFault({ operation: "ooo", fault: "status500BeforeCommit", times: 9 });

    expect((await dayOf(meeting)).checks.mentee).toBe("unreachable");
  });
});

describe("free/busy as providers answer it", () => {
  it("joined with a neighbour or padded, never lets the meeting block itself", async () => {
    const meeting = await arrangeMeeting({ eventType: { slotInterval: 15 } });
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(9);
    const { newEndTime: lunchEnd } = meeting.moveTo(10);
    const intervals = [{ start, end }];
    const startAt = (hour: number) => meeting.moveTo(hour).newStartTime;
    await menteeHas(meeting, "busy", { intervals, paddedMinutes: 5 });

    const padded = await dayOf(meeting);
    for (const hour of [8, 8.5, 9.5, 10]) expect(verdictAt(padded, startAt(hour))).toBe("mutual");

    const joined = [...intervals, { start: end, end: lunchEnd }];
    await menteeHas(meeting, "busy", { intervals: joined, joined: true });
    expect(await coachMoves(meeting, meeting.moveTo(8.5))).toMatchObject({ outcome: "moved" });
  });

  it("keeps the neighbour that it is joined with", async () => {
    const meeting = await arrangeMeeting();
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(9);
    const intervals = [
      { start, end },
      { start: end, end: meeting.moveTo(10).newEndTime },
    ];
    await menteeHas(meeting, "busy", { intervals, joined: true });

    await expect(coachMoves(meeting, meeting.moveTo(10))).rejects.toMatchObject(
      conflict("menteeBusy"),
    );
    expect(await countMoves()).toBe(0);
  });

  it.each(["noZone", "compactOffset", "sevenDigits"])("may write times as %s", async (spelling) => {
    const meeting = await arrangeMeeting();
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(11);
    await menteeHas(meeting, "busy", { intervals: [{ start, end }], spelling });

    const answer = await dayOf(meeting);

    expect(answer.checks.mentee).toBe("checked");
    expect(verdictAt(answer, start)).toBe("menteeBusy");
  });

  it("may hold an entry that says only when it starts: that day is unknown, the others are judged", async () => {
    const meeting = await arrangeMeeting();
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(11);
    const raw = [{ start: meeting.moveTo(6).newStartTime, end: null }];
    await menteeHas(meeting, "busy", { intervals: [{ start, end }], raw });

    const answer = await dayOf(meeting);

    expect(verdictAt(answer, start)).toBe("menteeBusy");
    expect(verdictAt(answer, meeting.moveTo(12).newStartTime)).toBe("menteeUnknown");
    expect(verdictsOf(await dayOf(meeting, { days: 2 }))).toContain("mutual");
    await expect(coachMoves(meeting, meeting.moveTo(12))).rejects.toMatchObject(
      conflict("menteeUnknown"),
    );
    expect(await countMoves()).toBe(0);
  });
});

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

it("hours over midnight are judged on both days", async () => {
  const meeting = await arrangeMeeting();
  // In Kolkata: from 08:00 UTC until 07:00 UTC of the next day.
  const path = await defaultScheduleOf(meeting);
  const availability = [{ days: weekdays, startTime: "13:30", endTime: "12:30" }];
  await menteeCalls(meeting, { method: "PATCH", path, version: schedules, body: { availability } });

  const answer = await dayOf(meeting);

  expect(answer.checks.mentee).toBe("checked");
  expect(verdictAt(answer, meeting.moveTo(6).newStartTime)).toBe("mutual");
  expect(verdictAt(answer, meeting.moveTo(7).newStartTime)).toBe("outsideMenteeHours");
  expect(verdictAt(answer, meeting.moveTo(8).newStartTime)).toBe("mutual");
  expect(Date.parse(meeting.moveTo(8).newStartTime) % hourMs).toBe(0);
});
