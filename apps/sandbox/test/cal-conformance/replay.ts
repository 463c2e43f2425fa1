import { compareAnswers } from "./recordings/compare.ts";
import { outOfScope } from "./recordings/out-of-scope.ts";
import { prepare } from "./plans/prepare.ts";
import { readdress, readdressAnswer } from "./recordings/readdress.ts";
import type { Recording, RecordingFile } from "./recordings/recordings.ts";
import { scenarioOf } from "./scenarios/scenarios.ts";
import type { Timeline } from "./recordings/timeline.ts";
import { setStage } from "./stage.ts";
import type { Target } from "./target.ts";

/** The result of one recording. */
export interface ReplayResult {
  readonly name: string;
  readonly verdict: "pass" | "fail" | "out of scope";
  /** A single exchange is replayed as is; a race, a list or a summary has its own scenario. */
  readonly by: "exchange" | "scenario";
  /** Differences, or the reason for leaving it out. */
  readonly notes: readonly string[];
  /** Meetings that only the recorded answer itself shows; the more there are, the less it proves. */
  readonly assumed: number;
}

/** Two stand-ins: one that answers at once, and one in which concurrent writes collide. */
export interface Targets {
  readonly quick: Target;
  readonly slow: Target;
}

/** Checks one recording on its own stage. */
export async function replay(
  targets: Targets,
  file: RecordingFile,
  timeline: Timeline,
): Promise<ReplayResult> {
  const { name, recording } = file;
  const by = recording === null ? "scenario" : "exchange";
  const reason = outOfScope(file, timeline);
  const nothing = { name, by, assumed: 0 } as const;
  if (reason !== null) return { ...nothing, verdict: "out of scope", notes: [reason] };
  try {
    const { notes, assumed } =
      recording === null
        ? { notes: await playScenario(targets.slow, file, timeline), assumed: 0 }
        : await replayExchange(targets.quick, recording, timeline);
    return { name, by, verdict: notes.length === 0 ? "pass" : "fail", notes, assumed };
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return { ...nothing, verdict: "fail", notes: [note] };
  }
}

async function replayExchange(
  target: Target,
  recording: Recording,
  timeline: Timeline,
): Promise<Pick<ReplayResult, "notes" | "assumed">> {
  const stage = await setStage(target, recording, timeline);
  await prepare(stage);
  const answer = await target.send(readdress(recording.request, stage));
  const notes = compareAnswers(recording, readdressAnswer(answer, stage));
  return { notes, assumed: stage.assumed };
}

async function playScenario(
  target: Target,
  { content }: RecordingFile,
  timeline: Timeline,
): Promise<string[]> {
  const scenario = scenarioOf(content);
  return scenario === null
    ? ["there is no scenario for its shape"]
    : scenario(target, content, timeline);
}
