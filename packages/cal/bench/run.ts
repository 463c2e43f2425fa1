import { writeFileSync } from "node:fs";
import { planMoves, type PlanMovesInput } from "../src/availability/index.ts";
import { arrange, compileOpen } from "../src/availability/plan/plan-moves.ts";
import { solve } from "../src/availability/plan/solve.ts";
import { Work } from "../src/availability/plan/work.ts";
import { compareWithExact } from "../test/plan/compare.ts";
import { realisticPlan, type Scene, scenes } from "../test/plan/realistic.ts";
import { figuresFile } from "./env.ts";
import { optimumOf } from "./optimum.ts";

// Measures the plans of many moves: against an exact solver, against HiGHS, in work and in processor time.

const instances = 2000;
const seeds = [1, 2, 3, 4, 5, 6];
/** What else the machine does costs caches: of each plan the fastest round counts. */
const rounds = 3;
const limits = { units: 4_000_000, gapPercent: 1, ms: 50, msWithDayLimit: 80 };

interface Measured {
  readonly cpuMs: number[];
  readonly units: number[];
  /** How far below the best plan of as many meetings, of those that have as many. */
  readonly gaps: number[];
  readonly fewer: number;
}

const figures: Record<string, { value: number; limit: number; ok: boolean }> = {};
note("instances of up to ten meetings that differ from the exact solver", {
  value: compareWithExact(instances).different.length,
  limit: 0,
});
for (const [name, scene] of Object.entries(scenes)) {
  const { cpuMs, units, gaps, fewer } = await measure(scene);
  const ms = scene.maxPerDay ? limits.msWithDayLimit : limits.ms;
  const gap = (gaps.reduce((sum, each) => sum + each, 0) / Math.max(1, gaps.length)) * 100;
  note(`${name}: ms of processor time, median`, { value: medianOf(cpuMs), limit: ms });
  note(`${name}: units of work, most`, { value: Math.max(...units), limit: limits.units });
  note(`${name}: % below the best plan, mean`, { value: gap, limit: limits.gapPercent });
  say(`  plans with fewer meetings than possible: ${fewer} of ${seeds.length}`);
}
if (figuresFile) writeFileSync(figuresFile, JSON.stringify(figures));
process.exitCode = Object.values(figures).every(({ ok }) => ok) ? 0 : 1;

async function measure(scene: Scene): Promise<Measured> {
  const measured = { cpuMs: [] as number[], units: [] as number[], gaps: [] as number[] };
  let fewer = 0;
  for (const seed of seeds) {
    const input = realisticPlan(scene, seed);
    measured.units.push(planMoves(input).work);
    measured.cpuMs.push(Math.min(...Array.from({ length: rounds }, () => cpuOf(input))));
    const gap = await gapOf(input);
    if (gap === null) fewer += 1;
    else measured.gaps.push(gap);
  }
  return { ...measured, fewer };
}

function cpuOf(input: PlanMovesInput): number {
  const before = process.cpuUsage();
  planMoves(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** null where fewer meetings are placed than possible. */
async function gapOf(input: PlanMovesInput): Promise<number | null> {
  const { rows, taken } = arrange(input);
  const { problem } = compileOpen(rows, taken);
  const solved = solve(problem, { work: new Work(limits.units) });
  const best = await optimumOf(problem);
  if (!best) throw new Error("HiGHS found no best plan: it has nothing to be compared with");
  if (best.placed.join() !== solved.placed.join()) return null;
  return (best.value - solved.value) / best.value;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function note(name: string, { value, limit }: { value: number; limit: number }): void {
  const ok = value <= limit;
  figures[name] = { value: Number(value.toFixed(3)), limit, ok };
  say(`${ok ? "✓" : "✗"} ${name}: ${value.toFixed(2)} (at most ${limit})`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
