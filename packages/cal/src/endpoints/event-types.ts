import { z } from "zod";
import { type Transport } from "../http/transport.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";
import { type CalOpenEventType, listOpenEventTypes } from "./open-event-types.ts";

/** How far ahead an event type can be booked; null: any time. */
export type CalBookingWindow =
  | { readonly type: "range"; readonly value: readonly string[] }
  | {
      readonly type: "businessDays" | "calendarDays";
      readonly value: number;
      readonly rolling?: boolean | undefined;
    };

/** What decides whether and where a booking of this event type may be moved. */
export interface CalEventType {
  readonly id: number;
  readonly title: string;
  readonly slug: string;
  /** The default length. */
  readonly lengthInMinutes: number;
  /** Every length an attendee can choose from; empty when there is only the default one. */
  readonly lengthOptions: readonly number[];
  /** "roundRobin", "collective", "managed" or one that is not known here; null outside of teams. */
  readonly schedulingType: string | null;
  /** True for round robin that leaves a moved booking with its host. */
  readonly keepsHost: boolean;
  /** Minutes between starts; null: the length. */
  readonly slotInterval: number | null;
  /** Minutes by which every start is later than its grid. */
  readonly offsetStart: number;
  /** Minutes that are kept free before and after every booking; no less than 0. */
  readonly beforeEventBuffer: number;
  readonly afterEventBuffer: number;
  /** True when a move by the attendee may need the host's confirmation. */
  readonly requiresConfirmation: boolean;
  /** Minutes before a start from which it needs the confirmation; null: always. */
  readonly confirmationNoticeMinutes: number | null;
  /** Whether a booking that waits for confirmation blocks its time for this event type; null: not known. */
  readonly pendingBlocksSlot: boolean | null;
  /** True when rescheduling is disabled; Cal.com's API does not enforce it. */
  readonly disableRescheduling: boolean;
  /** Rescheduling ends this many minutes before the meeting; null: no such limit. */
  readonly rescheduleNoticeMinutes: number | null;
  /** Minutes between now and the earliest new start. */
  readonly minimumBookingNotice: number;
  readonly bookingWindow: CalBookingWindow | null;
  /** The longest period in which only so many bookings, or minutes of them, are taken; null: no such limit. */
  readonly limitPeriod: "day" | "week" | "month" | "year" | null;
  readonly isSeated: boolean;
  readonly isRecurring: boolean;
}

export interface EventTypeEndpoints {
  /**
   * One event type. A field that is missing or cannot be read counts as not set; only the id and the
   * default length are required.
   *
   * @throws {CalError} NOT_FOUND when it does not exist or is not visible to the token.
   */
  get(id: number, options?: CallOptions): Promise<CalEventType>;
  /** A person's event types whose slots are nothing but their free time. */
  listOpen(username: string, options?: CallOptions): Promise<CalOpenEventType[]>;
}

const disabledSchema = z.object({ disabled: z.boolean().nullish().catch(null) });
const minutesSchema = z.number().nullish().catch(null);
const lengthsSchema = z.array(z.number()).nullish().catch(null);

const limitSchema = z
  .object({ day: minutesSchema, week: minutesSchema, month: minutesSchema, year: minutesSchema })
  .nullish()
  .catch(null);

const rawEventTypeSchema = z.object({
  id: z.number(),
  title: z.string().catch(""),
  slug: z.string().catch(""),
  lengthInMinutes: z.number(),
  lengthInMinutesOptions: lengthsSchema,
  metadata: z.object({ multipleDuration: lengthsSchema }).nullish().catch(null),
  schedulingType: z.string().nullish().catch(null),
  rescheduleWithSameRoundRobinHost: z.boolean().nullish().catch(null),
  slotInterval: minutesSchema,
  offsetStart: minutesSchema,
  beforeEventBuffer: minutesSchema,
  afterEventBuffer: minutesSchema,
  minimumBookingNotice: minutesSchema,
  confirmationPolicy: disabledSchema
    .extend({
      noticeThreshold: z.object({ unit: z.string(), count: z.number() }).nullish().catch(null),
      blockUnconfirmedBookingsInBooker: z.boolean().nullish().catch(null),
    })
    .nullish()
    .catch(null),
  disableRescheduling: disabledSchema
    .extend({ minutesBefore: minutesSchema })
    .nullish()
    .catch(null),
  bookingWindow: z
    .union([
      z.object({ disabled: z.literal(true) }),
      z.object({ type: z.literal("range"), value: z.array(z.string()) }),
      z.object({
        type: z.enum(["businessDays", "calendarDays"]),
        value: z.number(),
        rolling: z.boolean().optional(),
      }),
    ])
    .nullish()
    .catch(null),
  bookingLimitsCount: limitSchema,
  bookingLimitsDuration: limitSchema,
  seats: disabledSchema.nullish().catch(null),
  recurrence: disabledSchema.nullish().catch(null),
});

const answerSchema = envelopeOf(rawEventTypeSchema);

export function createEventTypeEndpoints(
  transport: Transport,
  version: string,
): EventTypeEndpoints {
  return {
    async get(id, { signal } = {}) {
      const { data } = await transport.request({
        operation: "eventTypes.get",
        method: "GET",
        path: `/v2/event-types/${id}`,
        version,
        schema: answerSchema,
        signal,
      });
      return toEventType(data);
    },
    listOpen: (username, options) =>
      listOpenEventTypes(transport, { username, version, ...options }),
  };
}

function toEventType(raw: z.infer<typeof rawEventTypeSchema>): CalEventType {
  const { bookingWindow, disableRescheduling } = raw;
  return {
    id: raw.id,
    title: raw.title,
    slug: raw.slug,
    lengthInMinutes: raw.lengthInMinutes,
    lengthOptions: raw.lengthInMinutesOptions ?? raw.metadata?.multipleDuration ?? [],
    schedulingType: raw.schedulingType ?? null,
    keepsHost: raw.rescheduleWithSameRoundRobinHost === true,
    ...toGrid(raw),
    beforeEventBuffer: bufferOf(raw.beforeEventBuffer),
    afterEventBuffer: bufferOf(raw.afterEventBuffer),
    ...toConfirmation(raw.confirmationPolicy),
    disableRescheduling: disableRescheduling?.disabled === true,
    rescheduleNoticeMinutes: disableRescheduling?.minutesBefore ?? null,
    minimumBookingNotice: raw.minimumBookingNotice ?? 0,
    bookingWindow: bookingWindow && "type" in bookingWindow ? bookingWindow : null,
    limitPeriod: longestPeriodOf([raw.bookingLimitsCount, raw.bookingLimitsDuration]),
    isSeated: isEnabled(raw.seats),
    isRecurring: isEnabled(raw.recurrence),
  };
}

function toGrid({
  slotInterval,
  offsetStart,
}: z.infer<typeof rawEventTypeSchema>): Pick<CalEventType, "slotInterval" | "offsetStart"> {
  return { slotInterval: slotInterval || null, offsetStart: offsetStart ?? 0 };
}

function bufferOf(minutes: number | null | undefined): number {
  return Math.max(0, minutes ?? 0);
}

const periods = ["year", "month", "week", "day"] as const;

/** A limit that is switched off has no periods. */
function longestPeriodOf(limits: z.infer<typeof limitSchema>[]): CalEventType["limitPeriod"] {
  const isLimited = (period: (typeof periods)[number]) =>
    limits.some((limit) => limit && typeof limit[period] === "number");
  return periods.find(isLimited) ?? null;
}

function toConfirmation(
  policy: z.infer<typeof rawEventTypeSchema>["confirmationPolicy"],
): Pick<CalEventType, "requiresConfirmation" | "confirmationNoticeMinutes" | "pendingBlocksSlot"> {
  return {
    requiresConfirmation: isEnabled(policy),
    confirmationNoticeMinutes: minutesOf(policy?.noticeThreshold),
    pendingBlocksSlot: policy?.blockUnconfirmedBookingsInBooker ?? null,
  };
}

const minutesPerUnit: Readonly<Record<string, number>> = { minutes: 1, hours: 60, days: 24 * 60 };

/** null for a unit that is not known, so that the confirmation counts as always needed. */
function minutesOf(threshold: { unit: string; count: number } | null | undefined): number | null {
  const factor = minutesPerUnit[threshold?.unit ?? ""];
  return threshold && factor !== undefined ? threshold.count * factor : null;
}

/** Cal.com writes an optional feature as null, `{ disabled: true }`, or its settings. */
function isEnabled(feature: { disabled?: boolean | null | undefined } | null | undefined): boolean {
  return feature !== null && feature !== undefined && feature.disabled !== true;
}
