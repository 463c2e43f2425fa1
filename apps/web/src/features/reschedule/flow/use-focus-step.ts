"use client";

import { useEffect, useRef } from "react";

/** Brings a new step’s heading (or the panel about what went wrong) into view and focus, as a new page would; not the first one. */
export function useFocusStep(step: string): void {
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    window.scrollTo({ top: 0 });
    // A panel that says what went wrong keeps the focus it has taken.
    const panel = document.querySelector<HTMLElement>("main [role=alert][tabindex]");
    const target = panel ?? document.querySelector<HTMLElement>("main h1");
    target?.focus({ preventScroll: panel === null });
  }, [step]);
}
