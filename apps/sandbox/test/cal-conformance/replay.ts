import { compareAnswers } from "./compare.ts";
import { outOfScope } from "./out-of-scope.ts";
import { prepare } from "./plans.ts";
import type { RecordingFile } from "./recordings.ts";
import { readdress, setStage } from "./stage.ts";
import type { Target } from "./target.ts";

/** How one recording came out. */
export interface ReplayResult {
  readonly name: string;
  readonly verdict: "pass" | "fail" | "out of scope";
  /** Differences, or the reason for leaving it out. */
  readonly notes: readonly string[];
}

/** Replays one recording on a stage of its own. */
export async function replay(
  target: Target,
  { name, recording }: RecordingFile,
): Promise<ReplayResult> {
  if (recording === null) {
    return {
      name,
      verdict: "out of scope",
      notes: ["several exchanges in one file: what they show has tests of its own"],
    };
  }
  const reason = outOfScope(name);
  if (reason !== null) return { name, verdict: "out of scope", notes: [reason] };
  try {
    const stage = await setStage(target, recording, name.startsWith("00-schedule"));
    await prepare(stage);
    const answer = await target.send(readdress(recording.request, stage.subject));
    const notes = compareAnswers(recording, answer);
    return { name, verdict: notes.length === 0 ? "pass" : "fail", notes };
  } catch (error) {
    return {
      name,
      verdict: "fail",
      notes: [error instanceof Error ? error.message : String(error)],
    };
  }
}
