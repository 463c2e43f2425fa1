import type { CalEventType } from "@reslot/cal";
import { expect, it, vi } from "vitest";
import { type NoteDeps, noteEventType, rulesOf } from "./note-event-type.ts";

const eventType: CalEventType = {
  id: 1,
  title: "Coaching",
  slug: "coaching",
  lengthInMinutes: 45,
  lengthOptions: [],
  schedulingType: null,
  keepsHost: false,
  slotInterval: null,
  offsetStart: 0,
  beforeEventBuffer: 10,
  afterEventBuffer: 15,
  requiresConfirmation: false,
  confirmationNoticeMinutes: null,
  pendingBlocksSlot: null,
  disableRescheduling: false,
  rescheduleNoticeMinutes: null,
  minimumBookingNotice: 120,
  bookingWindow: null,
  limitPeriod: null,
  isSeated: false,
  isRecurring: false,
};

async function notesOnce(read: CalEventType): Promise<boolean> {
  const save = vi.fn(async () => undefined);
  const deps = { db: { bookings: { noteEventType: save } } } as unknown as NoteDeps;
  const booking = { coachUserUlid: "coach", eventTypeId: 1, eventType: rulesOf(eventType) };
  await noteEventType(deps, { booking, eventType: read });
  return save.mock.calls.length === 1;
}

it("is not written again while it says the same", async () => {
  await expect(notesOnce(eventType)).resolves.toBe(false);
});

it.each<Partial<CalEventType>>([
  { title: "Mentoring" },
  { lengthInMinutes: 60 },
  { schedulingType: "roundRobin" },
  { requiresConfirmation: true },
  { pendingBlocksSlot: true },
  { disableRescheduling: true },
  { rescheduleNoticeMinutes: 60 },
  { slotInterval: 15 },
  { offsetStart: 5 },
  { beforeEventBuffer: 0 },
  { afterEventBuffer: 0 },
])("is written again once it says $0", async (change) => {
  await expect(notesOnce({ ...eventType, ...change })).resolves.toBe(true);
});
