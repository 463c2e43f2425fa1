import { z } from "zod";
import { emptyOauthState, oauthStateSchema } from "../oauth/oauth-state.ts";

/** How a person's calendar connections are; `none`: there is none at all. */
export const calendarHealthSchema = z.enum(["ok", "brokenAll", "brokenOne", "none"]);

/** Whole days away: the UTC dates of both ends count, in the person's own zone. */
const outOfOfficeSchema = z.object({
  id: z.number(),
  uuid: z.string(),
  start: z.number(),
  end: z.number(),
});

/** A stay during which the default schedule is read in another zone. */
const travelSchema = z.object({ timeZone: z.string(), start: z.number(), end: z.number() });

const userSchema = z.object({
  id: z.number(),
  email: z.string(),
  name: z.string(),
  username: z.string(),
  timeZone: z.string(),
  weekStart: z.string(),
  defaultScheduleId: z.number().nullable(),
  calendarHealth: calendarHealthSchema.default("ok"),
  outOfOffice: z.array(outOfOfficeSchema).default([]),
  travels: z.array(travelSchema).default([]),
});
export type User = z.infer<typeof userSchema>;

const scheduleSchema = z.object({
  id: z.number(),
  ownerId: z.number(),
  name: z.string(),
  timeZone: z.string(),
  availability: z.array(
    z.object({ days: z.array(z.string()), startTime: z.string(), endTime: z.string() }),
  ),
  isDefault: z.boolean(),
  overrides: z.array(z.object({ date: z.string(), startTime: z.string(), endTime: z.string() })),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const bookingWindowSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("range"), value: z.tuple([z.string(), z.string()]) }),
  z.object({
    type: z.literal("calendarDays"),
    value: z.number().int(),
    rolling: z.boolean().default(false),
  }),
  z.object({
    type: z.literal("businessDays"),
    value: z.number().int(),
    rolling: z.boolean().default(false),
  }),
]);
export type BookingWindow = z.infer<typeof bookingWindowSchema>;

export const recurrenceSchema = z.object({
  interval: z.number().int().min(1),
  occurrences: z.number().int().min(1),
  frequency: z.enum(["yearly", "monthly", "weekly"]),
});
/** How many accepted bookings an event type takes in each period. */
export const bookingLimitsSchema = z.strictObject({
  day: z.number().int().min(1).optional(),
  week: z.number().int().min(1).optional(),
  month: z.number().int().min(1).optional(),
  year: z.number().int().min(1).optional(),
});

export type Recurrence = z.infer<typeof recurrenceSchema>;

const eventTypeSchema = z.object({
  id: z.number(),
  ownerId: z.number(),
  /** Further hosts, who must all be free; empty unless it is a team's collective event type. */
  coHostIds: z.array(z.number()).default([]),
  /** Hosts who take turns with the owner; empty unless it is a team's round robin. */
  rotatingHostIds: z.array(z.number()).default([]),
  /** Whether a moved round-robin booking stays with its host. */
  keepHost: z.boolean().default(false),
  title: z.string(),
  slug: z.string(),
  lengthInMinutes: z.number(),
  /** Minutes by which every slot is later than the grid. */
  offsetStart: z.number().default(0),
  /** A moved booking takes the default length (observed, 2026-01), or its own as on newer servers. */
  generation: z.enum(["default", "own"]).default("default"),
  lengthInMinutesOptions: z.array(z.number()).nullable(),
  slotInterval: z.number().nullable(),
  minimumBookingNotice: z.number(),
  beforeEventBuffer: z.number(),
  afterEventBuffer: z.number(),
  bookingWindow: bookingWindowSchema.nullable(),
  confirmation: z
    .object({
      blockUnconfirmedBookingsInBooker: z.boolean(),
      /** Only bookings that start sooner need the confirmation. */
      noticeThreshold: z.object({ unit: z.string(), count: z.number() }).optional(),
    })
    .nullable(),
  disableRescheduling: z.boolean(),
  /** Rescheduling ends so many minutes before the start; only Cal.com's own pages look at it. */
  rescheduleNoticeMinutes: z.number().nullable().default(null),
  /** Null unless bookings of it are recurring series. */
  recurrence: recurrenceSchema.nullable().default(null),
  bookingLimitsCount: bookingLimitsSchema.nullable().default(null),
  /** Live bookings that one attendee may have; only answered. */
  bookerActiveBookingsLimit: z.number().nullable().default(null),
  location: z.string(),
  scheduleId: z.number().nullable(),
});
export type EventType = z.infer<typeof eventTypeSchema>;

export const bookingStatusSchema = z.enum(["accepted", "pending", "cancelled", "rejected"]);

const attendeeSchema = z.object({
  name: z.string(),
  email: z.string(),
  timeZone: z.string(),
  language: z.string(),
});
export type Attendee = z.infer<typeof attendeeSchema>;

const bookingSchema = z.object({
  id: z.number(),
  uid: z.string(),
  title: z.string(),
  eventTypeId: z.number().nullable(),
  hostId: z.number(),
  coHostIds: z.array(z.number()).default([]),
  start: z.number(),
  end: z.number(),
  status: bookingStatusSchema,
  attendees: z.array(attendeeSchema).min(1),
  guests: z.array(z.string()),
  notes: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  location: z.string(),
  cancellationReason: z.string(),
  cancelledByEmail: z.string(),
  rescheduledByEmail: z.string().nullable(),
  reschedulingReason: z.string().nullable(),
  rescheduledFromUid: z.string().nullable(),
  rescheduledToUid: z.string().nullable(),
  /** The uid of the series that it is an occurrence of. */
  recurringBookingUid: z.string().nullable().default(null),
  rejectionReason: z.string().default(""),
  icsUid: z.string(),
  icsSequence: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Booking = z.infer<typeof bookingSchema>;

const busySchema = z.object({ start: z.number(), end: z.number(), title: z.string() });

/** How a calendar's provider answers free/busy, where it differs from the events themselves. */
export const freeBusySchema = z.object({
  /** Touching events come as one. */
  joined: z.boolean().default(false),
  /** Minutes added on both sides of every event. */
  paddedMinutes: z.number().int().min(0).default(0),
  spelling: z
    .enum(["utc", "noZone", "compactOffset", "sevenDigits", "dateOnly", "hour24"])
    .default("utc"),
  /** Further rows, exactly as they are answered. */
  raw: z.array(z.unknown()).default([]),
});

const calendarSchema = z.object({
  credentialId: z.number(),
  userId: z.number(),
  externalId: z.string(),
  name: z.string(),
  selected: z.boolean(),
  /** True if busy times are fetched from an address; otherwise a control sets them. */
  isFeed: z.boolean().default(false),
  busy: z.array(busySchema),
  freeBusy: freeBusySchema.optional(),
});
export type Calendar = z.infer<typeof calendarSchema>;

const reservationSchema = z.object({
  uid: z.string(),
  eventTypeId: z.number(),
  start: z.number(),
  end: z.number(),
  until: z.number(),
});
export type Reservation = z.infer<typeof reservationSchema>;

const webhookSchema = z.object({
  id: z.string(),
  userId: z.number(),
  /** Null for a subscription of the person to all of their bookings. */
  eventTypeId: z.number().nullable().default(null),
  subscriberUrl: z.string(),
  triggers: z.array(z.string()),
  active: z.boolean(),
  secret: z.string().nullable(),
  payloadTemplate: z.string().nullable(),
});
export type Webhook = z.infer<typeof webhookSchema>;

const oddRowSchema = z.object({
  /** In whose list. */
  userId: z.number(),
  /** Null: in every row of the list. */
  uid: z.string().nullable(),
  set: z.record(z.string(), z.unknown()),
  remove: z.array(z.string()),
  /** A row that is no booking. */
  row: z.unknown().optional(),
});
export type OddRow = z.infer<typeof oddRowSchema>;

export const rateRuleSchema = z.object({
  name: z.string(),
  limit: z.number().int(),
  ttlMs: z.number().int(),
  blockMs: z.number().int(),
});
export type RateRule = z.infer<typeof rateRuleSchema>;

const apiKeySchema = z.object({
  key: z.string(),
  userId: z.number(),
  expiresAt: z.number().nullable(),
  rate: rateRuleSchema.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

export const stateSchema = z.object({
  version: z.literal(1),
  clockOffset: z.number(),
  nextIds: z.record(z.string(), z.number()),
  users: z.array(userSchema),
  apiKeys: z.array(apiKeySchema),
  schedules: z.array(scheduleSchema),
  eventTypes: z.array(eventTypeSchema),
  bookings: z.array(bookingSchema),
  calendars: z.array(calendarSchema),
  reservations: z.array(reservationSchema).default([]),
  webhooks: z.array(webhookSchema),
  oddRows: z.array(oddRowSchema).default([]),
  /** False: an older server, without GET /v2/me/ooo. */
  hasOutOfOfficeRoute: z.boolean().default(true),
  oauth: oauthStateSchema.default(emptyOauthState),
});

/** Everything that survives a restart. Instants are epoch milliseconds. */
export type State = z.infer<typeof stateSchema>;

export function emptyState(): State {
  return {
    version: 1,
    clockOffset: 0,
    nextIds: {},
    users: [],
    apiKeys: [],
    schedules: [],
    eventTypes: [],
    bookings: [],
    calendars: [],
    reservations: [],
    webhooks: [],
    oddRows: [],
    hasOutOfOfficeRoute: true,
    oauth: emptyOauthState(),
  };
}
