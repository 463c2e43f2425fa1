import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { readSettings } from "./env.ts";
import { keptWork, measure } from "./measure.ts";
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
const failed = results.flatMap(({ gates }) => gates).filter((gate) => !holds(gate));
say(`Chart: ${chart}`);
say(failed.length === 0 ? "All gates hold." : `${failed.length} gates failed.`);
process.exitCode = failed.length === 0 && keptWork() > 0 ? 0 : 1;

/** Compares every candidate's result with ours, then times them. */
function runSuite(suite: Suite): SuiteResult {
  const [ours] = suite.candidates;
  const expected = Array.from(ours?.run() ?? []);
  for (const candidate of suite.candidates) {
    if (suite.incomparable?.includes(candidate.name) === true) continue;
    const got = Array.from(candidate.run());
    const isEqual =
      got.length === expected.length && got.every((value, i) => value === expected[i]);
    if (!isEqual) throw new Error(`${suite.title}: ${candidate.name} has another result than ours`);
  }
  const measured = measure(suite.candidates, suite.options);
  const timeOf = (name: string) => measured.find((each) => each.name === name)?.medianMs ?? null;
  return { title: suite.title, measured, gates: suite.gates(timeOf) };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
