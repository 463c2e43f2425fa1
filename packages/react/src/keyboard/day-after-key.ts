import { addDays, addMonths } from "@reslot/cal/time";
import { firstOfMonth, lastOfMonth } from "../time/calendar.ts";

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/**
 * The day to which a key moves the focus in a date grid, by the ARIA Authoring Practices: arrows by days and weeks,
 * Page keys by months and with Shift by years, Home and End to the ends of the month; null for any other key.
 */
export function dayAfterKey(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  day: string,
): string | null {
  const step = steps[key];
  if (step !== undefined) return addDays(day, step);
  const months = shiftKey ? 12 : 1;
  if (key === "PageUp") return addMonths(day, -months);
  if (key === "PageDown") return addMonths(day, months);
  if (key === "Home") return firstOfMonth(day);
  return key === "End" ? lastOfMonth(day) : null;
}
