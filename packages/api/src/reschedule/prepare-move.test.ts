import { CalError } from "@reslot/cal";
import { hourMs, parseInstant } from "@reslot/cal/time";
import type { Consent } from "@reslot/db";
import { describe, expect, it, vi } from "vitest";
import type { App } from "../../src/app/app.ts";
import type { OpenConnection } from "../core/connection.ts";
import {
  arrangeProcess,
  attempt,
  booking,
  connectionOf,
  isoAt,
  moveBy,
  now,
} from "../../test/support/move-in-memory.ts";
import type { Move } from "./move.ts";
import { prepareMove } from "./prepare-move.ts";

const everyDay = [
  {
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
    startTime: "00:00",
    endTime: "23:59",
  },
];
const calendar = { credentialId: 1, externalId: "work", isSelected: true, name: "Work" };
const eventTypeAtCal = {
  id: 5,
  title: "Coaching",
  lengthInMinutes: 60,
  minimumBookingNotice: 0,
  bookingWindow: null,
  disableRescheduling: false,
  rescheduleNoticeMinutes: null,
  requiresConfirmation: false,
  pendingBlocksSlot: false,
  slotInterval: null,
  offsetStart: 0,
  schedulingType: null,
  keepsHost: false,
  limitPeriod: null,
  isSeated: false,
};
const consent = {
  state: "allowed",
  lengths: [60],
  gridMinutes: 60,
  gridPhase: 0,
} as unknown as Consent;

interface World {
  starts?: readonly string[];
  /** Of the mentee, as hours after the meeting's present start. */
  busy?: readonly (readonly [from: number, to: number])[];
  eventType?: object;
  coach?: "verified" | "notConnected" | "needsReconnect";
  mentee?: "verified" | "notConnected" | "needsReconnect";
  calendarError?: Error;
}

/** What is answered to both people's tokens, in a process that has their calendars cached as free. */
function arrange({
  starts = [attempt.toStartTime],
  busy = [],
  eventType = {},
  coach = "verified",
  mentee = "verified",
  calendarError,
}: World = {}) {
  const process = arrangeProcess();
  const clients = {
    coach: {
      name: "coach",
      slots: { list: vi.fn(async () => [...starts]) },
      eventTypes: { get: vi.fn(async () => ({ ...eventTypeAtCal, ...eventType })) },
    },
    mentee: {
      name: "mentee",
      schedules: {
        getDefault: async () => ({ id: 1, timeZone: "UTC", availability: everyDay, overrides: [] }),
      },
      calendars: {
        list: async () => ({ calendars: [calendar], broken: [] }),
        busyTimes: vi.fn(async () => {
          if (calendarError) throw calendarError;
          const at = (hours: number) => parseInstant(isoAt(0)) + hours * hourMs;
          return {
            busy: busy.map(([from, to]) => ({ start: at(from), end: at(to) })),
            unknown: [],
          };
        }),
      },
      bookings: { list: async () => ({ bookings: [], unreadable: [], isComplete: true }) },
      me: { listOutOfOffice: async () => ({ entries: [], unreadable: 0 }) },
      eventTypes: { listOpen: async () => [] },
    },
  };
  const anonymous = { name: "anonymous", slots: clients.coach.slots };
  const connections: Record<string, OpenConnection | { status: "notConnected" }> = {
    coach: coach === "notConnected" ? { status: coach } : connectionOf("coach", clients.coach),
    mentee: mentee === "notConnected" ? { status: mentee } : connectionOf("mentee", clients.mentee),
  };
  const kinds = { coach, mentee };
  const deps = {
    ...process.deps,
    cal: () => anonymous,
    calAccounts: {
      verify: async (connection: OpenConnection) => {
        const who = connection.status === "connected" && connection.connection.userUlid;
        const kind = who === "coach" || who === "mentee" ? kinds[who] : "notConnected";
        const client = who === "coach" ? clients.coach : clients.mentee;
        return kind === "verified" ? { kind, client } : { kind };
      },
    },
  } as unknown as App;
  const prepare = (role: Move["role"], input: Partial<Move["input"]> = {}) => {
    const move = moveBy(role, {
      connections: connections as unknown as Move["connections"],
      consent,
    });
    return prepareMove(deps, { ...move, input: { ...move.input, ...input } }, 60);
  };
  return { prepare, clients, anonymous, deps };
}

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
    const { prepare, anonymous } = arrange({ mentee: "notConnected" });

    const prepared = await prepare("mentee");
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
});

describe("the last look at both calendars", () => {
  it("refuses a start that the coach does not offer any more, asked for in both ranges", async () => {
    const { prepare, clients } = arrange({ starts: [isoAt(4)] });

    expect(await prepare("coach")).toEqual(refusalOf("SLOT_TAKEN"));
    expect(clients.coach.slots.list).toHaveBeenCalledTimes(2);
  });

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

  it("notes that nothing had to be overridden", async () => {
    expect(await arrange().prepare("coach", { overrideConflict: true })).toMatchObject({
      overriddenVerdict: "none",
    });
    expect(await arrange().prepare("coach")).toMatchObject({ overriddenVerdict: null });
  });

  it.each([
    ["coach", { isSeated: true }, "UNSUPPORTED_BOOKING"],
    ["coach", { disableRescheduling: true }, "RESCHEDULE_DISABLED"],
    ["mentee", { rescheduleNoticeMinutes: 25 * 60 }, "NOTICE_TOO_SHORT"],
    ["coach", { schedulingType: "roundRobin" }, "UNSUPPORTED_BOOKING"],
    ["coach", { lengthInMinutes: 61 }, "END_MISMATCH"],
  ] as const)("refuses to a %s what the event type forbids: %j", async (role, eventType, code) => {
    expect(await arrange({ eventType }).prepare(role)).toEqual(refusalOf(code));
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
      options: {},
    });
    const { prepare, clients } = arrange();
    clients.coach.eventTypes.get.mockRejectedValue(new CalError("FORBIDDEN"));

    expect(await prepare("coach")).toMatchObject({ kind: "ready", rules: booking.eventType });
  });
});
