import loadHighs from "highs";
import { intAt, type Problem } from "../src/availability/plan/problem.ts";

/** What HiGHS, a solver of mixed integer programmes, finds: the most places, then the highest sum of values. */
export interface Optimum {
  readonly placed: readonly [number, number];
  readonly value: number;
}

const settings = { time_limit: 60, mip_rel_gap: 0 };

/** @returns null when HiGHS does not prove it within two minutes */
export async function optimumOf(p: Problem): Promise<Optimum | null> {
  const unit = p.size + 1;
  const most = await maximum(p, (_, m) => (p.classOf[m] === 0 ? unit : 1), null);
  if (most === null) return null;
  const placed = [Math.floor(most / unit), most % unit] as const;
  const value = await maximum(p, (c) => intAt(p.value, c), placed);
  return value === null ? null : { placed, value };
}

async function maximum(
  p: Problem,
  worth: (c: number, m: number) => number,
  placed: Optimum["placed"] | null,
): Promise<number | null> {
  // A solver that failed once answers nothing right afterwards.
  const highs = await loadHighs();
  const { Status, ObjectiveValue } = highs.solve(programOf(p, worth, placed), settings);
  return Status === "Optimal" ? Math.round(ObjectiveValue) : null;
}

/** The linear programme in CPLEX's format: one variable a candidate. */
function programOf(
  p: Problem,
  worth: (c: number, m: number) => number,
  placed: Optimum["placed"] | null,
): string {
  const byMeeting = Array.from({ length: p.size }, (_, m) =>
    range(intAt(p.first, m), intAt(p.first, m + 1)),
  );
  const terms = byMeeting.flatMap((list, m) => list.map((c) => `${signed(worth(c, m))} x${c}`));
  const rows = [
    ...[...byMeeting, ...cellsOf(p)].map((list) => [list, "<= 1"] as const),
    ...Array.from(p.capSize, (size, cap) => [countedBy(p, cap), `<= ${size}`] as const),
    ...(placed ?? []).map((count, kind) => {
      const ofKind = byMeeting.filter((_, m) => p.classOf[m] === kind).flat();
      return [ofKind, `>= ${count}`] as const;
    }),
  ].filter(([list]) => list.length > 0);
  return [
    "Maximize",
    ` obj: ${terms.join(" ")}`,
    "Subject To",
    ...rows.map(([list, limit], i) => ` r${i}: ${list.map((c) => `x${c}`).join(" + ")} ${limit}`),
    "Binary",
    ` ${range(0, p.value.length)
      .map((c) => `x${c}`)
      .join(" ")}`,
    "End",
  ].join("\n");
}

/** The candidates that use a cell, without cells whose candidates all use the next one too. */
function cellsOf(p: Problem): number[][] {
  const cells: number[][] = Array.from({ length: p.cells }, () => []);
  for (let c = 0; c < p.value.length; c += 1) {
    for (let t = intAt(p.from, c); t < intAt(p.to, c); t += 1) cells[t]?.push(c);
  }
  return cells.filter((list, t) => {
    const next = new Set(cells[t + 1]);
    return list.length > 1 && !list.every((c) => next.has(c));
  });
}

function countedBy(p: Problem, cap: number): number[] {
  return range(0, p.value.length).filter((c) => p.capA[c] === cap || p.capB[c] === cap);
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}

function signed(value: number): string {
  return value < 0 ? `- ${-value}` : `+ ${value}`;
}
