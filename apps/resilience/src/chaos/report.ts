import { minuteMs } from "@reslot/cal/time";
import { markdownTable } from "../report/markdown-table.ts";
import { atLeast, atMost, type Figures } from "../report/figures.ts";
import { type ApiResult, outcomeOf } from "../state/api-result.ts";
import { type CalLimits, describeLimits } from "../state/prepare-cal.ts";
import { type ScenarioResult, VIOLATIONS } from "./run-scenario.ts";
import type { DependencyFault, FaultScenario, Kill } from "./scenarios/scenario.ts";

const COLUMNS = [
  "#",
  "fault",
  "killed or stopped",
  "programs",
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
    describeFault(scenario),
    scenario.killPlan.label,
    describePrograms(scenario),
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

/** At Cal.com if nothing else is named. */
function describeFault({ fault, dependencyFault }: FaultScenario): string {
  if (!dependencyFault) return fault;
  const other = describeDependencyFault(dependencyFault);
  return fault === "none" ? other : `${fault}; ${other}`;
}

function describeDependencyFault(each: DependencyFault): string {
  const times = each.times === 1 ? "" : ` × ${each.times}`;
  return `${each.dependency} ${each.fault} at ${each.calls.join(" or ")}${times}`;
}

function describePrograms({ second, servers }: FaultScenario): string {
  if (!second) return "one of each";
  if (second.clockShiftMs === 0) return `two of each, asked: ${servers.join(" and ")}`;
  const sign = second.clockShiftMs > 0 ? "+" : "−";
  return `two of each, second clock ${sign}${Math.abs(second.clockShiftMs) / minuteMs} min`;
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

/** What a scenario consists of; `--only` looks for words in it. */
export function describeScenario(scenario: FaultScenario): string {
  const { killPlan, role, meeting } = scenario;
  return [
    describeFault(scenario),
    `${killPlan.key}: ${killPlan.label}`,
    role,
    `${meeting}, ${describeMeeting(scenario)}`,
    describePrograms(scenario),
  ].join(" · ");
}

/** One result for the terminal. */
export function lineOf(result: ScenarioResult): string {
  const { scenario, final, violations, tookMs } = result;
  const mark = violations.length === 0 ? "✓" : "✗";
  const seconds = `${(tookMs / 1000).toFixed(1)} s`.padStart(7);
  const { number } = scenario;
  const outcome = `${describeResult(final.response)} → ${final.status}`;
  const broken = violations.length === 0 ? "" : `  ${violations.join(", ")}`;
  return `${mark} ${String(number).padStart(3)} ${seconds}  ${describeScenario(scenario)}: ${outcome}${broken}`;
}

export interface ChaosRun {
  readonly results: readonly ScenarioResult[];
  /** How many scenarios the run was meant to make. */
  readonly planned: number;
  readonly tookMs: number;
  readonly limits: CalLimits;
}

/** One line for the terminal and the head of the report. */
export function summaryOf({ results, tookMs }: ChaosRun): string {
  const { moves, kills, stops, broken, longestOpenMs } = totalsOf(results);
  return (
    `${results.length} scenarios, ${kills} processes killed, ${stops} stopped, ${moves} moves made, ${broken} scenarios broken; ` +
    `the longest attempt was open for ${(longestOpenMs / 1000).toFixed(1)} s; ${(tookMs / minuteMs).toFixed(1)} min`
  );
}

function totalsOf(results: readonly ScenarioResult[]) {
  const sum = (valueOf: (result: ScenarioResult) => number) =>
    results.reduce((total, result) => total + valueOf(result), 0);
  return {
    moves: sum(({ final }) => final.movesAtCal),
    kills: sum(({ scenario }) => countSignals(scenario, "SIGKILL")),
    stops: sum(({ scenario }) => countSignals(scenario, "SIGSTOP")),
    broken: sum(({ violations }) => (violations.length > 0 ? 1 : 0)),
    longestOpenMs: Math.max(0, ...results.map(({ final }) => final.openMs ?? 0)),
  };
}

function countSignals({ killPlan }: FaultScenario, signal: Kill["signal"]): number {
  return killPlan.kills.filter((kill) => kill.signal === signal).length;
}

/** The scenarios of the run, and for each violation the number of scenarios that show it. */
export function figuresOf({ results, planned }: ChaosRun): Figures {
  const counts = VIOLATIONS.map((violation) => {
    const found = results.filter(({ violations }) => violations.includes(violation));
    return [violation, atMost(found.length, 0)] as const;
  });
  return { scenarios: atLeast(results.length, planned), ...Object.fromEntries(counts) };
}

/** One row per scenario. docs/chaos.md explains the columns. */
export function markdownOf(run: ChaosRun, at: string): string {
  const head = `# Chaos run of ${at}\n\n${summaryOf(run)}. ${describeLimits(run.limits)}`;
  return `${head}\n\n${markdownTable([COLUMNS, ...run.results.map(rowOf)])}\n`;
}
