import { formatInstant, parseInstant } from "@reslot/cal/time";
import { z } from "zod";

/** A ulid: 26 characters of Crockford's base 32, the first of which limits it to 128 bits. */
export const ulidSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);

/** A `timestamptz` column, which comes with any offset, as ISO 8601 in UTC with milliseconds. */
export const instantSchema = z.string().transform((text) => formatInstant(parseInstant(text)));

export const roleSchema = z.enum(["coach", "mentee"]);

/** What the participants of a booking may know about each other. */
const personSchema = z.object({
  ulid: z.string(),
  name: z.string(),
  /** An IANA name; null until it is known. */
  timeZone: z.string().nullable(),
});
export type Person = z.infer<typeof personSchema>;

const timeZoneSourceSchema = z.enum(["choice", "cal", "booking", "browser"]);
/** Where a time zone was learned, the strongest source first. */
export type TimeZoneSource = z.infer<typeof timeZoneSourceSchema>;

const preferencesSchema = z.object({
  /** The language; auto: the device's. */
  locale: z.enum(["en", "de", "auto"]),
  /** Language and region that a browser of theirs last asked for, such as "de-AT"; null: none yet. */
  deviceLocale: z.string().nullable(),
  hourCycle: z.enum(["h12", "h23", "auto"]),
  /** 0 = Sunday … 6 = Saturday; null: as in the region. */
  weekStart: z.number().nullable(),
  /** Whether single keys are shortcuts. */
  singleKeys: z.boolean(),
  mailMoved: z.boolean(),
  mailOffered: z.boolean(),
  mailReminders: z.boolean(),
});
/** How a person reads Reslot, and which email they get. */
export type Preferences = z.infer<typeof preferencesSchema>;

export const userSchema = personSchema.extend({
  clerkUserId: z.string(),
  email: z.string(),
  timeZoneFrom: timeZoneSourceSchema.nullable(),
  ...preferencesSchema.shape,
});
export type User = z.infer<typeof userSchema>;

export const bookingStatusSchema = z.enum(["accepted", "pending", "cancelled", "rejected"]);
export type BookingStatus = z.infer<typeof bookingStatusSchema>;

/** How far the occurrences of a recurring series were apart when it was booked. */
const seriesRhythmSchema = z.enum(["daily", "weekly", "fortnightly", "monthly", "yearly"]);
export type SeriesRhythm = z.infer<typeof seriesRhythmSchema>;

/** What an event type says about moving its bookings, as last read at Cal.com. Lengths and notices are minutes. */
export const eventTypeRulesSchema = z.object({
  /** "" when Cal.com gave none. */
  title: z.string(),
  lengthInMinutes: z.number(),
  /** Round robin may give a moved booking to another host. */
  mayChangeHost: z.boolean(),
  requiresConfirmation: z.boolean(),
  /** Whether a booking that waits for confirmation blocks its time for this event type; null: not known. */
  pendingBlocksSlot: z.boolean().nullable(),
  disableRescheduling: z.boolean(),
  rescheduleNoticeMinutes: z.number().nullable(),
  /** Minutes between starts, and by which each is later than its grid; null: the length, or not noted. */
  slotInterval: z.number().nullable().default(null),
  offsetStart: z.number().default(0),
  /** Minutes kept free before and after each booking; null: not noted. */
  beforeEventBuffer: z.number().nullable().default(null),
  afterEventBuffer: z.number().nullable().default(null),
});
export type EventTypeRules = z.infer<typeof eventTypeRulesSchema>;

/** What Cal.com has of a booking beside its times and people. All text is plain; lines end with "\n". */
const calDetailsSchema = z.object({
  /** An http(s) address to join at; null where there is none, or the one after a move was not read yet. */
  joinUrl: z.string().nullable(),
  /** Where it takes place, when that is no address to open. */
  location: z.string().nullable(),
  description: z.string().nullable(),
  /** What the booker answered to questions of the event type. */
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
});
export type CalDetails = z.infer<typeof calDetailsSchema>;

export const bookingSchema = z.object({
  ulid: z.string(),
  calBookingId: z.string(),
  coachUserUlid: z.string(),
  menteeUserUlid: z.string(),
  title: z.string(),
  eventTypeId: z.number(),
  durationMinutes: z.number(),
  startTime: instantSchema,
  endTime: instantSchema,
  status: bookingStatusSchema,
  /** Since when a move waits for the coach's answer; null also for a first request. */
  askedAt: instantSchema.nullable(),
  version: z.number(),
  upstreamChanged: z.boolean(),
  /** Cal.com's uid of the recurring series; null for a single meeting. */
  calSeriesUid: z.string().nullable(),
  /** From 1, among the occurrences that the series was created with; null when it is not known. */
  seriesPosition: z.number().nullable(),
  seriesRhythm: seriesRhythmSchema.nullable(),
  /** null until it has been read at Cal.com. */
  eventType: eventTypeRulesSchema.nullable().catch(null),
  /** Whose place at Cal.com was taken by a person who is not a user. */
  replacedPerson: roleSchema.nullable(),
  /** Cal.com does not know the booking any more. */
  gone: z.boolean(),
  /** null until it has been read at Cal.com. */
  calDetails: calDetailsSchema.nullable().catch(null),
  /** The version that the mentee said works for them. */
  acknowledgedVersion: z.number().nullable(),
  acknowledgedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Booking = z.infer<typeof bookingSchema>;

export const participantBookingSchema = bookingSchema.extend({
  coach: personSchema,
  mentee: personSchema,
  /** The other person's address at Cal.com, where the reader may know it; only `getForParticipant` reads it. */
  counterpartEmail: z.string().nullish(),
});
/** As the server knows it for one of its people: with Cal.com's uids, which they cannot read themselves. */
export type ParticipantBooking = z.infer<typeof participantBookingSchema>;

export const bookingWithPeopleSchema = participantBookingSchema.omit({
  calBookingId: true,
  calSeriesUid: true,
  counterpartEmail: true,
});
export type BookingWithPeople = z.infer<typeof bookingWithPeopleSchema>;

/** The columns of `userSchema`. */
export const userColumns =
  "ulid,name,timeZone,clerkUserId,email,timeZoneFrom,locale,deviceLocale,hourCycle,weekStart,singleKeys,mailMoved,mailOffered,mailReminders";

export const bookingWithUsersSchema = bookingSchema.extend({
  coach: userSchema,
  mentee: userSchema,
});
/** Includes email addresses: only the server's client can read it. */
export type BookingWithUsers = z.infer<typeof bookingWithUsersSchema>;

const attemptStateSchema = z.enum([
  "PREPARED",
  "SENDING",
  "UNKNOWN",
  "APPLIED",
  "REJECTED",
  "SUPERSEDED",
  "ABANDONED",
  "NEEDS_HUMAN",
]);

/** The verdict that an override set aside; "none": nothing was known to speak against the time. */
const overriddenVerdictSchema = z.enum([
  "none",
  "menteeBusy",
  "outsideMenteeHours",
  "menteeUnknown",
]);
export type OverriddenVerdict = z.infer<typeof overriddenVerdictSchema>;

export const attemptKindSchema = z.enum(["move", "confirm", "decline"]);

export const attemptSchema = z.object({
  ulid: z.string(),
  /** What its actor knows it by; nearly always the ulid. */
  idempotencyKey: z.string(),
  bookingUlid: z.string(),
  kind: attemptKindSchema,
  coachUserUlid: z.string(),
  actorUserUlid: z.string(),
  actorRole: roleSchema,
  requestHash: z.string(),
  fromCalUid: z.string(),
  baseVersion: z.number(),
  fromStartTime: instantSchema,
  fromEndTime: instantSchema,
  toStartTime: instantSchema,
  toEndTime: instantSchema,
  reason: z.string().nullable(),
  overrideConflict: z.boolean(),
  /** null until the attempt is sent, without an override, and in rows from before it was recorded. */
  overriddenVerdict: overriddenVerdictSchema.nullable(),
  state: attemptStateSchema,
  fence: z.number(),
  leaseUntil: instantSchema,
  sentAt: instantSchema.nullable(),
  answered: z.boolean(),
  tries: z.number(),
  nextRunAt: instantSchema,
  newCalUid: z.string().nullable(),
  appliedVersion: z.number().nullable(),
  errorCode: z.string().nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Attempt = z.infer<typeof attemptSchema>;

/** Ages are by the database's clock: a program's own clock decides nothing that is compared with a stored time. */
export const dueAttemptSchema = z
  .object({ attempt: attemptSchema, sentForMs: z.number().nullable(), isClaimed: z.boolean() })
  .transform(({ attempt, sentForMs, isClaimed }) => ({ ...attempt, sentForMs, isClaimed }));
/**
 * `sentForMs`: how long ago the one request to Cal.com was sent; null: it never was. Not `isClaimed`: its owner may
 * still be at work, so it may be looked at and what has moved recorded, and nothing else.
 */
export type DueAttempt = z.infer<typeof dueAttemptSchema>;

/** By the names in the table, which older servers read too. */
const notificationKinds = {
  bookingMoved: "bookingMoved",
  bookingMovedAwaitingConfirmation: "asked",
  bookingChangedUpstream: "bookingChangedUpstream",
  bookingConfirmedUpstream: "confirmed",
  bookingDeclinedUpstream: "declined",
  bookingCancelledUpstream: "bookingCancelledUpstream",
  consentAsked: "consentAsked",
  coachNotConnected: "coachNotConnected",
} as const;
const storedKinds = [
  "bookingMoved",
  "bookingMovedAwaitingConfirmation",
  "bookingChangedUpstream",
  "bookingConfirmedUpstream",
  "bookingDeclinedUpstream",
  "bookingCancelledUpstream",
  "consentAsked",
  "coachNotConnected",
] as const;
const notificationKindSchema = z.enum(storedKinds).transform((kind) => notificationKinds[kind]);

/**
 * What else was seen at Cal.com: another host, someone who is not a user in the place of one of the
 * two, or a cancellation that raced a move. The former host is told too.
 */
const notificationNoteSchema = z.enum([
  "newHost",
  "formerHost",
  "coachReplaced",
  "menteeReplaced",
  "cancelledToo",
]);

export const notificationSchema = z.object({
  ulid: z.string(),
  userUlid: z.string(),
  bookingUlid: z.string(),
  version: z.number(),
  kind: notificationKindSchema,
  actorUserUlid: z.string().nullable(),
  actorRole: roleSchema.nullable(),
  oldStartTime: instantSchema,
  oldEndTime: instantSchema,
  newStartTime: instantSchema,
  newEndTime: instantSchema,
  reason: z.string().nullable(),
  conflictOverridden: z.boolean(),
  overriddenVerdict: overriddenVerdictSchema.nullable(),
  note: notificationNoteSchema.nullable(),
  readAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type Notification = z.infer<typeof notificationSchema>;
