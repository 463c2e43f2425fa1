"use client";

import { addDays, addMonths } from "@reslot/cal/time";
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { firstOfMonth, lastOfMonth } from "@/time/calendar.ts";

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/**
 * Keyboard navigation of a date grid, by the ARIA Authoring Practices: arrows move by days and weeks, Page keys by
 * months and with Shift by years, Home and End to the ends of the month.
 *
 * @returns props for the grid: after a key, the cell with `tabindex="0"` takes the focus
 */
export function useMonthKeys(
  focusedDay: string,
  onFocusDay: (day: string) => void,
): { ref: RefObject<HTMLTableElement | null>; onKeyDown: (event: KeyboardEvent) => void } {
  const ref = useRef<HTMLTableElement>(null);
  const isMoving = useRef(false);
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    ref.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  function onKeyDown(event: KeyboardEvent) {
    const target = targetOf(event, focusedDay);
    if (target === null) return;
    event.preventDefault();
    isMoving.current = true;
    onFocusDay(target);
  }
  return { ref, onKeyDown };
}

function targetOf({ key, shiftKey }: KeyboardEvent, day: string): string | null {
  const step = steps[key];
  if (step !== undefined) return addDays(day, step);
  const months = shiftKey ? 12 : 1;
  if (key === "PageUp") return addMonths(day, -months);
  if (key === "PageDown") return addMonths(day, months);
  if (key === "Home") return firstOfMonth(day);
  return key === "End" ? lastOfMonth(day) : null;
}
