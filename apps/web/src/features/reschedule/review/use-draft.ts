"use client";

import { useState, useSyncExternalStore } from "react";

/** What the person has entered about a move, apart from its time. */
export interface Draft {
  reason: string;
  /** Confirms a time that conflicts with the mentee's calendar. */
  isOverride: boolean;
  /** Confirms that the present time is released before the coach has confirmed the new one. */
  isGivenUp: boolean;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keyOf(bookingUlid: string): string {
  return `reslot-reason-${bookingUlid}`;
}

function write(bookingUlid: string, reason: string): void {
  if (reason) window.sessionStorage.setItem(keyOf(bookingUlid), reason);
  else window.sessionStorage.removeItem(keyOf(bookingUlid));
  for (const listener of listeners) listener();
}

/**
 * What the person has entered for this move. The reason is kept in sessionStorage, so that it
 * survives errors and a visit to the settings; it is deleted once the move is made.
 */
export function useDraft(bookingUlid: string): [Draft, (draft: Draft) => void] {
  const [isOverride, setIsOverride] = useState(false);
  const [isGivenUp, setIsGivenUp] = useState(false);
  const reason = useSyncExternalStore(
    subscribe,
    () => window.sessionStorage.getItem(keyOf(bookingUlid)) ?? "",
    () => "",
  );
  return [
    { reason, isOverride, isGivenUp },
    (changed) => {
      setIsGivenUp(changed.isGivenUp);
      setIsOverride(changed.isOverride);
      write(bookingUlid, changed.reason);
    },
  ];
}

/** Deletes what was entered for a move, once that is made. */
export function forgetDraft(bookingUlid: string): void {
  write(bookingUlid, "");
}
