import { setTimeout as wait } from "node:timers/promises";
import type { Json } from "../../cal/fixture.ts";
import type { Timeline } from "../recordings/timeline.ts";
import { setStage } from "../stage.ts";
import type { Target } from "../target.ts";

const cacheMs = 2000;
/** Readings this close to the cache's expiry are not compared. */
const edgeMs = 350;

/** `["596ms 10:00 still offered", true, "09:00 offered", false]` */
type Row = readonly [label: string, taken: boolean | number, label?: string, freed?: boolean];

/**
 * Reads slots, moves the booking from 09:00 to 10:00, and reads the same slots again at the
 * recorded times: stale for two seconds, then current. Leaves out readings near the edge and after
 * it. Expectations follow the clock, so a slow machine makes no difference.
 */
export async function staleSlots(
  target: Target,
  content: Row[],
  timeline: Timeline,
): Promise<string[]> {
  const path = "/v2/slots?eventTypeId=1&start=2026-12-30&end=2026-12-30";
  const headers = { "cal-api-version": "2024-09-04" };
  const request = { method: "GET", path, headers };
  const response = { status: 200, headers: {}, body: null };
  const recordedAt = "2026-11-22T11:07:00.000Z";
  const recording = { name: "stale", note: "", recordedAt, request, response };
  const stage = await setStage(target, recording, timeline);
  stage.subject = await stage.place({ start: "2026-12-30T09:00:00Z" });
  const read = async (): Promise<{ taken: boolean; freed: boolean }> => {
    const { body } = await target.send(request);
    const starts: string[] = (body.data["2026-12-30"] ?? []).map((slot: Json) => slot.start);
    const has = (time: string): boolean => starts.includes(`2026-12-30T${time}:00.000Z`);
    return { taken: has("10:00"), freed: has("09:00") };
  };
  const began = performance.now();
  const before = await read();
  const filled = performance.now();
  await stage.move({ start: "2026-12-30T10:00:00Z" });
  const differences = before.taken === content[0]?.[1] ? [] : ["10:00 was not free before"];
  for (const [label, , , freed] of readings(content)) {
    await wait(Math.max(0, began + Number.parseInt(label, 10) - performance.now()));
    const from = performance.now();
    const seen = await read();
    const isStale = performance.now() < began + cacheMs;
    const isFresh = from > filled + cacheMs;
    if (!isStale && !isFresh) continue;
    if (seen.taken !== isStale || seen.freed !== isFresh)
      differences.push(`${label}: ${JSON.stringify(seen)}, recorded ${String(!freed)}`);
  }
  return differences;
}

/** The rows with a time in milliseconds, up to the first one clearly after the expiry. */
function readings(content: readonly Row[]): Row[] {
  const after = (row: Row): number => Number.parseInt(row[0], 10);
  const timed = content.filter((row) => !Number.isNaN(after(row)));
  const clear = timed.filter((row) => Math.abs(after(row) - cacheMs) > edgeMs);
  const last = clear.findIndex((row) => after(row) > cacheMs);
  return clear.slice(0, last + 1);
}
