import { type ApiResult, outcomeOf } from "../state/api-result.ts";
import type { ScenarioResult } from "./run-scenario.ts";
import { AMBIGUOUS_FAULTS, type FaultScenario } from "./scenarios.ts";
import { TIMINGS, WORKER_CYCLE_MS } from "./timings.ts";

const COLUMNS = [
  "#",
  "fault at Cal.com",
  "killed",
  "moved by",
  "meeting",
  "in flight",
  "response",
  "final status",
  "attempt",
  "Cal.com",
  "database",
  "notifications",
  "emails",
  "open for",
  "result",
];

/** One row of the table. */
function rowOf({ scenario, inFlight, final, errorCode, violations }: ScenarioResult): string[] {
  return [
    String(scenario.number),
    scenario.fault,
    scenario.killPlan.label,
    scenario.role,
    describeMeeting(scenario),
    inFlight,
    describeResult(final.response),
    final.status,
    [final.attemptState ?? "none", errorCode].filter(Boolean).join(" "),
    count(final.movesAtCal, "move"),
    count(final.movesInDatabase, "move"),
    String(final.notifications),
    String(final.emails),
    final.openMs === null ? "" : `${(final.openMs / 1000).toFixed(1)} s`,
    violations.length === 0 ? "ok" : `BROKEN: ${violations.join(", ")}`,
  ];
}

function describeMeeting({ meeting, decision }: FaultScenario): string {
  if (meeting === "connected") return "both calendars";
  if (meeting === "unconnected") return "the coach's calendar";
  if (decision === null) return "no confirmation needed";
  const decided = decision.action === "confirm" ? "confirmed" : "declined";
  return decision.when === "later" ? `${decided} later` : `${decided} at once`;
}

function describeResult(result: ApiResult): string {
  return result.kind === "error" ? result.code : outcomeOf(result);
}

function count(moves: number, word: string): string {
  return moves === 1 ? `1 ${word}` : `${moves} ${word}s`;
}

/** One scenario for the terminal. */
export function lineOf(result: ScenarioResult): string {
  const { scenario, final, violations, tookMs } = result;
  const mark = violations.length === 0 ? "✓" : "✗";
  const seconds = `${(tookMs / 1000).toFixed(1)} s`.padStart(7);
  const { number, fault, killPlan, role } = scenario;
  const what = [fault, killPlan.label, role, describeMeeting(scenario)].join(" · ");
  const outcome = `${describeResult(final.response)} → ${final.status}`;
  const broken = violations.length === 0 ? "" : `  ${violations.join(", ")}`;
  return `${mark} ${String(number).padStart(3)} ${seconds}  ${what}: ${outcome}${broken}`;
}

interface Run {
  readonly results: readonly ScenarioResult[];
  readonly tookMs: number;
  readonly day: string;
}

/** The last line of a run. */
export function summaryOf({ results, tookMs }: Omit<Run, "day">): string {
  const broken = results.filter(({ violations }) => violations.length > 0).length;
  const moves = results.reduce((sum, { final }) => sum + final.movesAtCal, 0);
  const kills = results.reduce((sum, { scenario }) => sum + scenario.killPlan.kills.length, 0);
  const longest = Math.max(0, ...results.map(({ final }) => final.openMs ?? 0));
  const minutes = (tookMs / 60_000).toFixed(1);
  return (
    `${results.length} scenarios, ${kills} processes killed, ${moves} moves made, ${broken} scenarios broken; ` +
    `the longest attempt was open for ${(longest / 1000).toFixed(1)} s; ${minutes} min`
  );
}

/** The document that a run with `--write` leaves. */
export function documentOf(run: Run): string {
  return `${introduction(run)}\n${tableOf([COLUMNS, ...run.results.map(rowOf)])}\n`;
}

/** A Markdown table with aligned columns. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = COLUMNS.map((_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const rowText = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const [head, ...rest] = rows.map((row) =>
    rowText(row.map((text, column) => text.padEnd(widths[column] ?? 0))),
  );
  const rule = rowText(widths.map((width) => "-".repeat(width)));
  return [head, rule, ...rest].join("\n");
}

function introduction(run: Run): string {
  const { postTimeoutMs, leaseMs, quietMs, answeredRetryMs, tickMs } = TIMINGS;
  return `# Chaos: what was killed, and what was left

Written by \`npm run chaos -- --write\` on ${run.day}: ${summaryOf(run)}.

Every line is one move of one meeting on the whole stack: the built web app, the worker, the
database, Cal.com and the mail inbox as programs of their own. One fault is set at Cal.com, one or two programs
get \`SIGKILL\` at an exact place, are started again, and the drill waits until nothing is on its way.
Then the three records are compared. A line is broken by a lost, doubled or invented move, a
notification or mail too many or too few, a second reschedule call for one attempt, an attempt open
for longer than the quiet time and two looks of the worker (the time in which the worker or the
database was down is added), an answer "failed" for a move that was made, or a repeated request
that is answered otherwise.

- The places are exact without hooks in the product: calls to the database go through a proxy that
  holds the one that is meant, and Cal.com's faults can wait.
- Times of the drill: POST ${postTimeoutMs} ms < lease ${leaseMs} ms < quiet time ${quietMs} ms; one read
  ${answeredRetryMs} ms after an error that Cal.com itself answered; a tick every ${tickMs} ms; a look counts
  ${WORKER_CYCLE_MS} ms. A deployment's are 25 s, 60 s, 120 s, 5 s and 1 s.
- What a killed worker had claimed comes free when its lease is over, 30 s for an attempt and 60 s
  for a mail; the drill cuts that wait short instead of sitting it out.
- "worker, during recovery" exists only where the answer was lost: ${AMBIGUOUS_FAULTS.join(", ")}.
- "meeting": whose calendars are connected; or a kind of meeting in which the mentee's move waits for
  the coach's word. The coach gives it in Cal.com itself, later, when the move is recorded here, or at
  once, while its outcome may still be unknown here. Both people hear of it like of a move; a declined
  meeting is over, and the next line begins with another one.
- "caller saw" is the answer to the move, "caller learns" what \`booking.rescheduleStatus\` and the
  same request once more say in the end. \`INTERNAL\` and "no answer" claim nothing about the meeting.
`;
}
