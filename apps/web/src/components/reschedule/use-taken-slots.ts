"use client";

import type { Availability } from "@reslot/api";
import { useEffect, useRef, useState } from "react";
import { now } from "@/time/clock.ts";
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
  const previous = useRef<{ rangeKey: string; availability: Availability } | null>(null);

  useEffect(() => {
    if (!availability) return;
    const before = previous.current;
    previous.current = { rangeKey, availability };
    if (before?.rangeKey !== rangeKey) return;
    const gone = vanished(
      toSlots(before.availability, nobody),
      toSlots(availability, nobody),
      now(),
    );
    if (gone.length > 0) setTaken((known) => new Set([...known, ...gone]));
  }, [availability, rangeKey]);

  const markTaken = (start: number) => setTaken((known) => new Set([...known, start]));
  return [taken, markTaken];
}
