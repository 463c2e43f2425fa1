"use client";

import type { Availability } from "@reslot/api";
import { systemClock } from "@reslot/cal/time";
import { useState } from "react";
import { toSlots, vanished } from "./slots.ts";

const none: ReadonlySet<number> = new Set();

/**
 * Starts that were taken while this page was open: gone between two answers for the same range, or
 * refused as taken when this person tried.
 */
export function useTakenSlots(
  availability: Availability | undefined,
  rangeKey: string,
): [ReadonlySet<number>, (start: number) => void] {
  const [taken, setTaken] = useState(none);
  const [seen, setSeen] = useState({ rangeKey, availability });

  // During the render, not in an effect: a time that is gone keeps its button, and with it the
  // focus.
  if (availability && availability !== seen.availability) {
    setSeen({ rangeKey, availability });
    if (seen.availability && seen.rangeKey === rangeKey) {
      const before = toSlots(seen.availability, none);
      const gone = vanished(before, toSlots(availability, none), systemClock.now());
      if (gone.length > 0) setTaken(new Set([...taken, ...gone]));
    }
  }

  const markTaken = (start: number) => setTaken((known) => new Set([...known, start]));
  return [taken, markTaken];
}
