import { z } from "zod";
import { refreshFeedsOfHosts } from "../feeds/refresh-feeds.ts";
import { findUser, isRoundRobin } from "../state/find.ts";
import { readInstant } from "../time/instant.ts";
import { refuse, refusePlain } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import { refuseBeyondLimits } from "../slots/booking-limits.ts";
import { checkSlot } from "../slots/check-slot.ts";
import type { EventType, User } from "../state/state.ts";
import { isoField, parseStrict, stringField, zoneField } from "../http/validate.ts";
import { sendWebhooks } from "../webhooks/send-webhooks.ts";
import type { World } from "../world.ts";
import { viewBooking } from "./booking-view.ts";
import { createSeries } from "./create-series.ts";
import { insertBooking, refuseTwin, titleOf, type BookingDraft } from "./write-booking.ts";
import { minuteMs } from "../../time/durations.ts";

const attendeeSchema = z.strictObject(
  {
    name: stringField("attendee.name"),
    email: z.email({ error: "attendee.email must be an email" }).optional(),
    timeZone: zoneField("attendee.timeZone"),
    phoneNumber: stringField("attendee.phoneNumber").optional(),
    language: stringField("attendee.language").optional(),
  },
  { error: "attendee should not be null or undefined" },
);

const inputSchema = z.strictObject({
  start: isoField("start"),
  attendee: attendeeSchema,
  eventTypeId: z.number({ error: "eventTypeId must be a number" }).optional(),
  eventTypeSlug: stringField("eventTypeSlug").optional(),
  username: stringField("username").optional(),
  teamSlug: stringField("teamSlug").optional(),
  organizationSlug: stringField("organizationSlug").optional(),
  lengthInMinutes: z.number({ error: "lengthInMinutes must be a number" }).optional(),
  guests: z.array(z.email(), { error: "guests must be an array" }).optional(),
  location: z.unknown().optional(),
  meetingUrl: stringField("meetingUrl").optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  bookingFieldsResponses: z.record(z.string(), z.unknown()).optional(),
  routing: z.unknown().optional(),
  emailVerificationCode: stringField("emailVerificationCode").optional(),
  recurrenceCount: z.number({ error: "recurrenceCount must be a number" }).int().min(1).optional(),
});
type Input = z.infer<typeof inputSchema>;

/**
 * POST /v2/bookings: public; only the host's availability is checked. An event type with a recurrence
 * answers with the list of the occurrences, also of one.
 */
export async function createBooking({ world, body, caller }: Call): Promise<Answer> {
  const input = parseStrict(inputSchema, body);
  const eventType = selectEventType(world, input);
  const owner = findUser(world, eventType.ownerId);
  if (owner === undefined) throw refuse(404, `Event type with id ${eventType.id} not found.`);
  const start = readInstant(input.start);
  if (start === null)
    throw refusePlain(400, "BAD_REQUEST", "start - Expected string, received null, ");
  const target = { start, end: start + lengthOf(eventType, input.lengthInMinutes) * minuteMs };
  const count = occurrencesOf(eventType, input.recurrenceCount);
  await refreshFeedsOfHosts(world, eventType);
  if (count === null) refuseBeyondLimits(world, { eventType, start, exceptUid: null });
  const attendeeZone = input.attendee.timeZone;
  const [freeId] = checkSlot(world, { eventType, target, attendeeZone, exceptUid: null });
  const host = isRoundRobin(eventType) ? (findUser(world, freeId ?? 0) ?? owner) : owner;
  await world.work();
  const isConfirmed = eventType.confirmation === null || caller?.id === host.id;
  const draft: BookingDraft = {
    ...target,
    ...draftOf(input, eventType, host),
    status: isConfirmed ? "accepted" : "pending",
  };
  if (count !== null) {
    const series = await createSeries(world, { eventType, draft, count });
    return success(
      series.map((booking) => viewBooking(world, booking)),
      201,
    );
  }
  refuseTwin(world, eventType, draft);
  const booking = insertBooking(world, eventType, draft);
  await sendWebhooks(world, isConfirmed ? "BOOKING_CREATED" : "BOOKING_REQUESTED", booking);
  return success(viewBooking(world, booking), 201);
}

/** How many occurrences to create; null for an event type without a recurrence. */
function occurrencesOf({ id, recurrence }: EventType, asked: number | undefined): number | null {
  if (recurrence === null) {
    if (asked === undefined) return null;
    throw refuse(404, `Event type with id=${id} is not a recurring event`);
  }
  if (asked !== undefined && asked > recurrence.occurrences) {
    throw refuse(
      400,
      "Provided recurrence count is higher than the event type's recurring event count.",
    );
  }
  return asked ?? recurrence.occurrences;
}

function selectEventType(world: World, input: Input): EventType {
  const { eventTypes, users } = world.store.state;
  if (input.eventTypeId !== undefined) {
    const found = eventTypes.find((eventType) => eventType.id === input.eventTypeId);
    if (found === undefined)
      throw refuse(404, `Event type with id ${input.eventTypeId} not found.`);
    return found;
  }
  const owner = users.find((user) => user.username === input.username);
  const found = eventTypes.find(
    (entry) => entry.ownerId === owner?.id && entry.slug === input.eventTypeSlug,
  );
  if (found === undefined)
    throw refuse(404, `Event type with slug ${input.eventTypeSlug ?? ""} not found.`);
  return found;
}

function lengthOf(eventType: EventType, asked: number | undefined): number {
  if (asked === undefined || asked === eventType.lengthInMinutes) return eventType.lengthInMinutes;
  const options = eventType.lengthInMinutesOptions;
  if (options === null) {
    throw refuse(
      400,
      "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths.",
    );
  }
  if (!options.includes(asked)) {
    throw refuse(
      400,
      `Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: ${options.join(", ")}`,
    );
  }
  return asked;
}

function draftOf(input: Input, eventType: EventType, host: User) {
  const { name, email = "", timeZone, language = "en" } = input.attendee;
  const guests = input.guests ?? [];
  const notes = input.bookingFieldsResponses?.["notes"];
  return {
    title: titleOf(eventType, { host, name }),
    hostId: host.id,
    attendees: [
      { name, email, timeZone, language },
      ...guests.map((guest) => ({ name: "", email: guest, timeZone, language })),
    ],
    guests,
    notes: typeof notes === "string" ? notes : null,
    metadata: input.metadata ?? {},
  };
}
