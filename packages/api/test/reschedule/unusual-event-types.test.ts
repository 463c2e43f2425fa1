import { ulid } from "ulid";
import { describe, expect, it, vi } from "vitest";
import { dayAvailability } from "../depth/day-availability.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, makeMenteeBusy, type Meeting } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import { calControl, calLog, calPost, sql } from "../support/services.ts";

const detailsOf = (meeting: Meeting, key: "coach" | "mentee" = "mentee") =>
  meeting.as(key).booking.get({ bookingUlid: meeting.bookingUlid });

const refusedWith = (code: string, details: object = {}) => ({ cause: { code, details } });

/** Only the next read of the event type sees the change: it is cached for minutes. */
async function setEventType(meeting: Meeting, change: object): Promise<void> {
  const { coach } = meeting.people;
  await calControl("event-types", { email: coach.email, slug: "coaching", ...change });
  meeting.ports.caches.eventTypes.delete(`${coach.ulid} ${meeting.eventTypeId}`);
}

/** The coach and the stranger take turns. */
const asRoundRobin = (meeting: Meeting, keepHost = false) =>
  setEventType(meeting, {
    schedulingType: "roundRobin",
    hosts: [meeting.people.stranger.email],
    keepHost,
  });

const movesSent = async () =>
  (await calLog()).filter(({ method, path }) => method === "POST" && path.endsWith("/reschedule"));

const urlOf = (input: Parameters<typeof fetch>[0]) =>
  input instanceof Request ? input.url : input.toString();

/** What Cal.com was asked for by the one move that `act` sends. */
async function bodyOfMove(act: () => Promise<unknown>): Promise<unknown> {
  const calls = vi.spyOn(globalThis, "fetch");
  try {
    await act();
    const [body] = calls.mock.calls.flatMap(([url, init]) => {
      const isMove = urlOf(url).endsWith("/reschedule");
      return isMove && typeof init?.body === "string" ? [init.body] : [];
    });
    return JSON.parse(body ?? "null");
  } finally {
    calls.mockRestore();
  }
}

async function arrangeAlone(options: Parameters<typeof arrangeMeeting>[0] = {}): Promise<Meeting> {
  const meeting = await arrangeMeeting(options);
  await endEarlierWork(meeting);
  return meeting;
}

/** Moves the meeting at Cal.com, and lets the background work see it. */
async function moveAtCal(meeting: Meeting, hour: number): Promise<void> {
  const { newStartTime: start } = meeting.moveTo(hour);
  const token = meeting.people.coach.calApiKey;
  await calPost(`/v2/bookings/${meeting.calUid}/reschedule`, { token, body: { start } });
  await runTick(meeting.ports);
}

const textsOf = async (meeting: Meeting, key: "coach" | "mentee" | "stranger") =>
  (await meeting.as(key).notification.list({})).items.map(({ text }) => text);

describe("an event type with several lengths", () => {
  it.each([
    ["default", 30],
    ["own", 60],
  ] as const)(
    "has the longer one checked with a server of the generation %s",
    async (generation, minutes) => {
      const meeting = await arrangeMeeting({
        eventType: { lengthInMinutes: 30, lengthInMinutesOptions: [30, 60], generation },
      });
      const { newStartTime: start, ...move } = meeting.moveTo(11);
      const half = new Date(Date.parse(start) + 1_800_000).toISOString();
      await makeMenteeBusy(meeting, { start: half, end: move.newEndTime });

      const { slots } = await dayAvailability(meeting);
      expect(slots).toContainEqual({ start, verdict: "menteeBusy" });
      await expect(detailsOf(meeting)).resolves.toMatchObject({
        lengths: { booking: 60, atCal: 30 },
      });
      for (const newEndTime of [half, move.newEndTime]) {
        const asked = { ...move, newStartTime: start, newEndTime, attemptUlid: ulid() };
        await expect(meeting.as("coach").booking.reschedule(asked)).rejects.toMatchObject(
          refusedWith("MENTEE_CONFLICT", { verdict: "menteeBusy" }),
        );
      }
      expect(await movesSent()).toEqual([]);

      const moved = await meeting.as("coach").booking.reschedule(meeting.moveTo(12));
      expect(moved.booking.durationMinutes).toBe(minutes);
    },
  );
});

describe("a round robin that does not keep its host", () => {
  it.each(["coach", "mentee"] as const)(
    "is known before the click and refused to the %s before anything is sent",
    async (key) => {
      const meeting = await arrangeMeeting();
      await asRoundRobin(meeting);
      await dayAvailability(meeting);

      await expect(detailsOf(meeting, key)).resolves.toMatchObject({
        reschedule: { allowed: false, reason: "hostMayChange" },
      });
      await expect(meeting.as(key).booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject(
        refusedWith("UNSUPPORTED_BOOKING", { reason: "hostMayChange" }),
      );
      expect(await movesSent()).toEqual([]);
    },
  );

  it("moves with its host where Cal.com can be asked to keep it", async () => {
    const meeting = await arrangeAlone({ cal: { versions: { bookings: "2026-02-25" } } });
    await asRoundRobin(meeting);
    await dayAvailability(meeting);

    await expect(detailsOf(meeting)).resolves.toMatchObject({ reschedule: { allowed: true } });
    const body = await bodyOfMove(() =>
      meeting.as("mentee").booking.reschedule(meeting.moveTo(11)),
    );
    expect(body).toMatchObject({ rescheduleWithSameHost: true });
    await runTick(meeting.ports);
    await expect(detailsOf(meeting, "coach")).resolves.toMatchObject({ role: "coach", version: 2 });
  });

  it("is not asked to keep its host where the setting forbids it", async () => {
    const meeting = await arrangeMeeting({
      cal: { versions: { bookings: "2026-02-25" }, sameHost: "off" },
    });
    await asRoundRobin(meeting);
    const move = meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
    await expect(move).rejects.toMatchObject(refusedWith("UNSUPPORTED_BOOKING"));
  });

  it("moves when the event type itself keeps the host", async () => {
    const meeting = await arrangeMeeting();
    await asRoundRobin(meeting, true);
    const moved = await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
    expect(moved.outcome).toBe("moved");
  });

  it("hands the meeting over when Cal.com gives it to another user, and tells all three", async () => {
    const meeting = await arrangeAlone();
    await runTick(meeting.ports);
    await asRoundRobin(meeting);
    await moveAtCal(meeting, 11);

    await expect(
      meeting.as("stranger").booking.get({ bookingUlid: meeting.bookingUlid }),
    ).resolves.toMatchObject({ role: "coach", coach: { name: "Stan Stranger" } });
    await expect(detailsOf(meeting, "coach")).rejects.toMatchObject(refusedWith("NOT_FOUND"));
    expect(await textsOf(meeting, "mentee")).toContainEqual(
      expect.stringContaining("Stan Stranger now hosts “Leadership coaching”. It is on"),
    );
    expect(await textsOf(meeting, "stranger")).toContainEqual(
      expect.stringContaining("You now host “Leadership coaching” with Maya Mentee"),
    );
    await runTick(meeting.ports);
    const mails = await sql(`select "kind", "lastError" from "Outbox" where "doneAt" is not null
      and "bookingUlid" = '${meeting.bookingUlid}' and "userUlid" = '${meeting.people.coach.ulid}' order by "kind"`);
    expect(mails).toEqual([
      { kind: "change", lastError: "The meeting is no longer theirs." },
      { kind: "note", lastError: null },
    ]);
  });

  it("can no longer be moved here when its host does not use Reslot", async () => {
    const meeting = await arrangeAlone();
    await runTick(meeting.ports);
    await sql(
      `update "User" set "email" = 'elsewhere-' || "email" where "ulid" = '${meeting.people.stranger.ulid}'`,
    );
    await asRoundRobin(meeting, true);
    await setEventType(meeting, { keepHost: false });
    await moveAtCal(meeting, 11);

    await expect(detailsOf(meeting)).resolves.toMatchObject({
      reschedule: { allowed: false, reason: "hostChanged" },
    });
    const move = { ...meeting.moveTo(12), expectedVersion: 2 };
    await expect(meeting.as("mentee").booking.reschedule(move)).rejects.toMatchObject(
      refusedWith("UNSUPPORTED_BOOKING", { reason: "hostChanged" }),
    );
    expect(await textsOf(meeting, "coach")).toContainEqual(
      expect.stringContaining("has a host in Cal.com who does not use Reslot"),
    );
  });
});

describe("an event type with an offset", () => {
  it("moves to the starts that it offers", async () => {
    const meeting = await arrangeMeeting({ eventType: { offsetStart: 10 } });
    const later = (iso: string) => new Date(Date.parse(iso) + 600_000).toISOString();
    const move = meeting.moveTo(11);
    const at = { newStartTime: later(move.newStartTime), newEndTime: later(move.newEndTime) };

    const { slots } = await dayAvailability(meeting);
    expect(slots).toContainEqual({ start: at.newStartTime, verdict: "mutual" });
    const moved = await meeting.as("coach").booking.reschedule({ ...move, ...at });
    expect(moved).toMatchObject({ outcome: "moved", booking: { startTime: at.newStartTime } });
  });
});

describe("what an event type forbids", () => {
  it.each([
    ["disabled", { disableRescheduling: true }, "RESCHEDULE_DISABLED"],
    ["noticeTooShort", { rescheduleNoticeMinutes: 60 * 24 * 30 }, "NOTICE_TOO_SHORT"],
  ])(
    "is known as %s before the click, and refused in the same words",
    async (reason, rules, code) => {
      const meeting = await arrangeMeeting({ eventType: rules });
      await dayAvailability(meeting);

      await expect(detailsOf(meeting)).resolves.toMatchObject({
        reschedule: { allowed: false, reason },
      });
      const move = meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
      await expect(move).rejects.toMatchObject(refusedWith(code));
    },
  );

  it("does not hide who confirms, and whether the wait blocks the time", async () => {
    const meeting = await arrangeMeeting({ eventType: { requiresConfirmation: true } });
    await dayAvailability(meeting);

    await expect(detailsOf(meeting)).resolves.toMatchObject({
      requiresConfirmation: true,
      confirmer: "coach",
      pendingBlocksSlot: false,
      coachConnection: "connected",
    });
  });

  it("is nothing where the coach is not connected: the reason is the connection", async () => {
    const meeting = await arrangeMeeting({ coachConnected: false, menteeConnected: false });
    await expect(detailsOf(meeting)).resolves.toMatchObject({
      coachConnection: "notConnected",
      reschedule: { allowed: false, reason: "coachNotConnected" },
    });
  });
});

describe("a success for another booking", () => {
  it("is no move: it stays open until a read has shown that nothing moved", async () => {
    const meeting = await arrangeAlone({
      eventType: { requiresConfirmation: true },
      timings: { answeredRetryMs: 1 },
    });
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(11);
    const { name, email, timeZone } = meeting.people.mentee;
    await calControl("bookings", {
      eventTypeId: meeting.eventTypeId,
      start,
      end,
      attendee: { name, email, timeZone },
      status: "pending",
    });

    const move = { ...meeting.moveTo(11), overrideConflict: true };
    const { attemptUlid } = move;
    await expect(meeting.as("mentee").booking.reschedule(move)).resolves.toMatchObject({
      outcome: "confirming",
    });
    await runTick(meeting.ports);

    await expect(
      meeting.as("mentee").booking.rescheduleStatus({ attemptUlid }),
    ).resolves.toMatchObject({ outcome: "failed", error: { code: "SLOT_TAKEN" } });
    expect(await meeting.row()).toMatchObject({ calBookingId: meeting.calUid, version: 1 });
  });
});

describe("a cancellation that raced a move", () => {
  it("is seen beside the successor, and both people are told once", async () => {
    const meeting = await arrangeAlone();
    await calControl("rows", {
      email: meeting.people.coach.email,
      patch: [{ uid: meeting.calUid, set: { cancellationReason: "ill" } }],
    });
    await moveAtCal(meeting, 11);
    await runTick(meeting.ports);

    for (const key of ["coach", "mentee"] as const) {
      const told = (await textsOf(meeting, key)).filter((text) =>
        text.includes("still takes place"),
      );
      expect(told).toHaveLength(1);
      expect(told[0]).toContain("If it should not take place, cancel it in Cal.com.");
    }
  });
});

describe("conflicts that Cal.com may be asked to allow", () => {
  const versions = { bookings: "2026-02-25" } as const;

  it.each([
    ["allowed where the setting is on and a coach overrides one", { allowConflicts: true }, true],
    ["not allowed by default", {}, false],
  ] as const)("are %s", async (_, setting, allowConflicts) => {
    const meeting = await arrangeMeeting({ cal: { versions, ...setting } });
    const move = meeting.moveTo(11);
    await makeMenteeBusy(meeting, { start: move.newStartTime, end: move.newEndTime });

    const body = await bodyOfMove(() =>
      meeting.as("coach").booking.reschedule({ ...move, overrideConflict: true, reason: "Agreed" }),
    );
    expect(body).toMatchObject({ start: expect.any(String) });
    expect(Object.hasOwn(Object(body), "allowConflicts")).toBe(allowConflicts);
  });

  it("are not allowed for a free time", async () => {
    const meeting = await arrangeMeeting({ cal: { versions, allowConflicts: true } });
    const body = await bodyOfMove(() => meeting.as("coach").booking.reschedule(meeting.moveTo(11)));
    expect(body).not.toHaveProperty("allowConflicts");
  });
});

describe("a booking that Cal.com no longer knows", () => {
  it("is gone after a second look, minutes later, and cannot be moved", async () => {
    const meeting = await arrangeAlone();
    await sql(
      `update "Bookings" set "calBookingId" = 'no-uid-of-cal' where "ulid" = '${meeting.bookingUlid}'`,
    );
    await sql(`update "CalIntegrations" set "wholeSyncWanted" = true`);
    await runTick(meeting.ports);
    await expect(detailsOf(meeting)).resolves.toMatchObject({ gone: false });

    await sql(
      `update "Bookings" set "missingSince" = now() - interval '5 minutes' where "ulid" = '${meeting.bookingUlid}'`,
    );
    await runTick(meeting.ports);
    await expect(detailsOf(meeting)).resolves.toMatchObject({
      gone: true,
      reschedule: { allowed: false, reason: "gone" },
    });
    const move = meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
    await expect(move).rejects.toMatchObject(refusedWith("GONE"));
  });
});
