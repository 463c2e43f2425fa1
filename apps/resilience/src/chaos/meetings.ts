import { dayMs, minuteMs } from "@reslot/cal/time";
import type { StackPlan } from "@reslot/launcher";
import { ulid } from "ulid";
import { z } from "zod";
import type { ApiClient, PersonKey } from "./api-client.ts";
import type { ChaosStack } from "./stack/chaos-stack.ts";
import { fromInstant, now, toInstant } from "../clock.ts";
import { postJson } from "../state/fetch-json.ts";
import { queryDatabase } from "../state/query-database.ts";
import type { MeetingKind } from "./scenarios/scenario.ts";

const DAYS_AHEAD = 21;

/** A meeting that scenarios move. */
export interface TestMeeting {
  readonly bookingUlid: string;
  readonly movers: Readonly<Record<"coach" | "mentee", PersonKey>>;
  /** Free starts in epoch ms that no other meeting uses; the meeting moves among them. */
  readonly starts: readonly number[];
}

const bookingSchema = z.object({ startTime: z.string(), durationMinutes: z.number() });
const availabilitySchema = z.object({
  slots: z.array(z.object({ start: z.string(), verdict: z.string() })),
});
const originalSchema = z.object({
  eventTypeId: z.number(),
  mentee: z.object({ name: z.string(), email: z.string(), timeZone: z.string() }),
});
const placedSchema = z.object({ uid: z.string(), end: z.string() });

/** The demo's meetings of one coach. Each kind gets days of its own, so that no meeting takes another's time. */
export async function findMeetings(
  { bookings }: ChaosStack,
  api: ApiClient,
): Promise<Readonly<Record<MeetingKind, TestMeeting>>> {
  const find = async (kind: MeetingKind): Promise<TestMeeting> => {
    const bookingUlid = bookings[kind] ?? "";
    const mentee = kind === "unconnected" ? "menteeUnconnected" : "mentee";
    const starts = await readFreeStarts(api, bookingUlid);
    return { bookingUlid, movers: { coach: "coach", mentee }, starts };
  };
  const kinds = ["connected", "unconnected", "needsConfirmation"] as const;
  const all = [await find(kinds[0]), await find(kinds[1]), await find(kinds[2])] as const;
  const days = [...new Set(all.flatMap(({ starts }) => starts.map(dayOf)))].toSorted(
    (left, right) => left - right,
  );
  const withOwnDays = (index: 0 | 1 | 2): TestMeeting => {
    const { starts, ...meeting } = all[index];
    const isOwn = (start: number) => days.indexOf(dayOf(start)) % kinds.length === index;
    return { ...meeting, starts: starts.filter(isOwn) };
  };
  return {
    connected: withOwnDays(0),
    unconnected: withOwnDays(1),
    needsConfirmation: withOwnDays(2),
  };
}

/**
 * Starts at which both people are free, none of which overlaps another or the present one. The present
 * start is not among them: the demo may have put it over another event of the mentee.
 */
async function readFreeStarts(api: ApiClient, bookingUlid: string): Promise<number[]> {
  const query = async (path: string, input: unknown): Promise<unknown> => {
    const result = await api.query("coach", path, input);
    if (result.kind !== "data") throw new Error(`${path} returned no data.`);
    return result.data;
  };
  const booking = bookingSchema.parse(await query("booking.get", { bookingUlid }));
  const window = {
    from: toInstant(now()),
    to: toInstant(now() + DAYS_AHEAD * dayMs),
    timeZone: "UTC",
  };
  const availability = availabilitySchema.parse(
    await query("booking.availability", { bookingUlid, ...window }),
  );
  const free = availability.slots.filter(
    ({ verdict }) => verdict === "mutual" || verdict === "menteeUnknown",
  );
  const current = fromInstant(booking.startTime);
  const lengthMs = booking.durationMinutes * minuteMs;
  const starts = free.map(({ start }) => fromInstant(start));
  return withoutOverlaps(starts, { lengthMs, current });
}

const dayOf = (start: number): number => Math.floor(start / dayMs);

/** Drops starts until no two meetings of that length overlap, nor one at the current start. */
function withoutOverlaps(
  starts: readonly number[],
  { lengthMs, current }: { lengthMs: number; current: number },
): number[] {
  const overlaps = (left: number, right: number) => Math.abs(left - right) < lengthMs;
  const kept: number[] = [];
  for (const start of starts.toSorted((left, right) => left - right)) {
    const last = kept.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (!overlaps(start, last) && !overlaps(start, current)) kept.push(start);
  }
  return kept;
}

/**
 * Books another meeting of the same two people and event type, at Cal.com and in the database.
 *
 * @returns the new booking's ULID
 */
export async function copyMeeting(
  plan: StackPlan,
  bookingUlid: string,
  start: number,
): Promise<string> {
  const select = `select b."eventTypeId", to_jsonb(u) as "mentee" from "Bookings" b
    join "User" u on u."ulid" = b."menteeUserUlid"`;
  const [row] = await queryDatabase(plan, `${select} where b."ulid" = '${bookingUlid}'`);
  const { eventTypeId, mentee } = originalSchema.parse(row);
  const booking = { eventTypeId, start: toInstant(start), attendee: mentee };
  const placed = await postJson(`${plan.urls.calUrl}/_sandbox/bookings`, booking);
  const { uid, end } = placedSchema.parse(placed);
  const newUlid = ulid();
  await queryDatabase(
    plan,
    `insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
        "eventTypeId", "durationMinutes", "startTime", "endTime")
      select '${newUlid}', '${uid}', "coachUserUlid", "menteeUserUlid", "title", "eventTypeId",
        "durationMinutes", '${toInstant(start)}', '${end}' from "Bookings" where "ulid" = '${bookingUlid}';
      insert into "BookingCalRefs" ("calBookingUid", "bookingUlid") values ('${uid}', '${newUlid}')`,
  );
  return newUlid;
}
