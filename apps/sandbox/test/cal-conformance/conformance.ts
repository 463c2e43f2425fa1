import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadRecordings } from "./recordings/recordings.ts";
import { buildTimeline } from "./recordings/timeline.ts";
import { replay, type ReplayResult } from "./replay.ts";
import { loadSlotCases, runSlotCase, type SlotResult } from "./slot-cases.ts";
import { startTarget } from "./target.ts";

/** Paths of the recorded material, which is not part of the repository. */
export interface Material {
  readonly recordings: string;
  readonly slotCases: string;
}

/** CAL_RECORDINGS_DIR and CAL_SLOTS_CASES, relative to the root of the repository. */
export function findMaterial(env: NodeJS.ProcessEnv): Material {
  const root = new URL("../../../../", import.meta.url);
  const locate = (value: string | undefined, fallback: string): string =>
    fileURLToPath(new URL(value || fallback, root));
  return {
    recordings: locate(env["CAL_RECORDINGS_DIR"], "../shared/cal/recordings"),
    slotCases: locate(env["CAL_SLOTS_CASES"], "../shared/cal/slots-differential.json"),
  };
}

/** Long enough for every call of a race to arrive in it, on a busy machine too. */
const raceMs = 250;

/** Checks every recording; null if the folder does not exist. */
export async function checkRecordings({ recordings }: Material): Promise<ReplayResult[] | null> {
  if (!existsSync(recordings)) return null;
  const targets = { quick: await startTarget(), slow: await startTarget(raceMs) };
  try {
    const results: ReplayResult[] = [];
    const files = loadRecordings(recordings);
    const timeline = buildTimeline(files);
    for (const file of files) results.push(await replay(targets, file, timeline));
    return results;
  } finally {
    await Promise.all([targets.quick.close(), targets.slow.close()]);
  }
}

/** Replays every slot case; null if the file does not exist. */
export async function checkSlotCases({ slotCases }: Material): Promise<SlotResult[] | null> {
  if (!existsSync(slotCases)) return null;
  const target = await startTarget();
  try {
    const results: SlotResult[] = [];
    for (const slotCase of loadSlotCases(slotCases))
      results.push(...(await runSlotCase(target, slotCase)));
    return results;
  } finally {
    await target.close();
  }
}

/** Slot results that differ and must not; results that depend on an oddity of the real service may differ. */
export function slotFailures(results: readonly SlotResult[]): SlotResult[] {
  return results.filter(({ flags, difference }) => flags.length === 0 && difference !== null);
}
