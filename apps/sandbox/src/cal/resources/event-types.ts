import { z } from "zod";
import { refuse } from "../http/problem.ts";
import { callerOf, success, type Answer, type Call } from "../http/route.ts";
import {
  bookingLimitsSchema,
  bookingWindowSchema,
  recurrenceSchema,
  type EventType,
} from "../state/state.ts";
import { findEventType, hostIdsOf } from "../state/find.ts";
import { parseStrict, stringField } from "../http/validate.ts";
import { viewEventType, viewEventTypeLegacy } from "./event-type-view.ts";

const minutes = (name: string, least: number): z.ZodNumber =>
  z
    .number({ error: `${name} must be a number` })
    .int()
    .min(least, { error: `${name} must not be less than ${least}` });
const disabled = z.object({ disabled: z.literal(true) });

const changeSchema = z.strictObject({
  title: stringField("title").optional(),
  slug: stringField("slug").optional(),
  lengthInMinutes: minutes("lengthInMinutes", 1).optional(),
  lengthInMinutesOptions: z.array(z.number()).optional(),
  offsetStart: minutes("offsetStart", 0).optional(),
  locations: z.array(z.looseObject({ type: z.string(), link: z.string().optional() })).optional(),
  slotInterval: minutes("slotInterval", 1).nullish(),
  minimumBookingNotice: minutes("minimumBookingNotice", 0).optional(),
  beforeEventBuffer: minutes("beforeEventBuffer", 0).optional(),
  afterEventBuffer: minutes("afterEventBuffer", 0).optional(),
  scheduleId: z.number().nullish(),
  bookingWindow: z.union([bookingWindowSchema, disabled]).optional(),
  confirmationPolicy: z
    .union([
      z.object({
        type: z.string(),
        blockUnconfirmedBookingsInBooker: z.boolean(),
        noticeThreshold: z.object({ unit: z.string(), count: z.number() }).optional(),
      }),
      disabled,
    ])
    .optional(),
  disableRescheduling: z
    .object({ disabled: z.boolean().default(false), minutesBefore: z.number().optional() })
    .optional(),
  recurrence: z.union([recurrenceSchema, disabled]).optional(),
  bookingLimitsCount: z.union([bookingLimitsSchema, disabled]).optional(),
  bookerActiveBookingsLimit: z
    .union([
      z.object({
        maximumActiveBookings: minutes("maximumActiveBookings", 1),
        offerReschedule: z.boolean().optional(),
      }),
      disabled,
    ])
    .optional(),
});
const inputSchema = z.strictObject({
  ...changeSchema.shape,
  title: stringField("title"),
  slug: stringField("slug"),
  lengthInMinutes: minutes("lengthInMinutes", 1),
});

/** GET /v2/event-types/:id: for its owner and, in a team, its other hosts. */
export function getEventType(call: Call): Answer {
  const found = findEventType(call.world, Number(call.params["id"]));
  const isHost = found !== undefined && hostIdsOf(found).includes(callerOf(call).id);
  return success(viewEventType(call.world, isHost ? found : ownEventType(call)));
}

/** The same in version 2024-04-15. */
export function getEventTypeLegacy(call: Call): Answer {
  return success({ eventType: viewEventTypeLegacy(ownEventType(call)) });
}

/** GET /v2/event-types: the caller's, or those of `username`. */
export function listEventTypes(call: Call): Answer {
  const { eventTypes, users } = call.world.store.state;
  const username = call.query.get("username");
  const owner = username === null ? call.caller : users.find((user) => user.username === username);
  const slug = call.query.get("eventSlug");
  const found = eventTypes.filter(
    (entry) => entry.ownerId === owner?.id && (slug === null || entry.slug === slug),
  );
  return success(found.map((eventType) => viewEventType(call.world, eventType)));
}

/** POST /v2/event-types: 201. */
export function createEventType(call: Call): Answer {
  const { state, nextId, save } = call.world.store;
  const input = parseStrict(inputSchema, call.body);
  const eventType: EventType = {
    id: nextId("eventType"),
    ownerId: callerOf(call).id,
    coHostIds: [],
    rotatingHostIds: [],
    keepHost: false,
    offsetStart: 0,
    generation: "default",
    title: input.title,
    slug: input.slug,
    lengthInMinutes: input.lengthInMinutes,
    lengthInMinutesOptions: null,
    slotInterval: null,
    minimumBookingNotice: 120,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    bookingWindow: null,
    confirmation: null,
    disableRescheduling: false,
    rescheduleNoticeMinutes: null,
    recurrence: null,
    bookingLimitsCount: null,
    bookerActiveBookingsLimit: null,
    location: "https://meet.example.test/room",
    scheduleId: null,
  };
  Object.assign(eventType, readChange(input));
  refuseLimitedSeries(eventType);
  state.eventTypes.push(eventType);
  save();
  return success(viewEventType(call.world, eventType), 201);
}

/** PATCH /v2/event-types/:id. */
export function updateEventType(call: Call): Answer {
  const eventType = ownEventType(call);
  const change = readChange(parseStrict(changeSchema, call.body));
  refuseLimitedSeries({ ...eventType, ...change });
  Object.assign(eventType, change);
  call.world.store.save();
  return success(viewEventType(call.world, eventType));
}

/** DELETE /v2/event-types/:id: its bookings stay, without an event type. */
export function deleteEventType(call: Call): Answer {
  const { state, save } = call.world.store;
  const eventType = ownEventType(call);
  state.eventTypes = state.eventTypes.filter((entry) => entry !== eventType);
  for (const booking of state.bookings)
    if (booking.eventTypeId === eventType.id) booking.eventTypeId = null;
  save();
  const { id, lengthInMinutes, slug, title } = eventType;
  return success({ id, lengthInMinutes, slug, title });
}

/** Observed: a 400; its words are not known. */
function refuseLimitedSeries({ recurrence, bookerActiveBookingsLimit }: EventType): void {
  if (recurrence === null || bookerActiveBookingsLimit === null) return;
  throw refuse(400, "An event type cannot have both a recurrence and a bookerActiveBookingsLimit.");
}

function readChange(input: z.infer<typeof changeSchema>): Partial<EventType> {
  const {
    locations,
    bookingWindow,
    confirmationPolicy,
    disableRescheduling,
    recurrence,
    bookingLimitsCount,
    bookerActiveBookingsLimit,
    ...same
  } = input;
  const link = locations?.find((location) => location.link !== undefined)?.link;
  const given: Partial<EventType> = Object.fromEntries(
    Object.entries(same).filter(([, value]) => value !== undefined),
  );
  return {
    ...given,
    ...(link === undefined ? {} : { location: link }),
    ...(bookingWindow === undefined
      ? {}
      : { bookingWindow: "disabled" in bookingWindow ? null : bookingWindow }),
    ...(confirmationPolicy === undefined
      ? {}
      : { confirmation: readConfirmation(confirmationPolicy) }),
    ...(disableRescheduling === undefined
      ? {}
      : {
          disableRescheduling: disableRescheduling.disabled,
          rescheduleNoticeMinutes: disableRescheduling.minutesBefore ?? null,
        }),
    ...readLimits({ bookingLimitsCount, bookerActiveBookingsLimit }),
    // Recorded: `{ disabled: true }` is accepted and has no effect.
    ...(recurrence === undefined || "disabled" in recurrence ? {} : { recurrence }),
  };
}

function readLimits({
  bookingLimitsCount: count,
  bookerActiveBookingsLimit: active,
}: Pick<
  z.infer<typeof changeSchema>,
  "bookingLimitsCount" | "bookerActiveBookingsLimit"
>): Partial<EventType> {
  return {
    ...(count === undefined ? {} : { bookingLimitsCount: "disabled" in count ? null : count }),
    ...(active === undefined
      ? {}
      : {
          bookerActiveBookingsLimit: "disabled" in active ? null : active.maximumActiveBookings,
        }),
  };
}

function readConfirmation(
  policy: { disabled: true } | NonNullable<EventType["confirmation"]>,
): EventType["confirmation"] {
  if ("disabled" in policy) return null;
  const { blockUnconfirmedBookingsInBooker, noticeThreshold } = policy;
  return {
    blockUnconfirmedBookingsInBooker,
    ...(noticeThreshold === undefined ? {} : { noticeThreshold }),
  };
}

function ownEventType(call: Call): EventType {
  const id = call.params["id"] ?? "";
  const found = call.world.store.state.eventTypes.find((entry) => entry.id === Number(id));
  if (found?.ownerId !== callerOf(call).id)
    throw refuse(404, `Event type with id ${id} not found.`);
  return found;
}
