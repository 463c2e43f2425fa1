"use client";

import type { Availability } from "@reslot/api";
import { changedStarts, goneFrom, toSlots } from "@reslot/react";
import { useMemo, useState } from "react";
import { serverClock } from "@/components/display/server-clock.ts";

const none: ReadonlySet<number> = new Set();

export interface Gone {
  /** Their time is not offered any more. */
  readonly taken: ReadonlySet<number>;
  /** Those that were offered one moment and not the next: no refusal has said so. */
  readonly lost: ReadonlySet<number>;
  /** Their time still is, but nothing begins then. */
  readonly shifted: ReadonlySet<number>;
  /** All that came or were shifted while this day was listed. */
  readonly changed: ReadonlySet<number>;
}

/**
 * Starts that went while this page was open: between two answers for the same range, or refused as taken
 * when this person tried.
 */
export function useTakenSlots(
  availability: Availability | undefined,
  { rangeKey, day }: { rangeKey: string; day: string },
): [Gone, (start: number) => void] {
  const [gone, setGone] = useState<Omit<Gone, "lost">>({
    taken: none,
    shifted: none,
    changed: none,
  });
  const [refused, setRefused] = useState(none);
  const [seen, setSeen] = useState({ rangeKey, day, availability });

  // During the render, not in an effect: a time that is taken keeps its button, and with it the
  // focus.
  if (day !== seen.day) {
    setSeen({ ...seen, day });
    setGone({ ...gone, changed: none });
  } else if (availability && availability !== seen.availability) {
    setSeen({ rangeKey, day, availability });
    if (seen.availability && seen.rangeKey === rangeKey) {
      setGone(after(gone, { before: seen.availability, now: availability }));
    }
  }

  const markTaken = (start: number) => setRefused((known) => new Set([...known, start]));
  const all = useMemo(
    () => ({
      ...gone,
      taken: new Set([...gone.taken, ...refused]),
      lost: new Set([...gone.taken].filter((start) => !refused.has(start))),
    }),
    [gone, refused],
  );
  return [all, markTaken];
}

function after(known: Omit<Gone, "lost">, answers: { before: Availability; now: Availability }) {
  const offered = new Set(toSlots(answers.now, none).map(({ start }) => start));
  const { taken, shifted } = goneFrom(answers, serverClock.now());
  const isGone = (start: number) => !offered.has(start);
  return {
    taken: new Set([...known.taken, ...taken].filter(isGone)),
    shifted: new Set([...known.shifted, ...shifted].filter(isGone)),
    changed: new Set([
      ...known.changed,
      ...changedStarts(answers).filter((start) => !taken.includes(start)),
    ]),
  };
}
