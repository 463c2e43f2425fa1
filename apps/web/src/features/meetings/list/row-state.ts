import type { BookingListItem, NotMovableReason } from "@reslot/api";
import { dayMs, parseInstant } from "@reslot/cal/time";

/** The one state that a row shows: the most urgent of those that a meeting is in. */
export type RowState =
  | { kind: "moving"; to: string | null }
  | { kind: "cancelled" | "rejected" | "gone" | "pending" | "changed" | "reconnect" | "confirms" }
  | { kind: "asks"; from: string | null }
  | { kind: "connect" | "connects" | "tooLate" | "fixed" | "answering" }
  | { kind: "moved"; by: "you" | "other" | "cal"; from: string };

interface Reading {
  now: number;
  /** Whether a move from this page is out. */
  isMoving: boolean;
  /** Whether the list is of what has changed, however long ago. */
  isOfChanges: boolean;
}

export function rowStateOf(item: BookingListItem, reading: Reading): RowState | null {
  return (
    movingState(item, reading) ??
    endedState(item) ??
    waitingState(item) ??
    laterState(item, reading)
  );
}

function movingState({ inFlight }: BookingListItem, { isMoving }: Reading): RowState | null {
  if (inFlight && inFlight.kind !== "move") return { kind: "answering" };
  return isMoving || inFlight ? { kind: "moving", to: inFlight?.newStartTime ?? null } : null;
}

function endedState({ status, reschedule }: BookingListItem): RowState | null {
  if (status === "cancelled" || status === "rejected") return { kind: status };
  return !reschedule.allowed && reschedule.reason === "gone" ? { kind: "gone" } : null;
}

function waitingState({ status, needsMe, lastMove }: BookingListItem): RowState | null {
  if (needsMe === "confirm") return { kind: "asks", from: lastMove?.fromStartTime ?? null };
  return status === "pending" ? { kind: "pending" } : null;
}

function laterState(item: BookingListItem, reading: Reading): RowState | null {
  return notMovableState(item) ?? movedState(item, reading) ?? otherState(item);
}

const fixedFor: ReadonlySet<NotMovableReason> = new Set([
  "disabled",
  "hostMayChange",
  "hostChanged",
  "attendeeChanged",
]);

function notMovableState({ reschedule, role, counterpart }: BookingListItem): RowState | null {
  if (reschedule.allowed) return null;
  const { reason } = reschedule;
  if (reason === "coachNotConnected") {
    if (role === "coach") return { kind: "connect" };
    return { kind: counterpart.state === "needsReconnect" ? "reconnect" : "connects" };
  }
  if (reason === "noticeTooShort") return { kind: "tooLate" };
  return fixedFor.has(reason) ? { kind: "fixed" } : null;
}

/** A move is news for a day. */
function movedState(
  { lastMove, role }: BookingListItem,
  { now, isOfChanges }: Reading,
): RowState | null {
  if (!lastMove || (!isOfChanges && now - parseInstant(lastMove.at) > dayMs)) return null;
  const { by, fromStartTime: from } = lastMove;
  if (by === "cal") return { kind: "moved", by, from };
  return { kind: "moved", by: by === role ? "you" : "other", from };
}

function otherState(item: BookingListItem): RowState | null {
  const { upstreamChanged, counterpart, requiresConfirmation, role, reschedule } = item;
  if (!reschedule.allowed) return null;
  if (upstreamChanged) return { kind: "changed" };
  if (counterpart.state === "needsReconnect") return { kind: "reconnect" };
  return requiresConfirmation && role === "mentee" ? { kind: "confirms" } : null;
}
