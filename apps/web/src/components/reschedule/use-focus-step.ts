"use client";

import { useEffect, useRef } from "react";

/** Brings a new step's heading into view and focus, as a new page would; not the first one. */
export function useFocusStep(step: string): void {
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    window.scrollTo({ top: 0 });
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  }, [step]);
}
