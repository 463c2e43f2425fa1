import { z } from "zod";
import type { MeetingKind } from "./scenarios.ts";
import { fromInstant, now, toInstant } from "./clock.ts";
import type { DrillApi, PersonKey } from "./api-client.ts";
import type { DrillStack } from "./stack.ts";

const DAYS_AHEAD = 21;
const DAY = 86_400_000;
const MINUTE = 60_000;

/** A meeting that the drill moves about. */
export interface DrillMeeting {
  readonly bookingUlid: string;
  readonly movers: Readonly<Record<"coach" | "mentee", PersonKey>>;
  /** Starts in ms that are this meeting's alone; it goes round them. */
  readonly starts: readonly number[];
}

export type DrillMeetings = Readonly<Record<MeetingKind, DrillMeeting>>;

const bookingSchema = z.object({ startTime: z.string(), durationMinutes: z.number() });
const offerSchema = z.object({
  slots: z.array(z.object({ start: z.string(), verdict: z.string() })),
});

interface Offer {
  readonly current: number;
  /** Every start at which the meeting may be, in ms, none of which touches another one. */
  readonly starts: readonly number[];
}

/**
 * The demo's meetings of one coach. Each kind has days of its own, so that none of them ever takes
 * another's time away.
 */
export async function findMeetings(stack: DrillStack, api: DrillApi): Promise<DrillMeetings> {
  const find = async (kind: MeetingKind): Promise<DrillMeeting & { current: number }> => {
    const bookingUlid = stack.bookings[kind] ?? "";
    const mentee = kind === "unconnected" ? "menteeUnconnected" : "mentee";
    const offer = await readOffer(api, bookingUlid);
    return { bookingUlid, movers: { coach: "coach", mentee }, ...offer };
  };
  const kinds = ["connected", "unconnected", "needsConfirmation"] as const;
  const all = [await find(kinds[0]), await find(kinds[1]), await find(kinds[2])] as const;
  const days = [...new Set(all.flatMap(({ starts }) => starts.map(dayOf)))].toSorted(
    (left, right) => left - right,
  );
  const own = (index: 0 | 1 | 2): DrillMeeting => {
    const { current, starts, ...meeting } = all[index];
    const isOwn = (start: number) => days.indexOf(dayOf(start)) % kinds.length === index;
    return { ...meeting, starts: starts.filter((start) => start === current || isOwn(start)) };
  };
  return { connected: own(0), unconnected: own(1), needsConfirmation: own(2) };
}

async function readOffer(api: DrillApi, bookingUlid: string): Promise<Offer> {
  const ask = async (path: string, input: unknown): Promise<unknown> => {
    const answer = await api.query("coach", path, input);
    if (answer.kind !== "data") throw new Error(`${path} gave no data.`);
    return answer.data;
  };
  const booking = bookingSchema.parse(await ask("booking.get", { bookingUlid }));
  const window = {
    from: toInstant(now()),
    to: toInstant(now() + DAYS_AHEAD * DAY),
    timeZone: "UTC",
  };
  const offer = offerSchema.parse(await ask("booking.availability", { bookingUlid, ...window }));
  const free = offer.slots.filter(
    ({ verdict }) => verdict === "mutual" || verdict === "menteeUnknown",
  );
  const current = fromInstant(booking.startTime);
  const lengthMs = booking.durationMinutes * MINUTE;
  const starts = [current, ...free.map(({ start }) => fromInstant(start))];
  return { current, starts: withoutOverlaps(starts, { lengthMs, current }) };
}

const dayOf = (start: number): number => Math.floor(start / DAY);

/** Times that none of the others touches, so that a meeting at one never takes another away. */
function withoutOverlaps(
  starts: readonly number[],
  { lengthMs, current }: { lengthMs: number; current: number },
): number[] {
  const touches = (left: number, right: number) => Math.abs(left - right) < lengthMs;
  const kept: number[] = [];
  for (const start of starts.toSorted((left, right) => left - right)) {
    const last = kept.at(-1) ?? Number.NEGATIVE_INFINITY;
    const isFree = !touches(start, last) && (start === current || !touches(start, current));
    if (isFree) kept.push(start);
  }
  return kept;
}
