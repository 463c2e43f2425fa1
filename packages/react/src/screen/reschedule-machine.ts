import { type Interval, parseInterval } from "@reslot/cal/time";
import type { ErrorCode } from "@reslot/messages";
import type { Meeting, NotMovableReason } from "../model/meeting.ts";
import { keepsTime, type Trouble } from "./trouble.ts";
import { parseUrlState, toQuery, type UrlState } from "./url-state.ts";

/** The part of the screen that is shown. */
type Step =
  | { readonly step: "pick" }
  | { readonly step: "review"; readonly start: number }
  | { readonly step: "result"; readonly attemptUlid: string }
  | { readonly step: "notMovable"; readonly reason: NotMovableReason };

/** An address that the page asked for; `push` gives the Back button a step. */
interface AddressChange {
  readonly query: ReturnType<typeof toQuery>;
  readonly how: "push" | "replace";
}

/** What is known of the listed day's times. Times from before stay when they cannot be read again. */
export type TimesState =
  | { readonly kind: "checking" | "answered" }
  | { readonly kind: "failed"; readonly code: ErrorCode };

/** The outcome of a move; `failed`: it was not made. */
export type MoveOutcome = "moved" | "awaitingConfirmation" | "confirming" | "failed";

interface Facts<Booking extends Meeting, Move> {
  /** What the address says, or will once the router has taken over `asked`. */
  readonly url: UrlState;
  /** The query that the router reported last. */
  readonly reported: string;
  /** Null once the router has reported it; until then its older reports are ignored. */
  readonly asked: AddressChange | null;
  /** The meeting as it was last read. */
  readonly booking: Booking;
  /** What is known of the times to choose from. */
  readonly times: TimesState;
  /** The outcome of a move, as it was read last; null in it when there is no such move. */
  readonly outcome: { readonly attemptUlid: string; readonly outcome: MoveOutcome | null } | null;
  /** Whether the browser reports a connection. */
  readonly isOnline: boolean;
  /** The meeting as it was when the move was sent, while the answer is out. */
  readonly sent: Booking | null;
  /** Where the meeting was before the last move that was sent from here. */
  readonly origin: Interval | null;
  /** Why the last move from here was refused. */
  readonly trouble: Trouble | null;
  /** The last move from here, when no answer came. */
  readonly unanswered: Move | null;
  /** Whether the meeting was moved by anyone else since the page was opened. */
  readonly isMovedElsewhere: boolean;
  /** The day that has the calendar's focus; null for the day whose times are listed. */
  readonly focusedDay: string | null;
}

/**
 * Everything that the reschedule screen knows. `Booking` is the meeting as the program has it, `Move` what it
 * sends to move one.
 */
export type RescheduleState<Booking extends Meeting = Meeting, Move = unknown> = Facts<
  Booking,
  Move
> &
  Step;

/** What can happen to the screen. Days are local ones ("2026-12-15"), starts are epoch milliseconds. */
interface Events<Booking extends Meeting, Move> {
  addressReported: { query: string };
  /** The Back or Forward button. */
  wentBack: { query: string };
  bookingRead: { booking: Booking };
  timesRead: { times: TimesState };
  outcomeRead: { attemptUlid: string; outcome: MoveOutcome | null };
  connectionChanged: { isOnline: boolean };
  dayFocused: { day: string };
  daySelected: { day: string };
  viewChosen: { view: UrlState["view"] };
  showAllChanged: { showAll: boolean };
  timeChosen: { start: number; day: string };
  reviewOpened: object;
  reviewClosed: object;
  sent: { attemptUlid: string };
  answered: { attemptUlid: string; outcome: MoveOutcome };
  refused: { trouble: Trouble };
  unanswered: { input: Move };
  /** From a result back to the review of the same time, or to the times. */
  restarted: { isSameTime: boolean };
  moveBackChosen: { start: number };
}

type EventOf<
  Booking extends Meeting,
  Move,
  Type extends keyof Events<Booking, Move> = keyof Events<Booking, Move>,
> = {
  [Each in Type]: { readonly type: Each } & Readonly<Events<Booking, Move>[Each]>;
}[Type];

export type RescheduleEvent<Booking extends Meeting = Meeting, Move = unknown> = EventOf<
  Booking,
  Move
>;

/** The state of a page that has just been opened at an address. */
export function initialState<Booking extends Meeting, Move>(opened: {
  query: string;
  booking: Booking;
}): RescheduleState<Booking, Move> {
  return withStep({
    url: urlIn(opened.query),
    reported: opened.query,
    asked: null,
    booking: opened.booking,
    times: { kind: "checking" },
    outcome: null,
    isOnline: true,
    sent: null,
    origin: null,
    trouble: null,
    unanswered: null,
    isMovedElsewhere: false,
    focusedDay: null,
  });
}

/** The state after an event, the same one when it changes nothing. Pure: an address to be written is in `asked`. */
export function rescheduleReducer<Booking extends Meeting, Move>(
  state: RescheduleState<Booking, Move>,
  event: RescheduleEvent<Booking, Move>,
): RescheduleState<Booking, Move> {
  const changes = changesBy<Booking, Move, typeof event.type>(state, event);
  return Object.keys(changes).length === 0 ? state : withStep({ ...state, ...changes });
}

type Transitions<Booking extends Meeting, Move> = {
  readonly [Type in keyof Events<Booking, Move>]: (
    state: Facts<Booking, Move>,
    event: EventOf<Booking, Move, Type>,
  ) => Partial<Facts<Booking, Move>>;
};

type Reading = "addressReported" | "wentBack" | "bookingRead" | "timesRead" | "outcomeRead";
type Choosing =
  | "dayFocused"
  | "daySelected"
  | "viewChosen"
  | "showAllChanged"
  | "timeChosen"
  | "reviewOpened"
  | "reviewClosed";

function changesBy<Booking extends Meeting, Move, Type extends keyof Events<Booking, Move>>(
  state: Facts<Booking, Move>,
  event: EventOf<Booking, Move, Type>,
): Partial<Facts<Booking, Move>> {
  const transitions: Transitions<Booking, Move> = {
    ...reading<Booking, Move>(),
    ...choosing<Booking, Move>(),
    ...moving<Booking, Move>(),
  };
  return transitions[event.type](state, event);
}

function reading<Booking extends Meeting, Move>(): Pick<
  Transitions<Booking, Move>,
  Reading | "connectionChanged"
> {
  return {
    // The router reports a change of the page's own a few frames later, and may report an older one first.
    addressReported({ asked, reported }, { query }) {
      const isOlder = asked !== null && ![query, reported].includes(asked.query);
      return isOlder ? { reported: query } : { reported: query, url: urlIn(query), asked: null };
    },
    wentBack: (_, { query }) => ({ url: urlIn(query), asked: null }),
    bookingRead: (state, { booking }) =>
      booking.version === state.booking.version
        ? { booking }
        : { booking, isMovedElsewhere: !isOwnMove(state) },
    timesRead: (state, { times }) => (isSame(state.times, times) ? {} : { times }),
    outcomeRead: (state, { attemptUlid, outcome }) =>
      state.outcome?.attemptUlid === attemptUlid && state.outcome.outcome === outcome
        ? {}
        : { outcome: { attemptUlid, outcome } },
    connectionChanged: (state, { isOnline }) => (state.isOnline === isOnline ? {} : { isOnline }),
  };
}

function choosing<Booking extends Meeting, Move>(): Pick<Transitions<Booking, Move>, Choosing> {
  return {
    dayFocused: (_, { day }) => ({ focusedDay: day }),
    daySelected: (state, { day }) => ({ focusedDay: day, ...ask(state, { day, error: null }) }),
    viewChosen: (state, { view }) => ask(state, { view }),
    showAllChanged: (state, { showAll }) => ask(state, { showAll }),
    // Choosing the chosen time again goes on to the review. Nothing is chosen while the meeting is being moved.
    timeChosen(state, { start, day }) {
      if (isLocked(state)) return {};
      const isAgain = start === state.url.slot && !state.url.isReviewing;
      const chosen = { focusedDay: day, trouble: null };
      return isAgain
        ? { ...chosen, ...ask(state, toReview, "push") }
        : { ...chosen, ...ask(state, { slot: start, day, error: null }) };
    },
    reviewOpened: (state) => (isLocked(state) ? {} : ask(state, toReview, "push")),
    reviewClosed: (state) => ask(state, { isReviewing: false, error: null }, "push"),
  };
}

function moving<Booking extends Meeting, Move>(): Omit<
  Transitions<Booking, Move>,
  Reading | Choosing | "connectionChanged"
> {
  return {
    sent: (state, { attemptUlid }) => ({
      sent: state.booking,
      origin: parseInterval(state.booking),
      trouble: null,
      ...ask(state, { attempt: attemptUlid, error: null }),
    }),
    answered: (state, { attemptUlid, outcome }) => ({
      sent: null,
      focusedDay: null,
      outcome: { attemptUlid, outcome },
      ...ask(state, { attempt: attemptUlid, error: null }),
    }),
    refused: (state, { trouble }) => ({
      sent: null,
      unanswered: null,
      trouble,
      ...ask(state, keepsTime(trouble) ? { attempt: null } : backToTimes),
    }),
    // The attempt stays in the address: the result step looks up the outcome.
    unanswered: (_, { input }) => ({ sent: null, focusedDay: null, unanswered: input }),
    restarted: (state, { isSameTime }) =>
      ask(state, { attempt: null, error: null, isReviewing: isSameTime }),
    moveBackChosen: (state, { start }) =>
      ask(state, { ...toReview, slot: start, day: null }, "push"),
  };
}

function isSame(one: TimesState, other: TimesState): boolean {
  if (one.kind === "failed" && other.kind === "failed") return one.code === other.code;
  return one.kind === other.kind;
}

const backToTimes = { attempt: null, slot: null, isReviewing: false } as const;
const toReview = { attempt: null, error: null, isReviewing: true } as const;

/** An address without its review where there is no time to review. */
function ask(
  { url }: { readonly url: UrlState },
  changes: Partial<UrlState>,
  how: AddressChange["how"] = "replace",
): { url: UrlState; asked: AddressChange } {
  const next = urlIn(toQuery({ ...url, ...changes }));
  return { url: next, asked: { query: toQuery(next), how } };
}

function urlIn(query: string): UrlState {
  return parseUrlState(new URLSearchParams(query));
}

/** True while a change of the meeting is this page's own doing. */
export function isOwnMove({ sent, url }: { sent: object | null; url: UrlState }): boolean {
  return sent !== null || url.attempt !== null;
}

/** True while the meeting is being moved, but not by this page: a second move could only be refused. */
export function isLocked({ sent, booking }: { sent: object | null; booking: Meeting }): boolean {
  return sent === null && booking.inFlight !== null;
}

function withStep<Booking extends Meeting, Move>(
  facts: Facts<Booking, Move>,
): RescheduleState<Booking, Move> {
  return { ...facts, ...stepOf(facts) };
}

function stepOf({ url, sent, booking }: Facts<Meeting, unknown>): Step {
  if (url.attempt !== null && !sent) return { step: "result", attemptUlid: url.attempt };
  const reason = sent ? null : notMovableReason(booking);
  if (reason) return { step: "notMovable", reason };
  return url.isReviewing && url.slot !== null
    ? { step: "review", start: url.slot }
    : { step: "pick" };
}

/** Why there is nothing to choose any more; a move that is in flight will end soon. */
function notMovableReason({ reschedule }: Meeting): NotMovableReason | null {
  if (reschedule.allowed || reschedule.reason === "inProgress") return null;
  return reschedule.reason;
}
