"use client";

import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { indexAfterKey } from "./index-after-key.ts";

/**
 * Makes the `[data-slot]` buttons inside one element a single tab stop: Tab enters at the pressed
 * one (else at the first), arrows, Home and End move inside.
 */
export function useRovingFocus<Container extends HTMLElement>() {
  const container = useRef<Container>(null);
  const current = useRef<string | null>(null);

  useLayoutEffect(() => {
    const items = itemsIn(container.current);
    const stop =
      items.find((item) => item.dataset["slot"] === current.current) ??
      items.find((item) => item.getAttribute("aria-pressed") === "true") ??
      items[0];
    for (const item of items) item.tabIndex = item === stop ? 0 : -1;
  });

  function onKeyDown(event: KeyboardEvent) {
    const items = itemsIn(container.current);
    const index = items.findIndex((item) => item === document.activeElement);
    if (index < 0) return;
    const target = indexAfterKey(event.key, { index, count: items.length });
    if (target === null) return;
    event.preventDefault();
    items[target]?.focus();
  }

  function onFocus(event: FocusEvent) {
    const items = itemsIn(container.current);
    const focused = items.find((item) => item === event.target);
    if (!focused) return;
    current.current = focused.dataset["slot"] ?? null;
    for (const item of items) item.tabIndex = item === focused ? 0 : -1;
  }

  return { ref: container, onKeyDown, onFocus };
}

function itemsIn(container: HTMLElement | null): HTMLElement[] {
  return [...(container?.querySelectorAll<HTMLElement>("[data-slot]") ?? [])];
}
