"use client";

import { useEffect, useState } from "react";
import type { Draft } from "./review-step.tsx";

const empty: Draft = { reason: "", isOverride: false };

/**
 * What the person has written for this move. Kept in the tab, so that it survives every error and
 * the way to the settings and back; forgotten once the move is made.
 */
export function useDraft(bookingUlid: string): [Draft, (draft: Draft) => void] {
  const key = `reslot-reason-${bookingUlid}`;
  const [draft, setDraft] = useState(empty);

  useEffect(() => {
    const reason = window.sessionStorage.getItem(key);
    if (reason) setDraft({ reason, isOverride: false });
  }, [key]);

  return [
    draft,
    (changed) => {
      setDraft(changed);
      if (changed.reason) window.sessionStorage.setItem(key, changed.reason);
      else window.sessionStorage.removeItem(key);
    },
  ];
}

/** Forgets what was written for a move that is made. */
export function forgetDraft(bookingUlid: string): void {
  window.sessionStorage.removeItem(`reslot-reason-${bookingUlid}`);
}
