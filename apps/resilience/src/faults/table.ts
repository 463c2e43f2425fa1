import { markdownTable } from "../report/markdown-table.ts";
import type { Answer, CellResult } from "./run-cell.ts";

/** Answers that a failing dependency must never lead to. */
const forbidden: ReadonlySet<string> = new Set([
  "INTERNAL",
  "RATE_LIMITED",
  "CAL_RATE_LIMITED",
  "UNAUTHENTICATED",
]);

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const answerText = ({ code, at }: Answer): string => `${code} at ${seconds(at)}`;

/** What is wrong with a cell; empty: nothing. */
export function brokenRules({ answers, posts, ...result }: CellResult): string[] {
  const last = answers.at(-1)?.code ?? "nothing";
  const isMoved = last === "moved";
  const settled = new Set(["APPLIED", "REJECTED", "ABANDONED"]);
  return [
    ...answers.filter(({ code }) => forbidden.has(code)).map(({ code }) => `answered ${code}`),
    ...(posts > 1 ? [`${posts} POSTs`] : []),
    ...(isMoved || last === "failed" ? [] : [`ended as ${last}`]),
    ...(settled.has(result.state) ? [] : [`stored as ${result.state}`]),
    ...(isMoved === result.movedAtCal ? [] : ["the answer is not what Cal.com has"]),
    ...(isMoved && result.notifications !== 2 ? [`${result.notifications} notifications`] : []),
    ...(result.mailedAt === null ? ["mail was not sent"] : []),
  ];
}

/** The rows of the table, one for each cell. */
export function tableOf(results: readonly CellResult[]): string {
  const head = ["dependency", "fault", "begins", "what the person sees", "stored", "whole again"];
  const rows = results.map((result) => {
    const { cell, answers, state, posts } = result;
    return [
      cell.dependency,
      faultNames[cell.fault],
      `${cell.phase} the POST`,
      answers.map(answerText).join(", "),
      `${state}, ${posts} POST${posts === 1 ? "" : "s"}, ${result.notifications} notifications`,
      wholeText(result),
    ];
  });
  return markdownTable([head, ...rows]);
}

const faultNames = {
  down: "down",
  slow: "slow, 12 s",
  hanging: "hanging",
  resetAfterCommit: "reset after commit",
} as const;

/** When the last answer was known and the last mail sent, by the end of the fault. */
function wholeText({ answers, faultEndedAt, mailedAt }: CellResult): string {
  const settledAt = answers.at(-1)?.at ?? 0;
  const mail = mailedAt === null ? "never" : seconds(mailedAt);
  const answer = `answer at ${seconds(settledAt)}, mail at ${mail}`;
  return faultEndedAt === null
    ? `${answer}; no fault`
    : `${answer}; fault until ${seconds(faultEndedAt)}`;
}
