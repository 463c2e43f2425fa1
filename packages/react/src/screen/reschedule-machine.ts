import type { BookingDetails, NotMovableReason } from "@reslot/api";
import { type Interval, parseInterval } from "@reslot/cal/time";
import { keepsTime, type Trouble } from "@/features/reschedule/model/trouble.ts";
import { parseUrlState, toQuery, type UrlState } from "@/features/reschedule/model/url-state.ts";
import type { MoveInput } from "./move-input.ts";

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

interface Facts {
  /** What the address says, or will once the router has taken over `asked`. */
  readonly url: UrlState;
  /** The query that the router reported last. */
  readonly reported: string;
  /** Null once the router has reported it; until then its older reports are ignored. */
  readonly asked: AddressChange | null;
  /** The meeting as it was last read. */
  readonly booking: BookingDetails;
  /** The meeting as it was when the move was sent, while the answer is out. */
  readonly sent: BookingDetails | null;
  /** Where the meeting was before the last move that was sent from here. */
  readonly origin: Interval | null;
  /** Why the last move from here was refused. */
  readonly trouble: Trouble | null;
  /** The last move from here, when no answer came. */
  readonly unanswered: MoveInput | null;
  /** Whether the meeting was moved by anyone else since the page was opened. */
  readonly isMovedElsewhere: boolean;
  /** The day that has the calendar's focus; null for the day whose times are listed. */
  readonly focusedDay: string | null;
}

/** Everything that the reschedule screen knows, but for what the API answers about times and moves. */
export type RescheduleState = Facts & Step;

/** What can happen to the screen. Days are local ones ("2026-12-15"), starts are epoch milliseconds. */
interface Events {
  addressReported: { query: string };
  /** The Back or Forward button. */
  wentBack: { query: string };
  bookingRead: { booking: BookingDetails };
  dayFocused: { day: string };
  daySelected: { day: string };
  viewChosen: { view: UrlState["view"] };
  showAllChanged: { showAll: boolean };
  timeChosen: { start: number; day: string };
  reviewOpened: object;
  reviewClosed: object;
  sent: { attemptUlid: string };
  answered: { attemptUlid: string };
  refused: { trouble: Trouble };
  unanswered: { input: MoveInput };
  /** From a result back to the review of the same time, or to the times. */
  restarted: { isSameTime: boolean };
  moveBackChosen: { start: number };
}

type EventOf<Type extends keyof Events> = {
  [Each in Type]: { readonly type: Each } & Readonly<Events[Each]>;
}[Type];

export type RescheduleEvent = EventOf<keyof Events>;

/** The state of a page that has just been opened at an address. */
export function initialState(opened: { query: string; booking: BookingDetails }): RescheduleState {
  return withStep({
    url: urlIn(opened.query),
    reported: opened.query,
    asked: null,
    booking: opened.booking,
    sent: null,
    origin: null,
    trouble: null,
    unanswered: null,
    isMovedElsewhere: false,
    focusedDay: null,
  });
}

/** The state after an event. Pure: an address that has to be written is in `asked`. */
export function rescheduleReducer(state: RescheduleState, event: RescheduleEvent): RescheduleState {
  return withStep({ ...state, ...changesBy(state, event) });
}

function changesBy<Type extends keyof Events>(state: Facts, event: EventOf<Type>): Partial<Facts> {
  return transitions[event.type](state, event);
}

const transitions: {
  readonly [Type in keyof Events]: (state: Facts, event: EventOf<Type>) => Partial<Facts>;
} = {
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
  sent: (state, { attemptUlid }) => ({
    sent: state.booking,
    origin: parseInterval(state.booking),
    trouble: null,
    ...ask(state, { attempt: attemptUlid, error: null }),
  }),
  answered: (state, { attemptUlid }) => ({
    sent: null,
    focusedDay: null,
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
  moveBackChosen: (state, { start }) => ask(state, { ...toReview, slot: start, day: null }, "push"),
};

const backToTimes = { attempt: null, slot: null, isReviewing: false } as const;
const toReview = { attempt: null, error: null, isReviewing: true } as const;

/** An address without its review where there is no time to review. */
function ask(
  { url }: Facts,
  changes: Partial<UrlState>,
  how: AddressChange["how"] = "replace",
): Pick<Facts, "url" | "asked"> {
  const next = urlIn(toQuery({ ...url, ...changes }));
  return { url: next, asked: { query: toQuery(next), how } };
}

function urlIn(query: string): UrlState {
  return parseUrlState(new URLSearchParams(query));
}

/** True while a change of the meeting is this page's own doing. */
export function isOwnMove({ sent, url }: Pick<Facts, "sent" | "url">): boolean {
  return sent !== null || url.attempt !== null;
}

/** True while the meeting is being moved, but not by this page: a second move could only be refused. */
export function isLocked({ sent, booking }: Pick<Facts, "sent" | "booking">): boolean {
  return sent === null && booking.inFlight !== null;
}

function withStep(facts: Facts): RescheduleState {
  return { ...facts, ...stepOf(facts) };
}

function stepOf({ url, sent, booking }: Facts): Step {
  if (url.attempt !== null && !sent) return { step: "result", attemptUlid: url.attempt };
  const reason = sent ? null : notMovableReason(booking);
  if (reason) return { step: "notMovable", reason };
  return url.isReviewing && url.slot !== null
    ? { step: "review", start: url.slot }
    : { step: "pick" };
}

/** Why there is nothing to choose any more; a move that is in flight will end soon. */
function notMovableReason({ reschedule }: BookingDetails): NotMovableReason | null {
  if (reschedule.allowed || reschedule.reason === "inProgress") return null;
  return reschedule.reason;
}
