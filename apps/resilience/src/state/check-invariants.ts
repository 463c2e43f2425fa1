import { type ApiResult, outcomeOf } from "./api-result.ts";

/** What one move left behind, once nothing was in flight. */
export interface FinalState {
  /** The response to the move itself: the last one, if it was asked for again. */
  readonly response: ApiResult;
  /** The response of another server to the same request at the same time; null if there was none. */
  readonly otherResponse: ApiResult | null;
  /** The codes of every refusal, also of those after which the move was asked for again. */
  readonly refusals: readonly string[];
  /** "moved", "awaitingConfirmation", "confirming" or "failed"; "unknown" if no attempt was recorded. */
  readonly status: string;
  /** The response to the same request sent again, to the other server if there is one; null if that would be an attempt of its own. */
  readonly repeatedResponse: ApiResult | null;
  readonly attemptState: string | null;
  /** From the attempt's first row to its last change, in ms; null if there is no attempt. */
  readonly openMs: number | null;
  /** How long the worker or the database was down, in ms. */
  readonly downtimeMs: number;
  /** False if something was still in flight when the wait ran out. */
  readonly isSettled: boolean;
  /** Reschedule calls that reached Cal.com, including those it did not carry out. */
  readonly rescheduleCalls: number;
  readonly movesAtCal: number;
  /** The most successors of any booking in Cal.com's chain; more than one is a fork. */
  readonly maxSuccessors: number;
  readonly movesInDatabase: number;
  /** Changes that both people must be told about: each move, and the coach's decision on one that needed it. */
  readonly notifiableChanges: number;
  /** Of these, those with an email of their own: what follows within seconds is told by the same one. */
  readonly changesToldApart: number;
  /** The database has the booking at the end of Cal.com's chain, with its time and status. */
  readonly isInSync: boolean;
  readonly notifications: number;
  readonly emails: number;
  readonly distinctEmails: number;
}

type Invariant = readonly [
  violation: string,
  isBroken: (final: FinalState, maxOpenMs: number) => boolean,
];

const invariants: readonly Invariant[] = [
  ["lost move", ({ movesAtCal, movesInDatabase }) => movesAtCal > movesInDatabase],
  ["database out of sync with Cal.com", ({ isInSync }) => !isInSync],
  ["invented move", ({ movesAtCal, movesInDatabase }) => movesInDatabase > movesAtCal],
  ["double move", ({ movesAtCal, maxSuccessors }) => movesAtCal > 1 || maxSuccessors > 1],
  ["two reschedule calls for one attempt", ({ rescheduleCalls }) => rescheduleCalls > 1],
  ["missing notification", (final) => final.notifications < 2 * final.notifiableChanges],
  ["duplicate notification", (final) => final.notifications > 2 * final.notifiableChanges],
  ["missing email", (final) => final.emails < 2 * final.changesToldApart],
  ["duplicate email", (final) => final.emails > 2 * final.notifiableChanges || hasRepeats(final)],
  ["still in flight", ({ isSettled }) => !isSettled],
  ["in flight too long", ({ openMs, downtimeMs }, max) => (openMs ?? 0) > max + downtimeMs],
  ["reported as failed but moved", (final) => isReportedFailed(final) && final.movesAtCal > 0],
  ["reported as moved but not moved", (final) => isReportedMoved(final) && final.movesAtCal === 0],
  ["answered with an internal error", ({ refusals }) => refusals.includes("INTERNAL")],
  ["different result for the same request", (final) => !isRepeatable(final)],
];

/** Everything that checkInvariants can find. */
export const INVARIANT_VIOLATIONS = invariants.map(([violation]) => violation);

/**
 * Names every broken invariant; empty if all hold.
 *
 * @param maxOpenMs how long an attempt may be in flight
 */
export function checkInvariants(final: FinalState, maxOpenMs: number): string[] {
  return invariants
    .filter(([, isBroken]) => isBroken(final, maxOpenMs))
    .map(([violation]) => violation);
}

function hasRepeats({ emails, distinctEmails }: FinalState): boolean {
  return emails !== distinctEmails;
}

/** The outcome is unknown, also when the database did not answer; every other code says that nothing has moved. */
const saysNothing: ReadonlySet<string> = new Set(["INTERNAL", "SERVICE_BUSY"]);

function isReportedFailed({ response, otherResponse, status }: FinalState): boolean {
  return status === "failed" || isFailure(response) || isFailure(otherResponse);
}

function isFailure(response: ApiResult | null): boolean {
  return response?.kind === "error" && !saysNothing.has(response.code);
}

function isReportedMoved({ response, otherResponse, status }: FinalState): boolean {
  const outcomes = [response, ...(otherResponse ? [otherResponse] : [])].map(outcomeOf);
  return isMoved(status) || outcomes.some(isMoved);
}

function isMoved(outcome: string): boolean {
  return outcome === "moved" || outcome === "awaitingConfirmation";
}

function isRepeatable({ repeatedResponse, status }: FinalState): boolean {
  return repeatedResponse === null || outcomeOf(repeatedResponse) === status;
}
