"use client";

import { useState, useSyncExternalStore } from "react";

/** What the person has decided about a move besides its time. */
export interface Draft {
  reason: string;
  /** The yes to a time that a calendar speaks against. */
  isOverride: boolean;
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
 * What the person has written for this move. The reason is kept in the tab, so that it survives
 * every error and the way to the settings and back; it is forgotten once the move is made.
 */
export function useDraft(bookingUlid: string): [Draft, (draft: Draft) => void] {
  const [isOverride, setIsOverride] = useState(false);
  const reason = useSyncExternalStore(
    subscribe,
    () => window.sessionStorage.getItem(keyOf(bookingUlid)) ?? "",
    () => "",
  );
  return [
    { reason, isOverride },
    (changed) => {
      setIsOverride(changed.isOverride);
      write(bookingUlid, changed.reason);
    },
  ];
}

/** Forgets what was written for a move that is made. */
export function forgetDraft(bookingUlid: string): void {
  write(bookingUlid, "");
}
