// Written out, and compared with the server's own by test/types.test.ts: a program that reads these needs no types of tRPC.

export type Role = "coach" | "mentee";

/** What is known of a person. */
export interface Person {
  name: string;
  /** An IANA name; null until it is known. */
  timeZone: string | null;
}

export type ConnectionState = "connected" | "notConnected" | "needsReconnect";

/** In minutes. A moved booking gets one of the two, depending on Cal.com's version. */
export interface Lengths {
  /** The booking's own. */
  booking: number;
  /** The event type's default; null: it was not read yet. */
  atCal: number | null;
}

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

export type Reschedulability = { allowed: true } | { allowed: false; reason: NotMovableReason };

/** A move or an answer in flight; `attemptUlid` only for the person who made it. */
export interface InFlight {
  kind: "move" | "confirm" | "decline";
  attemptUlid: string | null;
  by: Role;
  newStartTime: string;
  newEndTime: string;
}

type BookingStatus = "accepted" | "pending" | "cancelled" | "rejected";
type NeedsMe = "confirm" | "consent";

/** A meeting as one of its two people sees it. Times are ISO 8601 in UTC. */
export interface Booking {
  ulid: string;
  title: string;
  startTime: string;
  endTime: string;
  durationMinutes: number;
  lengths: Lengths;
  status: BookingStatus;
  /** Grows by one with every change of its times. */
  version: number;
  /** The reader's. */
  role: Role;
  coach: Person;
  mentee: Person;
  counterpart: Person & { personUlid: string; email: string | null };
  joinUrl: string | null;
  location: string | null;
  description: string | null;
  answers: { question: string; answer: string }[];
  acknowledgedAt: string | null;
  coachConnection: ConnectionState;
  nextRemindAt: string | null;
  /** `notShared` only for a coach: the mentee has not let them see when they are busy. */
  menteeConnection: ConnectionState | "notShared";
  sharing: {
    state: "asked" | "allowed" | "refused" | "stopped" | null;
    since: string | null;
    nextAskAt: string | null;
  };
  needsMe: NeedsMe | null;
  /** A move that waits for the coach's answer. */
  request: { askedAt: string; meetings: number | null } | null;
  /** Whether a move by the mentee may need the coach's confirmation; null: not known yet. */
  requiresConfirmation: boolean | null;
  confirmer: "coach" | null;
  pendingBlocksSlot: boolean | null;
  /** Cal.com does not know the booking any more. */
  gone: boolean;
  reschedule: Reschedulability;
  inFlight: InFlight | null;
  /** For an occurrence of a recurring series; each is moved alone. */
  series: {
    position: number | null;
    rhythm: "daily" | "weekly" | "fortnightly" | "monthly" | "yearly" | null;
  } | null;
  /** Changed in Cal.com itself since it was last moved here. */
  upstreamChanged: boolean;
}

export interface ListedBooking {
  ulid: string;
  title: string;
  startTime: string;
  endTime: string;
  status: BookingStatus;
  version: number;
  role: Role;
  counterpart: Person & { personUlid: string; state: ConnectionState | "notShared" };
  joinUrl: string | null;
  requiresConfirmation: boolean | null;
  needsMe: NeedsMe | null;
  isOccurrence: boolean;
  offer: null;
  lastMove: { at: string; by: Role | "cal"; fromStartTime: string; fromEndTime: string } | null;
  inFlight: Omit<InFlight, "attemptUlid"> | null;
  reschedule: Reschedulability;
  upstreamChanged: boolean;
}

export interface BookingList {
  items: ListedBooking[];
  nextCursor: string | null;
  prevCursor: string | null;
  total: number;
  counts: { all: number; needsMe: number; offered: number; changed: number };
  days: { date: string; count: number }[] | null;
  people: { personUlid: string; name: string; count: number }[];
}

export interface BookingHistory {
  items: {
    kind: "moved" | "asked" | "confirmed" | "declined";
    at: string;
    /** "cal" when it was done in Cal.com itself. */
    actor: Role | "cal";
    from: { startTime: string; endTime: string };
    to: { startTime: string; endTime: string };
    reason: string | null;
    /** Found by reading, after Cal.com's first answer was lost. */
    recovered: boolean;
  }[];
}

export interface ListBookingsInput {
  when: "upcoming" | "past";
  /** In which days are counted; the reader's own when left out. */
  timeZone?: string | undefined;
  search?: string | undefined;
  filter?: "all" | "needsMe" | "offered" | "changed" | undefined;
  withPersonUlid?: string | undefined;
  /** A day such as "2026-12-15"; needs `timeZone`. */
  on?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** How a move ended. `confirming`: it was sent, and what came of it is not known yet. */
export interface MoveResult {
  outcome: "moved" | "awaitingConfirmation" | "confirming";
  /** Names this move for ever: a repeated call with it moves nothing twice. */
  attemptUlid: string;
  booking: Booking;
}
