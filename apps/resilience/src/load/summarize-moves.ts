import type { TappedCall } from "./cal-proxy.ts";
import type { MoveSummary } from "./thresholds.ts";
import { outcomeOf } from "../chaos/check-invariants.ts";
import { ownTimeOf } from "./move-times.ts";
import type { MoverLog, MoveRecord } from "./movers.ts";
import type { Reply } from "./api-client.ts";
import { isInjected, quantile } from "./readers.ts";

/** Counts the answers to moves, and measures those that moved. */
export function summarizeMoves(
  { moves, refusedReads }: MoverLog,
  calls: readonly TappedCall[],
): MoveSummary {
  const answers: Record<string, number> = {};
  const failed: Record<string, number> = {};
  const count = (counts: Record<string, number>, what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  for (const { reply } of moves) count(answers, wordsOf(reply));
  for (const reply of [...moves.map((move) => move.reply), ...refusedReads])
    if (isFailure(reply)) count(failed, `${reply.status} ${reply.code ?? ""}`.trim());
  const own = moves
    .filter(hasMoved)
    .map((move) => ownTimeOf(move, calls))
    .toSorted((left, right) => left - right);
  return {
    asked: moves.length,
    answers,
    failed,
    ownP50: quantile(own, 0.5),
    ownP95: quantile(own, 0.95),
    ownMax: own.at(-1) ?? 0,
  };
}

function wordsOf({ code, data, status }: Reply): string {
  if (code !== undefined) return code;
  return data === undefined ? `no answer (${status})` : outcomeOf({ kind: "data", data });
}

function hasMoved({ reply }: MoveRecord): boolean {
  return wordsOf(reply) === "moved";
}

function isFailure({ status, code }: Reply): boolean {
  return status === 0 || (status >= 500 && !isInjected(code));
}
