import { secondMs } from "@reslot/cal/time";
import { atMost, type Figures } from "../report/figures.ts";
import { markdownTable } from "../report/markdown-table.ts";
import { quantile } from "../traffic/quantile.ts";
import type { CredentialUse } from "./count-credentials.ts";
import type { ChangeDelays, LostDelays } from "./measure-changes.ts";
import type { LoadOptions } from "./options.ts";
import { sum, type Tally } from "./tally.ts";

/** Everything that a run measured. */
export interface LoadResult {
  readonly options: LoadOptions;
  readonly seedSeconds: number;
  readonly quiet: Tally;
  readonly together: Tally;
  readonly changes: ChangeDelays;
  readonly lost: LostDelays;
  readonly credentials: CredentialUse;
  /** Requests to the mail provider that it answered, and refused for its limit. */
  readonly mail: { readonly answered: number; readonly refused: number };
}

/** The value of what never came, or was not measured: JSON has no infinity. */
const never = 9_999;

const limits = {
  busyPercent: 5,
  moveRatio: 3,
  hereSeconds: 5,
  shownSeconds: 2,
  lostSeconds: 300,
  lostSoonSeconds: 120,
  credentialPercent: 92,
  anonymousPerMinute: 10,
};

/** Each pass line as a figure. */
export function figuresOf(result: LoadResult): Figures {
  const { quiet, together, changes, lost, credentials } = result;
  const limited = (tally: Tally) =>
    (tally.reads["CAL_RATE_LIMITED"] ?? 0) + (tally.moves["CAL_RATE_LIMITED"] ?? 0);
  const ratio =
    quiet.moveMs.length === 0 ? Number.POSITIVE_INFINITY : p95(together.moveMs) / p95(quiet.moveMs);
  return {
    "CAL_RATE_LIMITED to people": atMost(limited(quiet) + limited(together), 0),
    "reads answered with busy, %": atMost(busyPercent(together), limits.busyPercent),
    "moves that failed": atMost(failedMoves(quiet) + failedMoves(together), 0),
    "reads that failed": atMost(failedReads(quiet) + failedReads(together), 0),
    "a move's p95, times a quiet one": atMost(round(ratio), limits.moveRatio),
    "a change is here, p95, s": atMost(seconds(p95(changes.here)), limits.hereSeconds),
    "an open page shows it, p95, s": atMost(seconds(p95(changes.shown)), limits.shownSeconds),
    "webhooks lost: the slowest coach, s": atMost(seconds(lost.all.at(-1)), limits.lostSeconds),
    // People may have moved every meeting further away.
    ...(lost.soon.length > 0 && {
      "webhooks lost: the slowest meeting within 48 h, s": atMost(
        seconds(lost.soon.at(-1)),
        limits.lostSoonSeconds,
      ),
    }),
    "the busiest credential, % of its limit": atMost(
      round(credentials.busiestShare * 100),
      limits.credentialPercent,
    ),
    "calls without a credential in a minute": atMost(
      credentials.anonymous,
      limits.anonymousPerMinute,
    ),
    "requests that the mail provider refused": atMost(result.mail.refused, 0),
  };
}

function busyPercent({ reads }: Tally): number {
  return round(((reads["SERVICE_BUSY"] ?? 0) / Math.max(1, sum(reads))) * 100);
}

/** What is not counted as a failed read: both refusals have lines of their own. */
const notFailed = ["ok", "SERVICE_BUSY", "CAL_RATE_LIMITED"];

function failedReads({ reads }: Tally): number {
  return sum(
    Object.fromEntries(Object.entries(reads).filter(([code]) => !notFailed.includes(code))),
  );
}

/** A move that is still being confirmed has not failed. */
function failedMoves({ moves }: Tally): number {
  const { moved = 0, confirming = 0 } = moves;
  return sum(moves) - moved - confirming;
}

/** Infinity without values: what was not measured is within no limit. */
function p95(values: readonly number[]): number {
  if (values.length === 0) return Number.POSITIVE_INFINITY;
  return quantile(
    values.toSorted((left, right) => left - right),
    0.95,
  );
}

function seconds(ms = Number.POSITIVE_INFINITY): number {
  return Number.isFinite(ms) ? Math.round(ms / 10) / (secondMs / 10) : never;
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : never;
}

/** The whole report. docs/load.md explains the rows. */
export function markdownOf(result: LoadResult, { at, machine }: { at: string; machine: string }) {
  const { options, quiet, together, changes, lost, credentials, mail } = result;
  const rows = Object.entries(figuresOf(result)).map(([name, { value, limit, ok }]) => [
    name,
    `≤ ${limit}`,
    `${value}${ok ? "" : " ✗"}`,
  ]);
  return [
    `# Load run of ${at}`,
    "",
    `On ${machine}. ${options.coaches} coaches with ${options.mentees} mentees each, ${options.minutes} minutes for each part, at Cal.com's real limits. Signing up, connecting and importing took ${result.seedSeconds} s.`,
    "",
    markdownTable([["pass line", "limit", "measured"], ...rows]),
    "",
    `- Quiet: ${describeTally(quiet)}`,
    `- ${options.mentees} mentees of one coach at once: ${describeTally(together)}`,
    `- ${describeChanges(changes)}`,
    `- Webhooks lost: ${lost.all.length} changes, one of each coach, until each is here: ${spread(lost.all)}; ${lost.soon.length} of them within 48 hours: ${spread(lost.soon)}.`,
    `- ${credentials.calls} calls to Cal.com, of which it refused ${credentials.refused}; ${mail.answered} requests to the mail provider.`,
    "",
  ].join("\n");
}

/** Answers and durations in words. */
export function describeTally({ reads, moves, moveMs, noTimes }: Tally): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, each]) => `${each} ${name}`)
      .join(", ") || "none";
  const none = noTimes > 0 ? `; ${noTimes} times nothing suited` : "";
  return `reads ${list(reads)}; moves ${list(moves)}, ${spread(moveMs.toSorted((left, right) => left - right))}${none}.`;
}

export function describeChanges({ here, shown }: ChangeDelays): string {
  return `${here.length} changes at Cal.com, until each is here: ${spread(here)}; ${shown.length} of them on an open page, from then on: ${spread(shown)}.`;
}

function spread(sorted: readonly number[]): string {
  if (sorted.length === 0) return "not measured";
  const [median, high, most] = [quantile(sorted, 0.5), quantile(sorted, 0.95), sorted.at(-1)];
  return `median ${seconds(median)} s, p95 ${seconds(high)} s, at most ${seconds(most)} s`;
}
