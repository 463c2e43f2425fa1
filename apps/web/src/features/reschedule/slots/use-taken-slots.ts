"use client";

import type { Availability } from "@reslot/api";
import { changedStarts, goneFrom, toSlots } from "@reslot/react";
import { useMemo, useState } from "react";
import { useLiveChanges } from "@/components/live/live-provider.tsx";
import { api } from "@/trpc/react.tsx";

const none: ReadonlySet<number> = new Set();

/** What answers alone show. */
type Seen = Omit<Gone, "lost" | "refused">;

export interface Gone {
  /** A meeting has their time. */
  readonly taken: ReadonlySet<number>;
  /** Those that were offered one moment and not the next: no refusal has said so. */
  readonly lost: ReadonlySet<number>;
  /** They are not offered any more, for another reason. */
  readonly shifted: ReadonlySet<number>;
  /** Refused, although no meeting is known to have their time; the server may list them for another minute. */
  readonly refused: ReadonlySet<number>;
  /** All that came or were shifted while this day was listed. */
  readonly changed: ReadonlySet<number>;
}

/** How a start was refused when this person tried. */
type MarkRefused = (start: number, as: "taken" | "notOffered") => void;

/** Starts that went while this page was open: between two answers for the same range, or refused when this person tried. */
export function useTakenSlots(
  availability: Availability | undefined,
  { bookingUlid, from, day }: { bookingUlid: string; from: string; day: string },
): [Gone, MarkRefused] {
  const [gone, setGone] = useState<Seen>({
    taken: none,
    shifted: none,
    changed: none,
  });
  const [refused, setRefused] = useState({ taken: none, notOffered: none });
  const [seen, setSeen] = useState({ from, day, availability });
  const [isBooked, setIsBooked] = useIsBooked(bookingUlid);

  // During the render, not in an effect: a time that is taken keeps its button, and with it the
  // focus.
  if (day !== seen.day) {
    setSeen({ ...seen, day });
    setGone({ ...gone, changed: none });
  } else if (availability && availability !== seen.availability) {
    setSeen({ from, day, availability });
    setIsBooked(false);
    if (seen.availability && seen.from === from) {
      const answers = { before: seen.availability, now: availability, isBooked };
      setGone(after(gone, answers));
    }
  }

  const markRefused: MarkRefused = (start, as) =>
    setRefused((known) => ({ ...known, [as]: new Set([...known[as], start]) }));
  const all = useMemo(
    () => ({
      ...gone,
      taken: new Set([...gone.taken, ...refused.taken]),
      lost: new Set([...gone.taken].filter((start) => !refused.taken.has(start))),
      refused: refused.notOffered,
    }),
    [gone, refused],
  );
  return [all, markRefused];
}

/** Whether a meeting with the mentee's coach has changed since the last answer, which is all that the mentee learns of it. */
function useIsBooked(bookingUlid: string) {
  const utils = api.useUtils();
  const state = useState(false);
  const [, setIsBooked] = state;
  useLiveChanges((change) => {
    if (change.kind !== "slots") return;
    const booking = utils.booking.get.getData({ bookingUlid });
    if (booking?.role !== "mentee") return;
    if (booking.counterpart.personUlid === change.coachUserUlid) setIsBooked(true);
  });
  return state;
}

function after(
  known: Seen,
  answers: { before: Availability; now: Availability; isBooked: boolean },
) {
  const offered = new Set(toSlots(answers.now, none).map(({ start }) => start));
  const { taken, shifted } = goneFrom(answers, answers);
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
