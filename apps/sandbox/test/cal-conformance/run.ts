import { writeFileSync } from "node:fs";
import process from "node:process";
import { checkRecordings, checkSlotCases, findMaterial, slotFailures } from "./conformance.ts";
import type { ReplayResult } from "./replay.ts";
import type { SlotResult } from "./slot-cases.ts";

interface Figure {
  readonly value: number;
  readonly limit: number;
}

const material = findMaterial(process.env);
const recordings = await checkRecordings(material);
const slots = await checkSlotCases(material);
const passedBy = { exchange: "", scenario: " (scenario)" };
const figures: Record<string, Figure> = {};
if (recordings !== null) Object.assign(figures, reportRecordings(recordings));
else missing("recordings", material.recordings, "CAL_RECORDINGS_DIR");
if (slots !== null) Object.assign(figures, reportSlots(slots));
else missing("slot cases", material.slotCases, "CAL_SLOTS_CASES");
finish();

/** Nothing compared is a failure, and so is material that was named and is not there. */
function finish(): void {
  const results = Object.entries(figures).map(
    ([name, { value, limit }]) => [name, { value, limit, ok: value <= limit }] as const,
  );
  const file = process.env["FIGURES_FILE"];
  if (file) writeFileSync(file, JSON.stringify(Object.fromEntries(results)));
  if (results.length === 0 || results.some(([, { ok }]) => !ok)) process.exitCode = 1;
}

function missing(what: string, path: string, variable: string): void {
  print(`No ${what} at ${path}: skipped. ${variable} names another place.`);
  if (process.env[variable]) figures[`missing: ${what}`] = { value: 1, limit: 0 };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function reportRecordings(results: readonly ReplayResult[]): Record<string, Figure> {
  print("Recordings\n");
  for (const { name, verdict, by, notes, assumed } of results) {
    const given = assumed === 0 ? "" : ` (assuming ${assumed} meetings that only its answer shows)`;
    const detail = verdict === "pass" ? passedBy[by] + given : `: ${notes.join("; ")}`;
    print(`${verdict.padEnd(13)} ${name}${detail}`);
  }
  const count = (verdict: ReplayResult["verdict"]): number =>
    results.filter((result) => result.verdict === verdict).length;
  const share = ((100 * count("pass")) / results.length).toFixed(1);
  const scenarios = results.filter(({ verdict, by }) => verdict === "pass" && by === "scenario");
  print(
    `\n${count("pass")} pass (${share} %, ${scenarios.length} of them by a scenario), ${count("fail")} fail, ${count("out of scope")} out of scope, of ${results.length}\n`,
  );
  const percent = (part: number): number => Math.round((1000 * part) / results.length) / 10;
  const helped = results.filter(({ assumed }) => assumed > 0).length;
  return {
    [`recordings that differ, of ${results.length}`]: { value: count("fail"), limit: 0 },
    "recordings out of scope, in %": { value: percent(count("out of scope")), limit: 10 },
    "recordings replayed with assumed meetings, in %": { value: percent(helped), limit: 2 },
  };
}

function reportSlots(results: readonly SlotResult[]): Record<string, Figure> {
  const groups: readonly (readonly [label: string, member: (result: SlotResult) => boolean])[] = [
    ["slots answers", ({ kind, flags }) => kind === "slots" && flags.length === 0],
    ["slots answers with an oddity", ({ kind, flags }) => kind === "slots" && flags.length > 0],
    ["reschedule attempts", ({ kind }) => kind === "attempt"],
  ];
  print("Slot cases\n");
  for (const [label, member] of groups) {
    const group = results.filter(member);
    const equal = group.filter(({ difference }) => difference === null).length;
    print(`${label.padEnd(30)} ${equal} equal of ${group.length}`);
  }
  for (const { name, flags, difference } of results.filter(
    (result) => result.difference !== null,
  )) {
    print(`${flags.length === 0 ? "FAIL" : "tolerated"} ${name} ${flags.join(",")}: ${difference}`);
  }
  const value = slotFailures(results).length;
  return { [`slot lists and moves that differ, of ${results.length}`]: { value, limit: 0 } };
}
