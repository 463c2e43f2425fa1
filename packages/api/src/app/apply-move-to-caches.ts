import type { CalBooking } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import { AppError } from "../core/errors/app-error.ts";
import type { Pair } from "../infra/cache/caches.ts";
import type { Ports } from "./ports.ts";
import { currentOf } from "../core/participant.ts";
import { menteeTimesOf } from "../availability/mentee-calendar.ts";

interface MadeMove {
  bookingUlid: string;
  from: { startTime: string; endTime: string };
  /** The booking as Cal.com has it since. */
  to: CalBooking;
}

/**
 * Brings what this process remembers of calendars in step with a move that Cal.com has made: its
 * lists show it only later. One query where the booking's people are not known yet.
 */
export async function rememberMove(ports: Ports, move: MadeMove): Promise<void> {
  const { to } = move;
  const { coachUserUlid, menteeUserUlid } = await pairOf(ports, move.bookingUlid);
  ports.caches.moves.note({
    coachUserUlid,
    eventTypeId: to.eventTypeId ?? to.eventType?.id ?? 0,
    from: currentOf(move.from),
    to: { start: parseInstant(to.start), end: parseInstant(to.end) },
    toCalUid: to.uid,
  });
  for (const userUlid of [coachUserUlid, menteeUserUlid]) {
    ports.caches.menteeTimes.forget(menteeTimesOf(userUlid));
  }
}

function pairOf(ports: Ports, bookingUlid: string): Promise<Pair> {
  return ports.caches.pairs.get(bookingUlid, async () => {
    const booking = await ports.db.bookings.getByUlid(bookingUlid);
    if (!booking) throw new AppError("NOT_FOUND");
    const { coachUserUlid, menteeUserUlid } = booking;
    return { coachUserUlid, menteeUserUlid };
  });
}
