import type { IsoInterval } from "@reslot/cal/time";
import type { SuggestionReason, Verdict } from "@reslot/cal/availability";
import type { SeriesPlace } from "@reslot/db";
import type { ErrorPayload } from "../core/errors/payload.ts";
import type { ConnectionStatus, MenteeCheck, PersonView, Role, Unseen } from "../core/model.ts";
import type { SharingView } from "../core/consent/shared-connection.ts";

type BookingStatus = "accepted" | "pending" | "cancelled" | "rejected";

/** The other person of a meeting. */
export interface CounterpartView extends PersonView {
  personUlid: string;
}

/** The other person of a meeting in a list. */
interface ListedCounterpart extends CounterpartView {
  /** Their connection to Cal.com, as far as it is the reader's to know. */
  state: ConnectionStatus | "notShared";
}

/** What waits for the reader: a new time to confirm, or whether the coach may see when they are busy. */
export type NeedsMe = "confirm" | "consent";

export interface BookingListItem {
  ulid: string;
  title: string;
  startTime: string;
  endTime: string;
  status: BookingStatus;
  version: number;
  role: Role;
  counterpart: ListedCounterpart;
  /** As in `BookingDetails`. */
  joinUrl: string | null;
  /** As in `BookingDetails`. */
  requiresConfirmation: boolean | null;
  needsMe: NeedsMe | null;
  /** Of a recurring series: one answer decides all its requests. */
  isOccurrence: boolean;
  /** No meeting here has offered times. */
  offer: null;
  /** The latest change of its times. */
  lastMove: { at: string; by: Role | "cal"; fromStartTime: string; fromEndTime: string } | null;
  inFlight: Omit<MoveInFlight, "attemptUlid"> | null;
  reschedule: Reschedulability;
  /** True when it was changed in Cal.com itself since we last moved it. */
  upstreamChanged: boolean;
}

/** Past meetings are counted, searched and filtered for the last 366 days: further pages only list them. */
export interface BookingList {
  items: BookingListItem[];
  nextCursor: string | null;
  /** null on the first page. */
  prevCursor: string | null;
  /** How many meetings match the whole input. */
  total: number;
  /** How many each `filter` has, whatever else is asked. */
  counts: { all: number; needsMe: number; offered: number; changed: number };
  /** How many of those that match are on each day of the reader's, in order; null while no time zone is known. */
  days: { date: string; count: number }[] | null;
  /** Whom the meetings are with, by name, whatever is asked. */
  people: { personUlid: string; name: string; count: number }[];
}

/**
 * Why a booking cannot be moved. `hostChanged`, `attendeeChanged`: someone who is not a user has the
 * place of the coach or the mentee at Cal.com. `gone`: Cal.com does not know the booking any more.
 */
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

/** In minutes. A moved booking gets one of the two, depending on Cal.com's version. */
export interface Lengths {
  /** The booking's own. */
  booking: number;
  /** The event type's default; null: it was not read yet. */
  atCal: number | null;
}

export type Reschedulability = { allowed: true } | { allowed: false; reason: NotMovableReason };

/** A move or an answer in flight; `attemptUlid` only for the person who made it. */
export interface MoveInFlight {
  kind: "move" | "confirm" | "decline";
  attemptUlid: string | null;
  by: Role;
  newStartTime: string;
  newEndTime: string;
}

/** A move that waits for the coach's answer; the time that it gave up is in the history. */
export interface RequestView {
  askedAt: string;
  /** How many meetings one answer decides: all pending ones of a series. null: not counted here. */
  meetings: number | null;
}

/** Which occurrence of a recurring series a meeting is; what is not known is null. */
export interface SeriesView {
  /** From 1, in the order in which the series was booked. */
  position: number | null;
  rhythm: SeriesPlace["rhythm"];
}

export interface BookingDetails {
  ulid: string;
  title: string;
  startTime: string;
  endTime: string;
  durationMinutes: number;
  lengths: Lengths;
  status: BookingStatus;
  version: number;
  role: Role;
  coach: PersonView;
  mentee: PersonView;
  counterpart: CounterpartView & {
    /** As Cal.com has it for this booking; null where it is not the reader's to know, or not known. */
    email: string | null;
  };
  /** Where to join, as last read at Cal.com; null where there is no link, or none is known at present. */
  joinUrl: string | null;
  /** Where it takes place when that is no link. */
  location: string | null;
  /** What the booker noted, in lines. */
  description: string | null;
  /** What the booker answered to the coach's questions. */
  answers: { question: string; answer: string }[];
  /** When the mentee said that the present time works for them. */
  acknowledgedAt: string | null;
  coachConnection: ConnectionStatus;
  /** For the mentee of a coach who is not connected: until when they have to wait before they remind the coach again. */
  nextRemindAt: string | null;
  /** `notShared` only for a coach: the mentee has not let them see when they are busy. */
  menteeConnection: ConnectionStatus | "notShared";
  /** Whether the coach may see when the mentee is busy. */
  sharing: SharingView;
  needsMe: NeedsMe | null;
  request: RequestView | null;
  /** Whether a move by the mentee may need the coach's confirmation; null: the event type was not read yet. */
  requiresConfirmation: boolean | null;
  confirmer: "coach" | null;
  /** Whether a move that waits for confirmation blocks its new time for meetings of the same kind; null: not known. */
  pendingBlocksSlot: boolean | null;
  /** Cal.com does not know the booking any more. */
  gone: boolean;
  reschedule: Reschedulability;
  inFlight: MoveInFlight | null;
  /** For an occurrence of a recurring series; each is moved alone. */
  series: SeriesView | null;
  upstreamChanged: boolean;
}

interface AvailabilitySlot {
  start: string;
  verdict: Verdict;
}

interface AvailabilitySuggestion {
  start: string;
  reasons: SuggestionReason[];
}

/** What was looked at of the mentee's side, and what was not. */
export interface CheckDetails {
  /** How many calendars were read for busy times. */
  calendarsRead: number;
  /** Calendar connections of the mentee at Cal.com that have stopped working, by their provider. */
  broken: { integration: string | null }[];
  unseen: Unseen[];
  /** When it was read. */
  at: string;
  /** Only where a rate limit is all that stops it: when the mentee's calendar may be read again. */
  retryAfterMs?: number;
  /** Only for the mentee. */
  calendarNames?: string[];
}

/** When the coach can be met; `own`, their other meetings here, only for the coach. */
interface CoachLane {
  offered: TimeSpan[];
  own: (TimeSpan & { title: string })[];
}

/** Exact for the mentee; for the coach in whole cells of the meeting's length, none of them free in part. */
interface MenteeLane {
  busy: TimeSpan[];
  outsideHours: TimeSpan[];
  /** Where it is not known whether the mentee is busy. */
  unknown: TimeSpan[];
}

export interface TimeSpan {
  start: string;
  end: string;
}

/** Both people's time from the asked range, or from now if that is later; null: not known. */
export interface Lanes {
  coach: CoachLane;
  mentee: MenteeLane | null;
}

export interface Availability {
  /** The longer of `lengths`: the slots are judged for it. */
  durationMinutes: number;
  /** As known once the times were read; the booking's may be older. */
  lengths: Lengths;
  /** How long before it a start is offered at the latest, by the event type; null: it was not read. */
  noticeMinutes: number | null;
  slots: AvailabilitySlot[];
  lanes: Lanes;
  checks: { coach: "checked"; mentee: MenteeCheck; details: CheckDetails };
  /** The best times near the meeting, whatever was asked for: in order, one a day. null: not known yet. */
  suggestions: AvailabilitySuggestion[] | null;
  /** The first start both can make, in the range or up to 62 days after it; null when there is none, or the mentee was not checked. */
  nextMutualStart: string | null;
  /** The first start the coach offers at all, searched the same way. */
  nextCoachStart: string | null;
  /** When the calendars were read. */
  asOf: string;
  /** The server's time at this answer: `asOf` may only be compared with this clock. */
  answeredAt: string;
}

export type MoveOutcome = "moved" | "awaitingConfirmation" | "confirming";

/** An answer of the coach. `confirming`: it was sent, and what came of it is not known yet. */
export interface AnswerResult {
  outcome: "confirmed" | "declined" | "confirming";
  attemptUlid: string;
  booking: BookingDetails;
}

export interface RescheduleResult {
  outcome: MoveOutcome;
  attemptUlid: string;
  booking: BookingDetails;
}

export type RescheduleStatus =
  | { outcome: MoveOutcome; attemptUlid: string; booking: BookingDetails }
  | { outcome: "failed"; attemptUlid: string; booking: BookingDetails; error: ErrorPayload };

interface HistoryItem {
  /** "asked": a move that waited for the coach. Both times of an answer are the one that was asked for. */
  kind: "moved" | "asked" | "confirmed" | "declined";
  at: string;
  /** "cal" when it was done in Cal.com itself. */
  actor: Role | "cal";
  from: IsoInterval;
  to: IsoInterval;
  reason: string | null;
  /** True when it was recovered after Cal.com's first answer was lost. */
  recovered: boolean;
}

export interface BookingHistory {
  items: HistoryItem[];
}
