import process from "node:process";
import { checkRecordings, checkSlotCases, findMaterial, slotFailures } from "./conformance.ts";
import type { ReplayResult } from "./replay.ts";
import type { SlotResult } from "./slot-cases.ts";

const material = findMaterial(process.env);
const recordings = await checkRecordings(material);
const slots = await checkSlotCases(material);
const passedBy = { exchange: "", scenario: " (scenario)" };
let failures = 0;
if (recordings === null)
  print(
    `No recordings at ${material.recordings}: skipped. CAL_RECORDINGS_DIR names another folder.`,
  );
else failures += reportRecordings(recordings);
if (slots === null)
  print(`No slot cases at ${material.slotCases}: skipped. CAL_SLOTS_CASES names another file.`);
else failures += reportSlots(slots);
process.exitCode = failures === 0 ? 0 : 1;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function reportRecordings(results: readonly ReplayResult[]): number {
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
  return count("fail");
}

function reportSlots(results: readonly SlotResult[]): number {
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
  return slotFailures(results).length;
}
