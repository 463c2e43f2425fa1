"use client";

import type { BookingDetails, BookingHistory } from "@reslot/api";
import { useState } from "react";
import { ownAnswers } from "@/features/answer/own-answers.ts";

/** What has happened to a meeting while its page was open. */
export type SeenChange =
  | { kind: "moved" | "asked"; by: "you" | "other" | "cal"; startTime: string }
  | { kind: "confirmed" | "cancelled" | "declined" };

interface Shown {
  booking: BookingDetails;
  history: BookingHistory;
}

/**
 * The meeting to show, and what has changed since the page was opened: the time under the reader's eyes is
 * replaced together with the words that say who moved it. Both answers come one after the other, so a new time
 * waits for its history; not longer than that is being read.
 */
export function useSeenChange(
  latest: Shown,
  isReadingHistory: boolean,
): Shown & { change: SeenChange | null } {
  const [seen, setSeen] = useState<Shown & { change: SeenChange | null }>({
    ...latest,
    change: null,
  });
  const { booking, history } = latest;
  const isMoved = booking.version !== seen.booking.version;
  const [entry] = history.items;
  const isWaiting = isMoved && isReadingHistory && entry?.to.startTime !== booking.startTime;
  if (isWaiting || (booking === seen.booking && history === seen.history)) return seen;
  const next = { booking, history, change: changeOf(seen, latest) ?? seen.change };
  setSeen(next);
  return next;
}

/** null where nothing changed that a reader has to hear of. */
export function changeOf(before: Shown, after: Shown): SeenChange | null {
  const { status, version } = after.booking;
  const isNews = status !== before.booking.status;
  if (isNews && status === "cancelled") return { kind: "cancelled" };
  const isOwn = ownAnswers.has(before.booking);
  if (isNews && status === "rejected") return isOwn ? null : { kind: "declined" };
  if (version > before.booking.version && hasOtherTime(before, after)) return moveTo(after);
  const isConfirmed = before.booking.status === "pending" && status === "accepted";
  return isConfirmed && !isOwn ? { kind: "confirmed" } : null;
}

function hasOtherTime(before: Shown, { booking: { startTime, endTime } }: Shown): boolean {
  return startTime !== before.booking.startTime || endTime !== before.booking.endTime;
}

function moveTo({ booking: { startTime, role }, history }: Shown): SeenChange {
  const entry = history.items.find(({ to }) => to.startTime === startTime);
  const kind = entry?.kind === "asked" ? "asked" : "moved";
  if (!entry || entry.actor === "cal") return { kind, by: "cal", startTime };
  return { kind, by: entry.actor === role ? "you" : "other", startTime };
}
