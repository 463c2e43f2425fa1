import { z } from "zod";
import { type Transport } from "../http/transport.ts";
import { dayMs, minuteMs } from "../time/durations.ts";
import { parseInstant } from "../time/instant.ts";
import { type Interval } from "../time/interval.ts";
import { instantSchema } from "../http/instant-schema.ts";
import { parseRows } from "../http/rows.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";

interface ListSlotsQuery {
  readonly eventTypeId: number;
  /** ISO 8601 instant or "YYYY-MM-DD" (UTC). */
  readonly start: string;
  /** As `start`; a midnight counts as the end of that day. */
  readonly end: string;
  /** IANA zone; decides the offsets of the answer and the grid. UTC by default. */
  readonly timeZone?: string | undefined;
  /** Length of the meeting; by default the event type's own. */
  readonly durationMinutes?: number | undefined;
  /** The booking to be moved: its own time then counts as free. */
  readonly bookingUidToReschedule?: string | undefined;
}

export interface SlotEndpoints {
  /**
   * The starts at which the host of an event type can be booked, as Cal.com wrote them, in
   * ascending order. Public: the token is ignored. Cal.com caches them for up to 2 s and never
   * considers the attendee's calendar. A day or a slot that cannot be read is not offered, and neither is
   * one outside of `[start, end)`, which Cal.com names for rolling booking windows.
   *
   * @throws {CalError} NOT_FOUND for an unknown event type.
   */
  list(query: ListSlotsQuery, options?: CallOptions): Promise<string[]>;
  /**
   * The default length of an event type in minutes, which its slots show to anyone; null where none is
   * offered between the two.
   *
   * @throws {CalError} NOT_FOUND for an unknown event type.
   */
  defaultLength(
    query: Pick<ListSlotsQuery, "eventTypeId" | "start" | "end">,
    options?: CallOptions,
  ): Promise<number | null>;
}

const slotSchema = z.object({ start: instantSchema });
const rangeSchema = slotSchema.extend({ end: instantSchema });

/** Days without a list are skipped like slots without a start; an answer without any other is none. */
const daysOf = <T>(schema: z.ZodType<T>) =>
  z.record(z.string(), z.unknown()).transform((days, context) => {
    const slots = Object.values(days).flatMap((day): unknown[] =>
      Array.isArray(day) ? day : [day],
    );
    const parsed = parseRows(schema, slots);
    if (parsed.rows.length === 0 && slots.length > 0) context.addIssue({ code: "custom" });
    return parsed;
  });
const answerSchema = envelopeOf(daysOf(slotSchema));
const rangesSchema = envelopeOf(daysOf(rangeSchema));

export function createSlotEndpoints(transport: Transport, version: string): SlotEndpoints {
  return {
    async list(query, { signal } = {}) {
      const { durationMinutes, ...rest } = query;
      const { data } = await transport.request({
        operation: "slots.list",
        method: "GET",
        path: "/v2/slots",
        query: { ...rest, duration: durationMinutes },
        version,
        schema: answerSchema,
        skippedIn: (answer) => answer.data.unreadable,
        signal,
      });
      return inOrder(
        data.rows.map(({ start }) => start),
        rangeOf(query),
      );
    },
    async defaultLength(query, { signal } = {}) {
      const { data } = await transport.request({
        operation: "slots.defaultLength",
        method: "GET",
        path: "/v2/slots",
        query: { ...query, timeZone: "UTC", format: "range" },
        version,
        schema: rangesSchema,
        skippedIn: (answer) => answer.data.unreadable,
        signal,
      });
      const [slot] = data.rows;
      return slot ? (parseInstant(slot.end) - parseInstant(slot.start)) / minuteMs : null;
    },
  };
}

/** As Cal.com reads the two: a midnight at the end means the end of its day. */
function rangeOf({ start, end }: ListSlotsQuery): Interval {
  const to = parseDay(end);
  return { start: parseDay(start), end: to % dayMs === 0 ? to + dayMs : to };
}

function parseDay(text: string): number {
  return parseInstant(text.length === "YYYY-MM-DD".length ? `${text}T00:00:00Z` : text);
}

/** Sorts by instant: offsets differ around clock changes, so text order would be wrong. */
function inOrder(starts: readonly string[], asked: Interval): string[] {
  return starts
    .map((start) => ({ start, at: parseInstant(start) }))
    .filter(({ at }) => at >= asked.start && at < asked.end)
    .toSorted((left, right) => left.at - right.at)
    .map(({ start }) => start);
}
