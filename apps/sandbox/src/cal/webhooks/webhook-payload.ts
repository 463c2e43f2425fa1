import { bookerOf } from "../bookings/booking-view.ts";
import { findBooking, findEventType, findUser } from "../find.ts";
import { formatInstant } from "../instant.ts";
import type { Booking, User } from "../state.ts";
import type { World } from "../world.ts";
import { offsetAt } from "../zone.ts";

export type WebhookTrigger =
  | "BOOKING_CREATED"
  | "BOOKING_RESCHEDULED"
  | "BOOKING_REQUESTED"
  | "BOOKING_CANCELLED"
  | "BOOKING_REJECTED";

/** The payload of recording 14-webhook-deliveries: instants without milliseconds, status in capitals. */
export function webhookPayload(world: World, trigger: WebhookTrigger, booking: Booking): object {
  const eventType = findEventType(world, booking.eventTypeId);
  const host = findUser(world, booking.hostId);
  const seconds = trigger === "BOOKING_CANCELLED" ? withZeroOffset : withoutMillis;
  return {
    bookerUrl: "https://cal.com",
    title: booking.title,
    startTime: seconds(booking.start),
    endTime: seconds(booking.end),
    additionalNotes: booking.notes ?? "",
    type: eventType?.slug ?? null,
    description: "",
    eventTypeId: booking.eventTypeId,
    hideOrganizerEmail: false,
    seatsPerTimeSlot: null,
    customReplyToEmail: null,
    organizer: host === undefined ? null : organizer(host, booking),
    attendees: booking.attendees.map((attendee) => ({
      email: attendee.email,
      name: attendee.name,
      firstName: "",
      lastName: "",
      timeZone: attendee.timeZone,
      language: { locale: attendee.language },
      utcOffset: offsetAt(attendee.timeZone, booking.start) / 60_000,
    })),
    customInputs: {},
    responses: responses(booking),
    userFieldsResponses: {},
    location: booking.location,
    destinationCalendar: null,
    iCalUID: booking.icsUid,
    iCalSequence: booking.icsSequence,
    requiresConfirmation: eventType?.confirmation != null,
    uid: booking.uid,
    bookingId: booking.id,
    eventTitle: eventType?.title ?? null,
    eventDescription: null,
    price: 0,
    currency: "usd",
    length: (booking.end - booking.start) / 60_000,
    metadata: { videoCallUrl: booking.location, ...booking.metadata },
    status: booking.status.toUpperCase(),
    ...about(world, trigger, booking),
  };
}

function about(world: World, trigger: WebhookTrigger, booking: Booking): object {
  if (trigger === "BOOKING_CANCELLED") {
    return { cancellationReason: booking.cancellationReason, requestReschedule: false };
  }
  const old =
    booking.rescheduledFromUid === null
      ? undefined
      : findBooking(world, booking.rescheduledFromUid);
  if (old === undefined) return {};
  return {
    rescheduledBy: booking.rescheduledByEmail,
    appsStatus: [],
    rescheduleId: old.id,
    rescheduleUid: old.uid,
    rescheduleStartTime: withoutMillis(old.start),
    rescheduleEndTime: withoutMillis(old.end),
  };
}

function organizer({ id, name, email, username, timeZone }: User, booking: Booking): object {
  const utcOffset = offsetAt(timeZone, booking.start) / 60_000;
  return {
    id,
    name,
    email,
    username,
    timeZone,
    language: { locale: "en" },
    timeFormat: "h:mma",
    utcOffset,
  };
}

function responses(booking: Booking): object {
  const booker = bookerOf(booking);
  return {
    name: { label: "your_name", value: booker.name, isHidden: false },
    email: { label: "email_address", value: booker.email, isHidden: false },
    location: {
      label: "location",
      value: { value: booking.location, optionValue: "" },
      isHidden: false,
    },
    title: { label: "what_is_this_meeting_about", isHidden: true },
    rescheduleReason: {
      label: "reason_for_reschedule",
      ...(booking.reschedulingReason === null ? {} : { value: booking.reschedulingReason }),
      isHidden: false,
    },
  };
}

function withoutMillis(ms: number): string {
  return formatInstant(ms).replace(/\.\d{3}Z$/, "Z");
}

function withZeroOffset(ms: number): string {
  return formatInstant(ms).replace(/\.\d{3}Z$/, "+00:00");
}
