import { bookerOf } from "../bookings/booking-view.ts";
import { findBooking, findEventType, findUser } from "../state/find.ts";
import { formatInstant } from "../time/instant.ts";
import type { Attendee, Booking, EventType, User } from "../state/state.ts";
import type { World } from "../world.ts";
import { offsetAt } from "../time/zone.ts";
import { minuteMs } from "../../time/durations.ts";

export type WebhookTrigger =
  | "BOOKING_CREATED"
  | "BOOKING_RESCHEDULED"
  | "BOOKING_REQUESTED"
  | "BOOKING_CANCELLED"
  | "BOOKING_REJECTED";

/**
 * Payloads as in recording 14-webhook-deliveries: instants without milliseconds, status in upper
 * case; a cancellation has its own shape. Rejections were not recorded; they look like creations
 * here.
 */
export function webhookPayload(world: World, trigger: WebhookTrigger, booking: Booking): object {
  const common = commonFields(world, booking);
  if (trigger === "BOOKING_CANCELLED") return { ...common, ...cancelledFields(booking) };
  const eventType = findEventType(world, booking.eventTypeId);
  return {
    ...common,
    startTime: withoutMillis(booking.start),
    endTime: withoutMillis(booking.end),
    hideCalendarNotes: false,
    hideCalendarEventDetails: false,
    schedulingType: booking.coHostIds.length === 0 ? null : "COLLECTIVE",
    seatsShowAttendees: true,
    seatsShowAvailabilityCount: true,
    disableRescheduling: eventType?.disableRescheduling ?? false,
    disableCancelling: false,
    attendees: booking.attendees.map((attendee) => ({
      ...viewAttendee(attendee, booking),
      firstName: "",
      lastName: "",
    })),
    responses: {
      attendeePhoneNumber: { label: "phone_number", isHidden: true },
      ...responses(booking),
      location: {
        label: "location",
        value: { value: booking.location, optionValue: "" },
        isHidden: false,
      },
    },
    destinationCalendar: null,
    requiresConfirmation: eventType?.confirmation != null,
    oneTimePassword: null,
    hashedLink: null,
    price: 0,
    metadata: { videoCallUrl: booking.location, ...booking.metadata },
    status: booking.status.toUpperCase(),
    ...(trigger === "BOOKING_REJECTED" ? { rejectionReason: booking.rejectionReason } : {}),
    ...(trigger === "BOOKING_RESCHEDULED" ? {} : seriesFields(eventType, booking)),
    ...moveFields(world, booking),
  };
}

/** The rule of the series as the database has it; its uid is in no payload. */
function seriesFields(eventType: EventType | undefined, booking: Booking): object {
  const recurrence = eventType?.recurrence ?? null;
  if (booking.recurringBookingUid === null || recurrence === null) return {};
  const freq = { yearly: 0, monthly: 1, weekly: 2 }[recurrence.frequency];
  const { occurrences: count, interval } = recurrence;
  return { recurringEvent: { freq, count, interval } };
}

function commonFields(world: World, booking: Booking): object {
  const eventType = findEventType(world, booking.eventTypeId);
  const host = findUser(world, booking.hostId);
  return {
    bookerUrl: "https://cal.com",
    title: booking.title,
    additionalNotes: booking.notes ?? "",
    type: eventType?.slug ?? null,
    description: "",
    eventTypeId: booking.eventTypeId,
    hideOrganizerEmail: false,
    seatsPerTimeSlot: null,
    customReplyToEmail: null,
    organizer: host === undefined ? null : organizer(host, booking),
    customInputs: {},
    userFieldsResponses: {},
    location: booking.location,
    iCalSequence: booking.icsSequence,
    uid: booking.uid,
    bookingId: booking.id,
    eventTitle: eventType?.title ?? null,
    eventDescription: null,
    currency: "usd",
    length: (booking.end - booking.start) / minuteMs,
  };
}

function cancelledFields(booking: Booking): object {
  return {
    startTime: withZeroOffset(booking.start),
    endTime: withZeroOffset(booking.end),
    attendees: booking.attendees.map((attendee) => ({
      ...viewAttendee(attendee, booking),
      phoneNumber: null,
    })),
    responses: responses(booking),
    destinationCalendar: [],
    cancellationReason: booking.cancellationReason,
    seatsShowAttendees: false,
    iCalUID: booking.icsUid,
    organizationId: null,
    requiresConfirmation: null,
    price: null,
    status: "CANCELLED",
    requestReschedule: false,
  };
}

/** A moved booking names the booking it replaces, and has no iCalUID. */
function moveFields(world: World, booking: Booking): object {
  const old =
    booking.rescheduledFromUid === null
      ? undefined
      : findBooking(world, booking.rescheduledFromUid);
  if (old === undefined) return { iCalUID: booking.icsUid };
  return {
    rescheduledBy: booking.rescheduledByEmail,
    appsStatus: [],
    rescheduleId: old.id,
    rescheduleUid: old.uid,
    rescheduleStartTime: withoutMillis(old.start),
    rescheduleEndTime: withoutMillis(old.end),
  };
}

function viewAttendee({ name, email, timeZone, language }: Attendee, { start }: Booking): object {
  const utcOffset = offsetAt(timeZone, start) / minuteMs;
  return { name, email, timeZone, language: { locale: language }, utcOffset };
}

function organizer({ id, name, email, username, timeZone }: User, booking: Booking): object {
  const utcOffset = offsetAt(timeZone, booking.start) / minuteMs;
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
  const { notes, guests, reschedulingReason } = booking;
  return {
    name: { label: "your_name", value: booker.name, isHidden: false },
    email: { label: "email_address", value: booker.email, isHidden: false },
    location: { label: "location", isHidden: false },
    title: { label: "what_is_this_meeting_about", isHidden: true },
    notes: { label: "additional_notes", ...valueOf(notes), isHidden: false },
    guests: {
      label: "additional_guests",
      ...valueOf(guests.length === 0 ? null : guests),
      isHidden: false,
    },
    rescheduleReason: {
      label: "reason_for_reschedule",
      ...valueOf(reschedulingReason),
      isHidden: false,
    },
  };
}

function valueOf(value: unknown): { value?: unknown } {
  return value === null ? {} : { value };
}

function withoutMillis(ms: number): string {
  return formatInstant(ms).replace(/\.\d{3}Z$/, "Z");
}

function withZeroOffset(ms: number): string {
  return formatInstant(ms).replace(/\.\d{3}Z$/, "+00:00");
}
