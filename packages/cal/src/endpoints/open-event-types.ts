import { z } from "zod";
import { type Transport } from "../http/transport.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";

/**
 * An event type whose slots are nothing but its owner's free time: no window, buffer, limit, offset,
 * seats, series or further host narrows them.
 */
export interface CalOpenEventType {
  readonly id: number;
  readonly lengthInMinutes: number;
  /** Minutes between starts. */
  readonly slotInterval: number;
  /** Minutes between now and the first slot. */
  readonly noticeMinutes: number;
  /** null: the owner's default schedule. */
  readonly scheduleId: number | null;
}

const feature = z.unknown().optional();
const answerSchema = envelopeOf(z.array(z.unknown()));
const eventTypeSchema = z.object({
  id: z.number(),
  lengthInMinutes: z.number().positive(),
  slotInterval: z.number().nullish(),
  minimumBookingNotice: z.number().nullish(),
  scheduleId: z.number().nullish(),
  beforeEventBuffer: feature,
  afterEventBuffer: feature,
  offsetStart: feature,
  bookingWindow: feature,
  bookingLimitsCount: feature,
  bookingLimitsDuration: feature,
  bookerActiveBookingsLimit: feature,
  onlyShowFirstAvailableSlot: feature,
  seats: feature,
  recurrence: feature,
  schedulingType: feature,
  teamId: feature,
});

/**
 * The account's event types whose slots are its owner's free time, as Cal.com itself sees it. One that
 * cannot be read is left out.
 */
export async function listOpenEventTypes(
  transport: Transport,
  { username, version, signal }: CallOptions & { username: string; version: string },
): Promise<CalOpenEventType[]> {
  const { data } = await transport.request({
    operation: "eventTypes.listOpen",
    method: "GET",
    path: "/v2/event-types",
    query: { username },
    version,
    schema: answerSchema,
    signal,
  });
  return data.flatMap((row) => toOpenEventType(row) ?? []);
}

function toOpenEventType(row: unknown): CalOpenEventType | null {
  const { data } = eventTypeSchema.safeParse(row);
  if (!data) return null;
  const { id, lengthInMinutes, slotInterval, minimumBookingNotice, scheduleId, ...rest } = data;
  if (Object.values(rest).some(isUsed)) return null;
  return {
    id,
    lengthInMinutes,
    slotInterval: slotInterval || lengthInMinutes,
    noticeMinutes: minimumBookingNotice ?? 0,
    scheduleId: scheduleId ?? null,
  };
}

/** Cal.com writes what is not used as absent, null, 0, false, an empty list or `{ disabled: true }`. */
function isUsed(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) {
    return !("disabled" in value && value.disabled === true);
  }
  return Boolean(value);
}
