"use client";

import { useEffect, useRef } from "react";

/**
 * Scrolls to and focuses the heading of a new step, or its error panel, as a new page would; not
 * the first one.
 */
export function useFocusStep(step: string): void {
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    window.scrollTo({ top: 0 });
    // An error panel keeps the focus that it has taken.
    const panel = document.querySelector<HTMLElement>("main [role=alert][tabindex]");
    const target = panel ?? document.querySelector<HTMLElement>("main h1");
    target?.focus({ preventScroll: panel === null });
  }, [step]);
}
