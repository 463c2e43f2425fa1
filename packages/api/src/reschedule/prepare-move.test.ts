import { CalError } from "@reslot/cal";
import { describe, expect, it, vi } from "vitest";
import { arrangeCalendars as arrange, calendar } from "../../test/support/arrange-calendars.ts";
import { booking, isoAt, now } from "../../test/support/move-in-memory.ts";

const refusalOf = (code: string, details: object = {}) => ({
  kind: "refused",
  cause: expect.objectContaining({ code, details: expect.objectContaining(details) }),
});

describe("who sends a move to Cal.com", () => {
  it("is the mover, with their own token", async () => {
    const { prepare, clients } = arrange();

    expect(await prepare("coach")).toMatchObject({ kind: "ready", client: clients.coach });
    expect(await prepare("mentee")).toMatchObject({ kind: "ready", client: clients.mentee });
  });

  it("is no one for a mentee who is not connected: the coach's token would be the coach's consent", async () => {
    const { prepare, anonymous, cal } = arrange({ mentee: "notConnected" });

    const prepared = await prepare("mentee");
    expect(cal).toHaveBeenCalledExactlyOnceWith(
      { of: "anonymous" },
      { purpose: "move", by: "mentee" },
    );
    expect(prepared).toMatchObject({ kind: "ready" });
    expect("client" in prepared && prepared.client).toBe(anonymous);
  });

  it.each([
    ["coach", { coach: "needsReconnect" }, ["CAL_RECONNECT_REQUIRED", { who: "coach" }]],
    ["coach", { coach: "notConnected" }, ["CAL_NOT_CONNECTED", { who: "coach" }]],
    ["mentee", { mentee: "needsReconnect" }, ["CAL_RECONNECT_REQUIRED", { who: "mentee" }]],
    [
      "mentee",
      { mentee: "notConnected", coach: "notConnected" },
      ["CAL_NOT_CONNECTED", { who: "coach" }],
    ],
    [
      "mentee",
      { mentee: "notConnected", coach: "needsReconnect" },
      ["CAL_RECONNECT_REQUIRED", { who: "coach" }],
    ],
  ] as const)("is refused to a %s with %j", async (role, world, refusal) => {
    expect(await arrange(world).prepare(role)).toEqual(refusalOf(refusal[0], refusal[1]));
  });

  it("is looked for once where the coach who moves is not connected", async () => {
    const { prepare, verify } = arrange({ coach: "notConnected" });

    expect(await prepare("coach")).toEqual(refusalOf("CAL_NOT_CONNECTED"));
    expect(verify).toHaveBeenCalledOnce();
  });
});

describe("the last look at both calendars", () => {
  it("refuses a start that the coach does not offer any more, asked for in both ranges", async () => {
    const { prepare, clients } = arrange({ starts: [isoAt(4)] });

    expect(await prepare("coach")).toEqual(refusalOf("SLOT_TAKEN", { reason: "notOffered" }));
    expect(clients.coach.slots.list).toHaveBeenCalledTimes(2);
    expect(clients.coach.slots.list).toHaveBeenLastCalledWith(
      expect.objectContaining({ start: isoAt(2), end: isoAt(3) }),
    );
  });

  it("says that a start is taken where another meeting of the coach has its time", async () => {
    const { prepare } = arrange({ starts: [], taken: [[2.5, 3.5]] });

    const refused = await prepare("mentee");
    expect(refused).toEqual(refusalOf("SLOT_TAKEN"));
    expect(refused).not.toEqual(refusalOf("SLOT_TAKEN", { reason: "notOffered" }));
  });

  it("lets a start pass that is offered only where its own time is asked for", async () => {
    const { prepare, clients } = arrange();
    clients.coach.slots.list.mockResolvedValueOnce([]);

    expect(await prepare("coach")).toMatchObject({ kind: "ready" });
  });

  it.each([
    ["NOTICE_TOO_SHORT", { minimumBookingNotice: 27 * 60 }],
    ["OUTSIDE_BOOKING_WINDOW", { bookingWindow: { type: "calendarDays", value: 0 } }],
  ])("names %s as the reason of a missing start with %j", async (code, eventType) => {
    expect(await arrange({ starts: [], eventType }).prepare("coach")).toEqual(refusalOf(code));
  });

  it("covers the whole length of the meeting", async () => {
    expect(await arrange({ busy: [[2.5, 3]] }).prepare("mentee")).toEqual(
      refusalOf("MENTEE_CONFLICT", { verdict: "menteeBusy" }),
    );
    expect(await arrange({ busy: [[3, 4]] }).prepare("mentee")).toMatchObject({ kind: "ready" });
  });

  it.each(["coach", "mentee"] as const)(
    "refuses to a %s a time that is not in the mentee's working hours",
    async (role) => {
      expect(await arrange({ worksUntil: "11:30" }).prepare(role)).toEqual(
        refusalOf("MENTEE_CONFLICT", { verdict: "outsideMenteeHours" }),
      );
    },
  );

  it("trusts nothing that was read before: a mentee who is busy since then is busy", async () => {
    const { prepare, deps } = arrange({ busy: [[2, 3]] });
    const free = {
      value: {
        external: { busy: [], unknown: [] },
        calendars: [calendar],
        own: { bookings: [], unknown: [] },
        open: null,
      },
      readAt: now,
    };
    vi.spyOn(deps.caches.menteeWindows, "get").mockResolvedValue(free);

    expect(await prepare("coach")).toEqual(
      refusalOf("MENTEE_CONFLICT", { verdict: "menteeBusy", reasonRequired: true }),
    );
  });

  it("lets a coach override the mentee's calendar with a reason only", async () => {
    const { prepare } = arrange({ busy: [[2, 3]] });

    expect(await prepare("coach", { reason: "Urgent" })).toEqual(refusalOf("MENTEE_CONFLICT"));
    expect(await prepare("coach", { overrideConflict: true })).toEqual(
      refusalOf("MENTEE_CONFLICT"),
    );
    expect(await prepare("coach", { overrideConflict: true, reason: "Urgent" })).toMatchObject({
      kind: "ready",
      overriddenVerdict: "menteeBusy",
    });
  });

  it("lets a mentee override a conflict of their own without a reason", async () => {
    const { prepare } = arrange({ busy: [[2, 3]] });

    expect(await prepare("mentee")).toEqual(
      refusalOf("MENTEE_CONFLICT", { reasonRequired: false }),
    );
    expect(await prepare("mentee", { overrideConflict: true })).toMatchObject({
      kind: "ready",
      overriddenVerdict: "menteeBusy",
    });
  });

  it("does not take a calendar that cannot be read for free", async () => {
    const world = { calendarError: new CalError("UNREACHABLE") };

    expect(await arrange(world).prepare("coach")).toEqual(
      refusalOf("MENTEE_CONFLICT", { verdict: "menteeUnknown" }),
    );
    expect(await arrange(world).prepare("mentee")).toMatchObject({ kind: "ready" });
  });

  it.each([
    ["refused", "it is not known whether the mentee is free", {}],
    ["ready", "the mentee has set no hours", { worksUntil: null }],
    ["ready", "the mentee has selected no calendar", { hasCalendar: false }],
  ])("is %s for a coach where %s", async (kind, _why, world) => {
    const { prepare } = arrange({ unknown: [[2, 3]], ...world });

    expect(await prepare("coach")).toMatchObject({ kind });
    expect(await prepare("mentee")).toMatchObject({ kind: "ready" });
  });

  it("notes that nothing had to be overridden", async () => {
    expect(await arrange().prepare("coach", { overrideConflict: true })).toMatchObject({
      overriddenVerdict: "none",
    });
    expect(await arrange().prepare("coach")).toMatchObject({ overriddenVerdict: null });
  });

  it.each([
    ["coach", { isSeated: true }, ["UNSUPPORTED_BOOKING"]],
    ["coach", { disableRescheduling: true }, ["RESCHEDULE_DISABLED"]],
    ["mentee", { rescheduleNoticeMinutes: 25 * 60 }, ["NOTICE_TOO_SHORT"]],
    [
      "coach",
      { schedulingType: "roundRobin" },
      ["UNSUPPORTED_BOOKING", { reason: "hostMayChange" }],
    ],
    ["coach", { lengthInMinutes: 61 }, ["END_MISMATCH", { durationMinutes: 61 }]],
  ] as const)(
    "refuses to a %s what the event type forbids: %j",
    async (role, eventType, refusal) => {
      expect(await arrange({ eventType }).prepare(role)).toEqual(refusalOf(refusal[0], refusal[1]));
    },
  );

  it("takes what was last noted of an event type that cannot be read now", async () => {
    const { prepare, clients } = arrange();
    clients.coach.eventTypes.get.mockRejectedValue(new CalError("FORBIDDEN"));
    const eventType = { disableRescheduling: true } as typeof booking.eventType;

    expect(await prepare("coach", {}, { eventType })).toEqual(refusalOf("RESCHEDULE_DISABLED"));
  });

  it("forgets the length of an event type that has become longer", async () => {
    const { prepare, deps } = arrange({ eventType: { lengthInMinutes: 90 } });
    await deps.caches.eventTypes.get("coach 5", async () => null);
    const readAgain = vi.fn(async () => null);
    await prepare("coach");
    await deps.caches.eventTypes.get("coach 5", readAgain);

    expect(readAgain).toHaveBeenCalledOnce();
  });

  it("refuses the mover before the time when both fail", async () => {
    const { prepare } = arrange({ coach: "needsReconnect", starts: [] });

    expect(await prepare("coach")).toEqual(refusalOf("CAL_RECONNECT_REQUIRED"));
  });

  it("names the failure when the coach's times cannot be read", async () => {
    const { prepare, clients } = arrange();
    const cause = new CalError("UNREACHABLE");
    clients.coach.slots.list.mockRejectedValue(cause);

    expect(await prepare("coach")).toEqual({ kind: "refused", cause });
  });

  it("says what the event type lays down, and nothing it does not know", async () => {
    expect(await arrange().prepare("coach")).toMatchObject({
      rules: { lengthInMinutes: 60, mayChangeHost: false },
    });
    const { prepare, clients } = arrange();
    clients.coach.eventTypes.get.mockRejectedValue(new CalError("FORBIDDEN"));

    expect(await prepare("coach")).toMatchObject({ kind: "ready", rules: booking.eventType });
  });
});

describe("what Cal.com is asked for beside the new time", () => {
  const bookings = "2026-02-25";
  const may = { allowConflicts: true, versions: { bookings } } as const;
  const overridden = { overrideConflict: true, reason: "Urgent" };
  const optionsOf = async (
    world: Parameters<typeof arrange>[0],
    role: "coach" | "mentee" = "coach",
  ) => {
    const prepared = await arrange(world).prepare(role, overridden);
    return prepared.kind === "ready" ? prepared.options : prepared;
  };

  it("is nothing for an ordinary event type and a free time", async () => {
    expect(await optionsOf({})).toEqual({});
    expect(await optionsOf({ settings: may })).toEqual({});
  });

  it("is the same host where the event type could give another one", async () => {
    const eventType = { schedulingType: "roundRobin" };

    expect(await optionsOf({ eventType, settings: { sameHost: "on" } })).toEqual({
      sameHost: true,
    });
    expect(await optionsOf({ eventType: {}, settings: { sameHost: "on" } })).toEqual({});
  });

  it.each([
    ["the mentee is busy", { busy: [[2, 3]] }],
    ["it is not in the mentee's working hours", { worksUntil: "11:30" }],
  ] as const)("is to allow a conflict that a coach overrides where %s", async (_why, world) => {
    expect(await optionsOf({ ...world, settings: may })).toEqual({ allowConflicts: true });
  });

  it("is no conflict where the mentee's calendar could not be read", async () => {
    const calendarError = new CalError("UNREACHABLE");

    expect(await optionsOf({ calendarError, settings: may })).toEqual({});
  });

  it.each([
    ["mentee", may],
    ["coach", { versions: { bookings } }],
    ["coach", { allowConflicts: true }],
    ["coach", { allowConflicts: true, versions: { bookings: "2024-08-13" } }],
  ] as const)("is no conflict from a %s with %j", async (role, settings) => {
    expect(await optionsOf({ busy: [[2, 3]], settings }, role)).toEqual({});
  });
});
