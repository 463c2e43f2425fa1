"use client";

import type { KeyboardEvent } from "react";
import { useRovingFocus } from "./use-roving-focus.ts";

/**
 * One tab stop for the whole week: up and down move within a day, left and right to the nearest
 * time of another day.
 */
export function useWeekFocus<Container extends HTMLElement>() {
  const roving = useRovingFocus<Container>();
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const target = step === undefined ? null : nearestOnOtherDay(roving.ref.current, step);
    if (step === undefined) roving.onKeyDown(event);
    else event.preventDefault();
    target?.focus();
  }
  return { ...roving, onKeyDown };
}

function nearestOnOtherDay(container: HTMLElement | null, step: number): HTMLElement | null {
  const focused = document.activeElement;
  if (!container || !(focused instanceof HTMLElement)) return null;
  const columns = [...container.querySelectorAll<HTMLElement>("[data-column]")];
  const index = columns.findIndex((column) => column.contains(focused));
  const others = step > 0 ? columns.slice(index + 1) : columns.slice(0, index).toReversed();
  const distance = (slot: HTMLElement) => Math.abs(slot.offsetTop - focused.offsetTop);
  for (const column of others) {
    const slots = [...column.querySelectorAll<HTMLElement>("[data-slot]")];
    const [nearest] = slots.toSorted((left, right) => distance(left) - distance(right));
    // Phones show one day only.
    if (nearest?.offsetParent) return nearest;
  }
  return null;
}
