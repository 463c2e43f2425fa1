import { outcomeOf } from "../state/api-result.ts";
import type { Reply } from "../traffic/api-client.ts";
import type { ProxiedCall } from "../traffic/cal-proxy.ts";
import { overheadOf } from "./move-overhead.ts";
import type { MoveRecord, MoverLog } from "./movers.ts";
import { quantile } from "../traffic/quantile.ts";
import { isInjected } from "./readers.ts";
import type { MoveSummary } from "./thresholds.ts";

/** Counts the responses to moves, and measures those that moved. */
export function summarizeMoves(
  { moves, failedReads }: MoverLog,
  calls: readonly ProxiedCall[],
): MoveSummary {
  const outcomes: Record<string, number> = {};
  const failed: Record<string, number> = {};
  const count = (counts: Record<string, number>, what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  for (const { reply } of moves) count(outcomes, describeReply(reply));
  for (const reply of [...moves.map((move) => move.reply), ...failedReads])
    if (isFailure(reply)) count(failed, `${reply.status} ${reply.code ?? ""}`.trim());
  const overheads = moves
    .filter(hasMoved)
    .map((move) => overheadOf(move, calls))
    .toSorted((left, right) => left - right);
  return {
    requested: moves.length,
    outcomes,
    failed,
    overheadP50: quantile(overheads, 0.5),
    overheadP95: quantile(overheads, 0.95),
    overheadMax: overheads.at(-1) ?? 0,
  };
}

function describeReply({ code, data, status }: Reply): string {
  if (code !== undefined) return code;
  return data === undefined ? `no response (${status})` : outcomeOf({ kind: "data", data });
}

function hasMoved({ reply }: MoveRecord): boolean {
  return describeReply(reply) === "moved";
}

function isFailure({ status, code }: Reply): boolean {
  return status === 0 || (status >= 500 && !isInjected(code));
}
