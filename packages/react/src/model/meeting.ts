/** Why a meeting cannot be moved. */
export type NotMovableReason =
  | "past"
  | "cancelled"
  | "rejected"
  | "inProgress"
  | "disabled"
  | "noticeTooShort"
  | "coachNotConnected"
  | "hostMayChange"
  | "hostChanged"
  | "attendeeChanged"
  | "gone";

/** What the picker needs to know of the meeting that is moved. */
export interface Meeting {
  /** Another one is another meeting's state: the time may have changed. */
  version: number;
  /** ISO 8601 in UTC. */
  startTime: string;
  endTime: string;
  reschedule: { allowed: true } | { allowed: false; reason: NotMovableReason };
  /** A move or an answer that is being made; null when there is none. */
  inFlight: object | null;
}
