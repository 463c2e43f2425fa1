import { daysBetween, localDay, localMinutes } from "@reslot/cal/time";

/**
 * What a move changes on the wall clock: "1 day and 2 h later", "Same day, 1 h earlier",
 * "2 days later, 1 h earlier". Read in the person's own zone, so a night that loses an hour does
 * not turn "next day, same time" into 23 h.
 */
export function deltaText(from: number, to: number, timeZone: string): string {
  const days = daysBetween(localDay(from, timeZone), localDay(to, timeZone));
  const minutes = localMinutes(to, timeZone) - localMinutes(from, timeZone);
  if (days === 0 && minutes === 0) return "Same time";
  if (days === 0) return `Same day, ${length(minutes)} ${direction(minutes)}`;
  const dayPart = daysText(Math.abs(days));
  if (minutes === 0) return `${dayPart} ${direction(days)}, same time`;
  const agree = Math.sign(days) === Math.sign(minutes);
  return agree
    ? `${dayPart} and ${length(minutes)} ${direction(days)}`
    : `${dayPart} ${direction(days)}, ${length(minutes)} ${direction(minutes)}`;
}

function daysText(days: number): string {
  if (days % 7 === 0) return days === 7 ? "1 week" : `${days / 7} weeks`;
  return days === 1 ? "1 day" : `${days} days`;
}

function direction(amount: number): "later" | "earlier" {
  return amount < 0 ? "earlier" : "later";
}

/** "45 min", "2 h", "1 h 30 min". */
export function durationText(minutes: number): string {
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

const length = durationText;

/** "12 s ago", "4 min ago", "3 h ago", "2 days ago"; "just now" below five seconds. */
export function agoText(ms: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - ms) / 1000));
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.round(hours / 24);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}
