import { formatInstant, parseInstant } from "@reslot/cal";
import { type Interval, judgeSlots, suggestSlots, type Verdict } from "@reslot/cal/availability";
import type { Ports } from "../ports.ts";
import { type Connections, openConnections } from "../cal-connection/open-connection.ts";
import { currentLength } from "./current-length.ts";
import { currentOf, type Participant, type ParticipantContext } from "./participant.ts";
import { readCoachSlots } from "./read-coach-side.ts";
import { type MenteeReading, readMenteeSide } from "./read-mentee-side.ts";
import type { AvailabilityInput } from "./schemas.ts";
import type { Availability } from "./types.ts";

const dayMs = 86_400_000;
const lookAheadMs = 62 * dayMs;

interface JudgedSlot {
  start: number;
  verdict: Verdict;
}

interface Reading {
  durationMinutes: number;
  judged: JudgedSlot[];
  mentee: MenteeReading;
}

/**
 * The starts the coach offers in `[from, to)`, each judged against the mentee's calendar. Past
 * ones are left out. Two rounds of requests: tokens from the database, then both people's
 * calendars side by side; a third one only when the range offers nothing.
 *
 * @throws {AppError} UNSUPPORTED_BOOKING, CAL_UNAVAILABLE, CAL_RATE_LIMITED when the coach's times
 * cannot be read; a mentee's calendar that cannot be read is part of the answer instead
 */
export async function getAvailability(
  { ports, booking }: ParticipantContext,
  input: AvailabilityInput,
): Promise<Availability> {
  const now = ports.clock.now();
  const connections = await openConnections(ports, booking);
  const from = Math.max(parseInstant(input.from), now);
  const window = { start: from, end: Math.max(parseInstant(input.to), from) };
  const reading = await readRange(ports, { booking, connections, window });
  const next = await findNext(ports, { booking, connections, after: window.end, reading });
  const { durationMinutes, judged, mentee } = reading;

  return {
    durationMinutes,
    slots: judged.map(({ start, verdict }) => ({ start: formatInstant(start), verdict })),
    checks: { coach: "checked", mentee: mentee.check },
    suggestions: suggestSlots({
      judged,
      current: currentOf(booking),
      durationMs: durationMinutes * 60_000,
      timeZones: { coach: booking.coach.timeZone, mentee: booking.mentee.timeZone },
      now,
      ...(mentee.check === "checked" && { menteeBusy: withoutMeeting(mentee.busy, booking) }),
    }).map(({ start, reasons }) => ({ start: formatInstant(start), reasons: [...reasons] })),
    nextMutualStart: toIso(next.mutual),
    nextCoachStart: toIso(next.coach),
    asOf: formatInstant(now),
  };
}

interface RangeToRead extends Pick<Participant, "booking"> {
  connections: Connections;
  window: Interval;
}

/** Reads both people's calendars side by side and judges what the coach offers. */
async function readRange(ports: Ports, range: RangeToRead): Promise<Reading> {
  const { booking, connections, window } = range;
  const padded = padToDays(window);
  const [{ starts, durationMinutes }, mentee] = await Promise.all([
    readOffer(ports, { booking, connections, window: padded }),
    readMenteeSide(ports, { booking, mentee: connections.mentee, window: padded }),
  ]);
  const judged = judgeSlots({
    slots: starts.filter((start) => start >= window.start && start < window.end),
    durationMs: durationMinutes * 60_000,
    current: currentOf(booking),
    mentee: mentee.check === "checked" ? mentee : null,
  });
  return { durationMinutes, judged, mentee };
}

/** Slots for the length the meeting will really have: asked for side by side, and again if the booking remembers another length. */
async function readOffer(
  ports: Ports,
  { booking, connections: { coach }, window }: RangeToRead,
): Promise<{ starts: number[]; durationMinutes: number }> {
  const slotsFor = (durationMinutes: number) =>
    readCoachSlots(ports, { booking, coach, window, durationMinutes });
  const [starts, length] = await Promise.all([
    slotsFor(booking.durationMinutes),
    currentLength(ports, { booking, coach }),
  ]);
  if (length === booking.durationMinutes) return { starts, durationMinutes: length };
  return { starts: await slotsFor(length), durationMinutes: length };
}

async function findNext(
  ports: Ports,
  {
    booking,
    connections,
    after,
    reading,
  }: Omit<RangeToRead, "window"> & { after: number; reading: Reading },
): Promise<{ mutual: number | undefined; coach: number | undefined }> {
  const here = firstsOf(reading.judged);
  const found = reading.mentee.check === "checked" ? here.mutual : here.coach;
  if (found !== undefined) return here;

  const window = { start: after, end: after + lookAheadMs };
  const later = firstsOf((await readRange(ports, { booking, connections, window })).judged);
  return { mutual: later.mutual, coach: here.coach ?? later.coach };
}

function firstsOf(judged: readonly JudgedSlot[]): {
  mutual: number | undefined;
  coach: number | undefined;
} {
  return {
    mutual: judged.find(({ verdict }) => verdict === "mutual")?.start,
    coach: judged.find(({ verdict }) => verdict !== "current")?.start,
  };
}

/** Cal.com cuts the coach's hours at the edges of the range, which moves the grid there: a day on either side keeps that away. */
function padToDays({ start, end }: Interval): Interval {
  return {
    start: Math.floor(start / dayMs) * dayMs - dayMs,
    end: Math.ceil(end / dayMs) * dayMs + dayMs,
  };
}

/** The meeting is in the mentee's calendar too; it does not crowd itself. */
function withoutMeeting(busy: readonly Interval[], booking: Participant["booking"]): Interval[] {
  const { start, end } = currentOf(booking);
  return busy.filter((each) => each.start !== start || each.end !== end);
}

function toIso(start: number | undefined): string | null {
  return start === undefined ? null : formatInstant(start);
}
