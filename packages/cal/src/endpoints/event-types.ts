import { z } from "zod";
import { type Transport } from "../http/transport.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";

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
  readonly lengthInMinutes: number;
  /** True when a move by the attendee may need the host's confirmation. */
  readonly requiresConfirmation: boolean;
  /** True when rescheduling is disabled; Cal.com's API does not enforce it. */
  readonly disableRescheduling: boolean;
  /** Rescheduling ends this many minutes before the meeting; null: no such limit. */
  readonly rescheduleNoticeMinutes: number | null;
  /** Minutes between now and the earliest new start. */
  readonly minimumBookingNotice: number;
  readonly bookingWindow: CalBookingWindow | null;
  readonly isSeated: boolean;
  readonly isRecurring: boolean;
}

export interface EventTypeEndpoints {
  /** @throws {CalError} NOT_FOUND when it does not exist or is not visible to the token. */
  get(id: number, options?: CallOptions): Promise<CalEventType>;
}

const disabledSchema = z.object({ disabled: z.boolean().optional() });

const rawEventTypeSchema = z.object({
  id: z.number(),
  title: z.string(),
  slug: z.string(),
  lengthInMinutes: z.number(),
  minimumBookingNotice: z.number().nullish(),
  confirmationPolicy: disabledSchema.extend({ type: z.string().optional() }).nullish(),
  disableRescheduling: disabledSchema.extend({ minutesBefore: z.number().nullish() }).nullish(),
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
    .nullish(),
  seats: disabledSchema.nullish(),
  recurrence: disabledSchema.nullish(),
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
  };
}

function toEventType(raw: z.infer<typeof rawEventTypeSchema>): CalEventType {
  const { bookingWindow, disableRescheduling } = raw;
  return {
    id: raw.id,
    title: raw.title,
    slug: raw.slug,
    lengthInMinutes: raw.lengthInMinutes,
    requiresConfirmation: isEnabled(raw.confirmationPolicy),
    disableRescheduling: disableRescheduling?.disabled === true,
    rescheduleNoticeMinutes: disableRescheduling?.minutesBefore ?? null,
    minimumBookingNotice: raw.minimumBookingNotice ?? 0,
    bookingWindow: bookingWindow && "type" in bookingWindow ? bookingWindow : null,
    isSeated: isEnabled(raw.seats),
    isRecurring: isEnabled(raw.recurrence),
  };
}

/** Cal.com writes an optional feature as null, `{ disabled: true }`, or its settings. */
function isEnabled(feature: { disabled?: boolean | undefined } | null | undefined): boolean {
  return feature !== null && feature !== undefined && feature.disabled !== true;
}
