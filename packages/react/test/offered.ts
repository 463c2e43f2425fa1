import type { OfferedTimes } from "../src/model/offered-times.ts";

/** An answer: both calendars were read, and nothing is offered. */
export function offered(changes: Partial<OfferedTimes> = {}): OfferedTimes {
  return {
    durationMinutes: 45,
    noticeMinutes: 0,
    slots: [],
    lanes: { coach: { offered: [], own: [] }, mentee: null },
    checks: { mentee: "checked", details: { unseen: ["travel"] } },
    nextMutualStart: null,
    nextCoachStart: null,
    answeredAt: "2026-12-10T08:00:00.000Z",
    ...changes,
  };
}
