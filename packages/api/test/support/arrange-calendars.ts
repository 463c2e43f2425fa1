import { hourMs, parseInstant } from "@reslot/cal/time";
import type { Consent } from "@reslot/db";
import { vi } from "vitest";
import type { App } from "../../src/app/app.ts";
import type { OpenConnection } from "../../src/core/connection.ts";
import type { Move } from "../../src/reschedule/move.ts";
import { prepareMove } from "../../src/reschedule/prepare-move.ts";
import { arrangeProcess, attempt, connectionOf, isoAt, moveBy } from "./move-in-memory.ts";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] as const;

/** The calendar that the mentee has selected at Cal.com. */
export const calendar = { credentialId: 1, externalId: "work", isSelected: true, name: "Work" };

/** The meeting's event type, which restricts nothing. */
export const eventTypeAtCal = {
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
  beforeEventBuffer: 0,
  afterEventBuffer: 0,
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
  /** What the coach offers. */
  starts?: readonly string[];
  /** Of the mentee, as hours after the meeting's present start. */
  busy?: readonly (readonly [from: number, to: number])[];
  /** The coach's other meetings, as hours after the meeting's present start. */
  taken?: readonly (readonly [from: number, to: number])[];
  /** Until when the mentee works on weekdays, from midnight; null: no hours are set. */
  worksUntil?: string | null;
  /** Whether the mentee has selected a calendar. */
  hasCalendar?: boolean;
  eventType?: object;
  coach?: "verified" | "notConnected" | "needsReconnect";
  mentee?: "verified" | "notConnected" | "needsReconnect";
  calendarError?: Error;
  /** Where the mentee may be busy, as hours after the meeting's present start. */
  unknown?: readonly (readonly [from: number, to: number])[];
  /** What this installation is told about Cal.com. */
  settings?: Partial<App["settings"]["cal"]>;
}

/** What is answered to both people's tokens: without more the coach offers the new time, and the mentee is free. */
export function arrangeCalendars({
  settings = {},
  coach = "verified",
  mentee = "verified",
  ...world
}: World = {}) {
  const process = arrangeProcess();
  const clients = clientsIn(world);
  const anonymous = { name: "anonymous", slots: clients.coach.slots };
  const connections: Record<string, OpenConnection | { status: "notConnected" }> = {
    coach: coach === "notConnected" ? { status: coach } : connectionOf("coach", clients.coach),
    mentee: mentee === "notConnected" ? { status: mentee } : connectionOf("mentee", clients.mentee),
  };
  const kinds = { coach, mentee };
  const cal = vi.fn(() => anonymous);
  const verify = vi.fn(async (connection: OpenConnection) => {
    const who = connection.status === "connected" && connection.connection.userUlid;
    const kind = who === "coach" || who === "mentee" ? kinds[who] : "notConnected";
    const client = who === "coach" ? clients.coach : clients.mentee;
    return kind === "verified" ? { kind, client } : { kind };
  });
  const deps = {
    ...process.deps,
    cal,
    calAccounts: { verify },
    settings: { ...process.deps.settings, cal: settings },
  } as unknown as App;
  const prepare = (
    role: Move["role"],
    input: Partial<Move["input"]> = {},
    changes: Partial<Move["booking"]> = {},
  ) => {
    const move = moveBy(role, {
      connections: connections as unknown as Move["connections"],
      consent,
      taken: (world.taken ?? []).map(intervalOf),
    });
    const { booking } = move;
    return prepareMove(
      deps,
      { ...move, booking: { ...booking, ...changes }, input: { ...move.input, ...input } },
      60,
    );
  };
  return { prepare, clients, anonymous, deps, cal, verify };
}

function clientsIn({
  starts = [attempt.toStartTime],
  busy = [],
  unknown = [],
  worksUntil = "23:59",
  hasCalendar = true,
  eventType = {},
  calendarError,
}: World) {
  return {
    coach: {
      name: "coach",
      slots: { list: vi.fn(async () => [...starts]) },
      eventTypes: { get: vi.fn(async () => ({ ...eventTypeAtCal, ...eventType })) },
    },
    mentee: {
      name: "mentee",
      schedules: { getDefault: async () => worksUntil && scheduleUntil(worksUntil) },
      calendars: {
        list: async () => ({ calendars: hasCalendar ? [calendar] : [], broken: [] }),
        busyTimes: vi.fn(async () => {
          if (calendarError) throw calendarError;
          return { busy: busy.map(intervalOf), unknown: unknown.map(intervalOf) };
        }),
      },
      bookings: { list: async () => ({ bookings: [], unreadable: [], isComplete: true }) },
      me: { listOutOfOffice: async () => ({ entries: [], unreadable: 0 }) },
      eventTypes: { listOpen: async () => [] },
    },
  };
}

function scheduleUntil(endTime: string) {
  const availability = [{ days: weekdays, startTime: "00:00", endTime }];
  return { id: 1, timeZone: "UTC", availability, overrides: [] };
}

function intervalOf([from, to]: readonly [from: number, to: number]) {
  const at = (hours: number) => parseInstant(isoAt(0)) + hours * hourMs;
  return { start: at(from), end: at(to) };
}
