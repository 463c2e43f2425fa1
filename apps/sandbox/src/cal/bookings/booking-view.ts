import { findEventType, findUser } from "../state/find.ts";
import { formatInstant } from "../time/instant.ts";
import type { Attendee, Booking, User } from "../state/state.ts";
import type { World } from "../world.ts";
import { minuteMs } from "../../time/durations.ts";

/** A booking in the shape of version 2024-08-13 (recording 03-booking-get-coach). */
export function viewBooking(world: World, booking: Booking): object {
  const eventType = findEventType(world, booking.eventTypeId);
  return {
    id: booking.id,
    uid: booking.uid,
    title: booking.title,
    description: booking.notes ?? "",
    hosts: [booking.hostId, ...booking.coHostIds].map((id) => viewHost(findUser(world, id))),
    status: booking.status,
    cancellationReason: booking.cancellationReason,
    cancelledByEmail: booking.cancelledByEmail,
    ...(booking.reschedulingReason === null
      ? {}
      : { reschedulingReason: booking.reschedulingReason }),
    ...viewMovedAway(booking),
    ...(booking.rescheduledFromUid === null
      ? {}
      : { rescheduledFromUid: booking.rescheduledFromUid }),
    start: formatInstant(booking.start),
    end: formatInstant(booking.end),
    duration: (booking.end - booking.start) / minuteMs,
    eventTypeId: eventType?.id ?? null,
    eventType: eventType === undefined ? null : { id: eventType.id, slug: eventType.slug },
    meetingUrl: booking.location,
    location: booking.location,
    absentHost: false,
    createdAt: formatInstant(booking.createdAt),
    updatedAt: formatInstant(booking.updatedAt),
    metadata: booking.metadata,
    rating: null,
    icsUid: booking.icsUid,
    ...(booking.recurringBookingUid === null
      ? {}
      : { recurringBookingUid: booking.recurringBookingUid }),
    attendees: booking.attendees.map(viewAttendee),
    ...(booking.guests.length === 0 ? {} : { guests: booking.guests }),
    bookingFieldsResponses: viewResponses(booking),
  };
}

/** An occurrence of a series says neither who moved it nor where it went. */
function viewMovedAway(booking: Booking): object {
  if (booking.recurringBookingUid !== null) return {};
  const { rescheduledByEmail, rescheduledToUid } = booking;
  return { rescheduledByEmail, ...(rescheduledToUid === null ? {} : { rescheduledToUid }) };
}

function viewHost(host: User | undefined): object {
  if (host === undefined) {
    const unknown = "unknown";
    return {
      id: unknown,
      name: unknown,
      email: unknown,
      displayEmail: unknown,
      username: unknown,
      timeZone: unknown,
    };
  }
  const { id, name, email, username, timeZone } = host;
  return { id, name, email, displayEmail: email, username, timeZone };
}

function viewAttendee({ name, email, timeZone, language }: Attendee): object {
  return { name, email, displayEmail: email, timeZone, language, absent: false };
}

function viewResponses(booking: Booking): object {
  const booker = bookerOf(booking);
  const { guests } = booking;
  return {
    email: booker.email,
    name: booker.name,
    ...(guests.length === 0 ? {} : { guests }),
    ...(booking.notes === null ? {} : { notes: booking.notes }),
    ...(booking.reschedulingReason === null
      ? {}
      : { rescheduledReason: booking.reschedulingReason }),
    displayEmail: booker.email,
    ...(guests.length === 0 ? {} : { displayGuests: guests }),
  };
}

/** The booker is the first attendee. */
export function bookerOf(booking: Booking): Attendee {
  const [booker] = booking.attendees;
  if (booker === undefined) throw new Error(`booking ${booking.uid} has no attendee`);
  return booker;
}

/** A booking in the shape of version 2024-04-15 (recording 03-booking-get-nonsense-version-header). */
export function viewBookingLegacy(world: World, booking: Booking): object {
  const eventType = findEventType(world, booking.eventTypeId);
  const host = findUser(world, booking.hostId);
  const booker = bookerOf(booking);
  return {
    title: booking.title,
    id: booking.id,
    uid: booking.uid,
    description: "",
    customInputs: {},
    smsReminderNumber: null,
    recurringEventId: booking.recurringBookingUid,
    startTime: formatInstant(booking.start),
    endTime: formatInstant(booking.end),
    location: booking.location,
    status: booking.status.toUpperCase(),
    metadata: { ...booking.metadata, videoCallUrl: booking.location },
    cancellationReason: booking.cancellationReason === "" ? null : booking.cancellationReason,
    cancelledBy: booking.cancelledByEmail === "" ? null : booking.cancelledByEmail,
    responses: { name: booker.name, email: booker.email },
    rejectionReason: booking.rejectionReason === "" ? null : booking.rejectionReason,
    userPrimaryEmail: host?.email ?? null,
    fromReschedule: booking.rescheduledFromUid,
    rescheduled: booking.rescheduledToUid === null ? null : true,
    rescheduledBy: booking.rescheduledByEmail,
    user: host === undefined ? null : viewLegacyUser(host),
    attendees: booking.attendees.map(({ name, email, timeZone }) => ({
      name,
      email,
      timeZone,
      phoneNumber: null,
    })),
    eventTypeId: booking.eventTypeId,
    eventType: {
      eventName: null,
      slug: eventType?.slug ?? null,
      timeZone: null,
      schedulingType: null,
      hideOrganizerEmail: false,
    },
    seatsReferences: [],
    tracking: null,
  };
}

function viewLegacyUser({ id, name, email, username, timeZone }: User): object {
  return { id, name, email, username, timeZone, avatarUrl: null };
}
