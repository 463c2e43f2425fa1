import type { CalBookingWindow, CalEventType } from "@reslot/cal";
import { formatInstant, minuteMs, wallClockAt } from "@reslot/cal/time";
import type { AppErrorCode } from "../core/errors/payload.ts";

interface MissingStart {
  /** Epoch ms. */
  start: number;
  now: number;
  /** The coach's, in which days are counted; without it a window of days explains nothing. */
  timeZone: string | null;
}

/**
 * Which of the event type's rules keeps a start out of Cal.com's list. Cal.com gives no reason, so
 * this is inferred from the rules it exposes; what they do not explain is reported as taken.
 */
export function unavailableReason(
  eventType: CalEventType | null,
  missing: MissingStart,
): Extract<AppErrorCode, "NOTICE_TOO_SHORT" | "OUTSIDE_BOOKING_WINDOW" | "SLOT_TAKEN"> {
  if (!eventType) return "SLOT_TAKEN";
  const noticeMs = eventType.minimumBookingNotice * minuteMs;
  if (missing.start < missing.now + noticeMs) return "NOTICE_TOO_SHORT";
  const isOutside = eventType.bookingWindow && isOutsideWindow(eventType.bookingWindow, missing);
  return isOutside ? "OUTSIDE_BOOKING_WINDOW" : "SLOT_TAKEN";
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
