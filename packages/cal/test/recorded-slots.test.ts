import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  expandSchedule,
  judgeSlots,
  type Verdict,
  type WeeklySchedule,
} from "../src/availability/index.ts";
import { localTime } from "./wall-clock-model.ts";
import { dayMs, hourMs, minuteMs } from "../src/time/index.ts";

const folder =
  process.env["CAL_RECORDINGS_DIR"] ??
  resolve(import.meta.dirname, "..", "..", "..", "..", "shared", "cal", "recordings");
const isPresent = existsSync(folder);

interface SlotRecording {
  readonly name: string;
  readonly response: {
    readonly status: number;
    readonly body: { readonly data: Record<string, { readonly start: string }[]> };
  };
}

const recordings = (isPresent ? readdirSync(folder) : [])
  .filter((file) => /^(04-slots|16-dst|16-slots-coll)/.test(file))
  .map((file) => JSON.parse(readFileSync(resolve(folder, file), "utf8")) as SlotRecording)
  .filter(({ response }) => response.status === 200 && response.body.data !== undefined)
  .filter(({ name }) => name !== "04-slots-old-available");

const hours: WeeklySchedule = {
  timeZone: "America/New_York",
  weekly: [{ days: [1, 2, 3, 4, 5], start: "08:00", end: "12:00" }],
  overrides: [],
};
const durationMs = 30 * minuteMs;

/** The verdict read off the wall clock of start and last minute, without any interval arithmetic. */
function expectedVerdict(start: number, busyFrom: number, busyTo: number): Verdict {
  if (start < busyTo && busyFrom < start + durationMs) return "menteeBusy";
  const isOpen = (instant: number) => {
    const local = new Date(localTime(hours.timeZone, instant));
    const weekday = local.getUTCDay();
    const hour = local.getUTCHours();
    return weekday >= 1 && weekday <= 5 && hour >= 8 && hour < 12;
  };
  const minutes = Array.from({ length: 30 }, (_, minute) => start + minute * minuteMs);
  return minutes.every(isOpen) ? "mutual" : "outsideMenteeHours";
}

describe.skipIf(!isPresent)(`recorded slots (skipped when ${folder} is missing)`, () => {
  it("finds recordings", () => {
    expect(recordings.length).toBeGreaterThan(20);
  });

  it.each(recordings)("judges every slot of $name", ({ response }) => {
    const slots = Object.values(response.body.data)
      .flat()
      .map(({ start }) => Date.parse(start))
      .toSorted((left, right) => left - right);
    const first = slots[0] ?? 0;
    const last = slots.at(-1) ?? 0;
    const busy = { start: first + 3 * hourMs, end: first + 5 * hourMs };
    const window = { start: first - dayMs, end: last + 2 * dayMs };
    const open = expandSchedule(hours, window);

    const judged = judgeSlots({
      slots,
      durationMs,
      current: { start: first, end: first + durationMs },
      mentee: { hours: open, busy: [busy] },
    });

    expect(judged).toEqual(
      slots.map((start, index) => ({
        start,
        verdict: index === 0 ? "current" : expectedVerdict(start, busy.start, busy.end),
      })),
    );
  });
});
