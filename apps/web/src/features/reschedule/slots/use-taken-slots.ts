"use client";

import type { Availability } from "@reslot/api";
import { systemClock } from "@reslot/cal/time";
import { useState } from "react";
import { toSlots, vanished } from "./slots.ts";

const nobody: ReadonlySet<number> = new Set();

/**
 * Starts that were offered while this page was open and then taken: by somebody else between two
 * answers for the same range, or as the server said when this person tried.
 */
export function useTakenSlots(
  availability: Availability | undefined,
  rangeKey: string,
): [ReadonlySet<number>, (start: number) => void] {
  const [taken, setTaken] = useState(nobody);
  const [seen, setSeen] = useState({ rangeKey, availability });

  // While drawing, not after it: a time that is gone keeps its button, and with it the focus.
  if (availability && availability !== seen.availability) {
    setSeen({ rangeKey, availability });
    if (seen.availability && seen.rangeKey === rangeKey) {
      const before = toSlots(seen.availability, nobody);
      const gone = vanished(before, toSlots(availability, nobody), systemClock.now());
      if (gone.length > 0) setTaken(new Set([...taken, ...gone]));
    }
  }

  const markTaken = (start: number) => setTaken((known) => new Set([...known, start]));
  return [taken, markTaken];
}
