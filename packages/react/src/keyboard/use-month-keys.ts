"use client";

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { dayAfterKey } from "./day-after-key.ts";

/**
 * Keyboard navigation of a date grid: see `dayAfterKey`.
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
    const target = dayAfterKey(event, focusedDay);
    if (target === null) return;
    event.preventDefault();
    isMoving.current = true;
    onFocusDay(target);
  }
  return { ref, onKeyDown };
}
