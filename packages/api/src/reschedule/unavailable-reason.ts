import type { CalBookingWindow, CalEventType } from "@reslot/cal";
import { formatInstant, type Interval, minuteMs, wallClockAt } from "@reslot/cal/time";
import type { AppErrorCode, ErrorDetails } from "../core/errors/payload.ts";
import { overlaps } from "../infra/cache/recent-moves.ts";

interface MissingStart {
  /** Epoch ms. */
  start: number;
  end: number;
  now: number;
  /** The coach's, in which days are counted; without it a window of days explains nothing. */
  timeZone: string | null;
  /** The coach's other meetings around it, as far as we know them. */
  taken: readonly Interval[];
}

interface Unavailable {
  code: Extract<AppErrorCode, "NOTICE_TOO_SHORT" | "OUTSIDE_BOOKING_WINDOW" | "SLOT_TAKEN">;
  details?: ErrorDetails;
}

/**
 * Why a start is not in Cal.com's list. Cal.com gives no reason, so this is inferred from the rules that it
 * exposes and the meetings that we know. What they do not explain is not offered: it may be outside the
 * coach's hours, between two starts, or an appointment that only Cal.com sees.
 */
export function unavailableReason(
  eventType: CalEventType | null,
  missing: MissingStart,
): Unavailable {
  const code = eventType && brokenRule(eventType, missing);
  if (code) return { code };
  if (missing.taken.some((each) => overlaps(each, missing))) return { code: "SLOT_TAKEN" };
  return { code: "SLOT_TAKEN", details: { reason: "notOffered" } };
}

function brokenRule(eventType: CalEventType, missing: MissingStart): Unavailable["code"] | null {
  const noticeMs = eventType.minimumBookingNotice * minuteMs;
  if (missing.start < missing.now + noticeMs) return "NOTICE_TOO_SHORT";
  const isOutside = eventType.bookingWindow && isOutsideWindow(eventType.bookingWindow, missing);
  return isOutside ? "OUTSIDE_BOOKING_WINDOW" : null;
}

function isOutsideWindow(
  window: CalBookingWindow,
  { start, now, timeZone }: MissingStart,
): boolean {
  if (window.type === "range") {
    const day = formatInstant(start).slice(0, 10);
    const [first = day, last = day] = window.value.map((date) => date.slice(0, 10));
    return day < first || day > last;
  }
  if (timeZone === null) return false;
  const today = wallClockAt(now, timeZone);
  const days = wallClockAt(start, timeZone).dayNumber - today.dayNumber;
  return (window.type === "calendarDays" ? days : workdaysIn(days, today.weekday)) > window.value;
}

/** Mondays to Fridays among the next `days` days after a weekday (0 = Sunday). */
function workdaysIn(days: number, weekday: number): number {
  const wholeWeeks = Math.floor(days / 7);
  const rest = Array.from(
    { length: Math.max(0, days - wholeWeeks * 7) },
    (_, i) => (weekday + 1 + i) % 7,
  );
  return wholeWeeks * 5 + rest.filter((day) => day !== 0 && day !== 6).length;
}
