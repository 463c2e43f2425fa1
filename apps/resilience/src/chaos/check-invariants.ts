import type { Answer } from "./api-client.ts";
import { SWEEP_MS, TIMINGS } from "./timings.ts";

/** What a cell left behind, once nothing was on its way any more. */
export interface Aftermath {
  /** The answer to the move itself. */
  readonly saw: Answer;
  /** "moved", "awaitingConfirmation", "confirming", "failed", or "unknown" where no attempt was ever written down. */
  readonly status: string;
  /** The same request sent once more. Null where there is no attempt to repeat. */
  readonly repeated: Answer | null;
  readonly attemptState: string | null;
  /** From its first row to its last change, in ms; null where there is no attempt. */
  readonly openMs: number | null;
  /** How long the worker or the database was not there, in ms. */
  readonly downMs: number;
  readonly isQuiet: boolean;
  /** Reschedule calls that reached Cal.com, also those it did not carry out. */
  readonly posts: number;
  readonly movesAtCal: number;
  readonly widestFork: number;
  readonly movesInDatabase: number;
  /** What both people had to hear of: every move, and what the coach said to one that waited for their word. */
  readonly news: number;
  /** The database names the leaf of Cal.com's chain, its time and whether it takes place. */
  readonly inStep: boolean;
  readonly notifications: number;
  readonly mails: number;
  readonly distinctMails: number;
}

type Rule = readonly [
  words: string,
  isBroken: (after: Aftermath, longestOpenMs: number) => boolean,
];

const rules: readonly Rule[] = [
  ["lost move", ({ movesAtCal, movesInDatabase }) => movesAtCal > movesInDatabase],
  ["database out of step with Cal.com", ({ inStep }) => !inStep],
  ["invented move", ({ movesAtCal, movesInDatabase }) => movesInDatabase > movesAtCal],
  ["double move", ({ movesAtCal, widestFork }) => movesAtCal > 1 || widestFork > 1],
  ["two calls for one attempt", ({ posts }) => posts > 1],
  ["missing notification", ({ notifications, news }) => notifications < 2 * news],
  ["duplicate notification", ({ notifications, news }) => notifications > 2 * news],
  ["missing mail", ({ mails, news }) => mails < 2 * news],
  ["duplicate mail", (after) => after.mails > 2 * after.news || isRepeated(after)],
  ["still in flight", ({ isQuiet }) => !isQuiet],
  ["in flight too long", ({ openMs, downMs }, longest) => (openMs ?? 0) > longest + downMs],
  ["called failed, and had moved", (after) => saysFailed(after) && after.movesAtCal > 0],
  ["called moved, and had not", (after) => saysMoved(after) && after.movesAtCal === 0],
  ["another answer to the same request", (after) => !repeatsItself(after)],
];

/** The drill's quiet time and two looks of the worker. */
const drillLongestOpenMs = TIMINGS.quietMs + 2 * SWEEP_MS;

/** Everything that must never be, and is; in plain words. `longestOpenMs`: how long an attempt may be in flight. */
export function judge(after: Aftermath, longestOpenMs = drillLongestOpenMs): string[] {
  return rules.filter(([, isBroken]) => isBroken(after, longestOpenMs)).map(([words]) => words);
}

function isRepeated({ mails, distinctMails }: Aftermath): boolean {
  return mails !== distinctMails;
}

/** INTERNAL says that nobody knows; every other code says that the meeting stayed. */
function saysFailed({ saw, status }: Aftermath): boolean {
  return status === "failed" || (saw.kind === "error" && saw.code !== "INTERNAL");
}

function saysMoved({ saw, status }: Aftermath): boolean {
  return isMoved(status) || isMoved(outcomeOf(saw));
}

function isMoved(outcome: string): boolean {
  return outcome === "moved" || outcome === "awaitingConfirmation";
}

/** "failed" for a typed refusal, else the outcome that was answered. */
export function outcomeOf(answer: Answer): string {
  if (answer.kind === "noAnswer") return "no answer";
  if (answer.kind === "error") return "failed";
  const { data } = answer;
  const isOutcome = typeof data === "object" && data !== null && "outcome" in data;
  return isOutcome ? String(data.outcome) : "unreadable";
}

function repeatsItself({ repeated, status }: Aftermath): boolean {
  return repeated === null || outcomeOf(repeated) === status;
}
