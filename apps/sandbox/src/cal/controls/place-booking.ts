import { z } from "zod";
import { viewBooking } from "../bookings/booking-view.ts";
import {
  insertBooking,
  replaceBooking,
  titleOf,
  updateBooking,
} from "../bookings/write-booking.ts";
import { findBooking, findEventType, findUser } from "../state/find.ts";
import { bookingStatusSchema } from "../state/state.ts";
import { sendWebhooks } from "../webhooks/send-webhooks.ts";
import type { World } from "../world.ts";
import { ControlError, instantSchema } from "./control-error.ts";
import { minuteMs } from "../../time/durations.ts";

const attendeeSchema = z.object({
  name: z.string(),
  email: z.string(),
  timeZone: z.string(),
  language: z.string().default("en"),
});
const placeSchema = z.object({
  eventTypeId: z.number(),
  start: instantSchema,
  end: instantSchema.optional(),
  attendee: attendeeSchema,
  status: bookingStatusSchema.default("accepted"),
  metadata: z.record(z.string(), z.unknown()).default({}),
});
const moveSchema = z.object({ start: instantSchema });

/** Adds a booking at any time, even in the past, without checks or webhooks. Accepted by default. */
export function placeBooking(world: World, body: unknown): object {
  const input = placeSchema.parse(body);
  const eventType = findEventType(world, input.eventTypeId);
  const host = eventType === undefined ? undefined : findUser(world, eventType.ownerId);
  if (eventType === undefined || host === undefined) {
    throw new ControlError(404, `There is no event type ${input.eventTypeId}.`);
  }
  const booking = insertBooking(world, eventType, {
    title: titleOf(eventType, { host, name: input.attendee.name }),
    start: input.start,
    end: input.end ?? input.start + eventType.lengthInMinutes * minuteMs,
    status: input.status,
    attendees: [input.attendee],
    metadata: input.metadata,
  });
  world.slotCache.clear();
  return viewBooking(world, booking);
}

/** Gives a booking another attendee, as its host can in Cal.com's own pages; without a webhook. */
export function replaceAttendee(world: World, uid: string, body: unknown): object {
  const booking = findBooking(world, uid);
  if (booking === undefined) throw new ControlError(404, `There is no booking ${uid}.`);
  updateBooking(world, booking, { attendees: [attendeeSchema.parse(body)] });
  return viewBooking(world, booking);
}

/** Moves a booking as the host would in Cal.com's own pages: no checks, a new uid, the same length, and a webhook. */
export async function moveBooking(world: World, uid: string, body: unknown): Promise<object> {
  const { start } = moveSchema.parse(body);
  const old = findBooking(world, uid);
  const eventType = findEventType(world, old?.eventTypeId ?? null);
  if (old === undefined || eventType === undefined) {
    throw new ControlError(404, `There is no booking ${uid} to move.`);
  }
  if (old.status === "cancelled" || old.status === "rejected") {
    throw new ControlError(400, `Booking ${uid} is ${old.status}.`);
  }
  const booking = replaceBooking(world, old, {
    eventType,
    start,
    end: start + (old.end - old.start),
    status: "accepted",
    rescheduledBy: findUser(world, old.hostId)?.email ?? null,
    reason: null,
  });
  await sendWebhooks(world, "BOOKING_RESCHEDULED", booking);
  return viewBooking(world, booking);
}
