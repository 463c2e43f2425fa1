import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { readSettings } from "./env.ts";
import { type Candidate, keptWork, measure } from "./measure.ts";
import { loadCalCom } from "./peers/cal-com.ts";
import { toSvg, toTable } from "./report.ts";
import { holds, type Suite, type SuiteResult } from "./suite.ts";
import { expandZone } from "./suites/expand-zone.ts";
import { heavySet } from "./suites/heavy-set.ts";
import { intersectMillion } from "./suites/intersect-million.ts";
import { wireToVerdicts } from "./suites/wire-to-verdicts.ts";

const settings = readSettings();
const calCom = await loadCalCom(settings);
say(`Node ${process.version}, time zones ${process.versions["tz"] ?? "unknown"}`);
if (!calCom) say("Cal.com's own functions are not available: that peer is left out.");

const results: SuiteResult[] = [];
for (const build of [() => wireToVerdicts(calCom), heavySet, expandZone, intersectMillion]) {
  const result = runSuite(build());
  results.push(result);
  say(toTable(result));
}

mkdirSync(settings.folder, { recursive: true });
const chart = resolve(settings.folder, "bench.svg");
writeFileSync(chart, toSvg(results));
if (settings.figuresFile) writeFileSync(settings.figuresFile, JSON.stringify(figuresOf(results)));
const failed = results.flatMap(({ gates }) => gates).filter((gate) => !holds(gate));
say(`Chart: ${chart}`);
say(failed.length === 0 ? "All gates hold." : `${failed.length} gates failed.`);
process.exitCode = failed.length === 0 && keptWork() > 0 ? 0 : 1;

/** Compares every candidate's result with ours, then times them. */
function runSuite(suite: Suite): SuiteResult {
  const comparable = suite.candidates.filter(({ name }) => !suite.incomparable?.includes(name));
  const [expected, ...others] = comparable.map(numbersOf);
  for (const [index, got] of others.entries()) {
    if (isEqual(got, expected ?? [])) continue;
    throw new Error(`${suite.title}: ${comparable[index + 1]?.name} has another result than ours`);
  }
  const measured = measure(suite.candidates, suite.options);
  const timeOf = (name: string) => measured.find((each) => each.name === name)?.medianMs ?? null;
  return { title: suite.title, measured, gates: suite.gates(timeOf) };
}

/** Every gate as a figure of the report that `npm run bench` makes. */
function figuresOf(suites: readonly SuiteResult[]) {
  const gates = suites.flatMap((suite) => suite.gates.map((gate) => ({ suite, gate })));
  return Object.fromEntries(
    gates.map(({ suite, gate }) => [
      `${suite.title}: ${gate.text}, ${gate.kind === "atLeast" ? "at least" : "at most"}`,
      { value: Number(gate.value.toFixed(2)), limit: gate.limit, ok: holds(gate) },
    ]),
  );
}

function numbersOf(candidate: Candidate): unknown[] {
  return Array.from(candidate.numbers?.() ?? candidate.run());
}

function isEqual(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((value, i) => value === right[i]);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
