import { dayMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { z } from "zod";
import { fromInstant, now, toInstant } from "../clock.ts";
import { outcomeOf } from "../state/api-result.ts";
import { isOfShare } from "../load/move-meeting.ts";
import type { Person, Population } from "../load/people.ts";
import type { Stage } from "../load/seed.ts";
import { nameOf } from "../load/tally.ts";
import { createApiClient } from "../traffic/api-client.ts";

/** The people of a scenario; in this run they do nothing else. */
export function menteesOfScenarios({ mentees }: Population): readonly [Person, Person] {
  const connected = mentees.find(({ calApiKey }) => calApiKey !== null);
  const unconnected = mentees.find(({ calApiKey }) => calApiKey === null);
  if (!connected || !unconnected) throw new Error("There is nobody for a scenario.");
  return [connected, unconnected];
}

const bookingSchema = z.object({
  startTime: z.string(),
  durationMinutes: z.number(),
  version: z.number(),
});
const availabilitySchema = z.object({
  checks: z.object({ mentee: z.string() }),
  slots: z.array(z.object({ start: z.string(), verdict: z.string() })),
});

export interface ScenarioResult {
  readonly name: string;
  /** What the move was answered; "moved" when all is well. */
  readonly outcome: string;
}

/**
 * Coach and mentee each move a meeting of a mentee who has connected a calendar, and of one who has not: the times that
 * they are offered have to be judged, or be called unknown.
 */
export async function runFourScenarios(stage: Stage): Promise<ScenarioResult[]> {
  const [coach] = stage.population.coaches;
  const results: ScenarioResult[] = [];
  for (const mentee of menteesOfScenarios(stage.population)) {
    const isConnected = mentee.calApiKey !== null;
    if (!coach) throw new Error("There is no coach.");
    for (const [role, mover] of [
      ["coach", coach],
      ["mentee", mentee],
    ] as const) {
      const name = `${role} moves, mentee ${isConnected ? "connected" : "not connected"}`;
      const verdict = isConnected ? "mutual" : "menteeUnknown";
      results.push({ name, outcome: await moveOnce(stage, { mover, mentee, verdict }) });
    }
  }
  return results;
}

interface OneMove {
  readonly mover: Person;
  readonly mentee: Person;
  /** Of the times that may be chosen. */
  readonly verdict: string;
}

async function moveOnce({ plan, meetings, population }: Stage, move: OneMove): Promise<string> {
  const { mover, mentee, verdict } = move;
  const meeting = meetings.find(({ menteeEmail }) => menteeEmail === mentee.email);
  if (!meeting) return "no meeting";
  const api = createApiClient(plan.urls.webUrl);
  const { bookingUlid } = meeting;
  const opened = await api.query(mover, "booking.get", { bookingUlid });
  const booking = bookingSchema.safeParse(opened.data);
  if (!booking.success) return nameOf(opened);
  const { version, durationMinutes, startTime } = booking.data;
  const from = Math.floor(Math.max(fromInstant(startTime), now() + dayMs) / dayMs) * dayMs;
  const looked = await api.query(mover, "booking.availability", {
    bookingUlid,
    from: toInstant(from),
    to: toInstant(from + 21 * dayMs),
    timeZone: "Europe/Paris",
  });
  const available = availabilitySchema.safeParse(looked.data);
  if (!available.success) return nameOf(looked);
  const { mentees } = population;
  const share = { index: mentees.indexOf(mentee), of: mentees.length };
  const free = available.data.slots.filter(
    (slot) => slot.verdict === verdict && isOfShare(fromInstant(slot.start), share),
  );
  const chosen = free[Math.floor(Math.random() * free.length)];
  if (!chosen) return `no ${verdict} time`;
  const start = fromInstant(chosen.start);
  const moved = await api.mutate(mover, "booking.reschedule", {
    bookingUlid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + durationMinutes * minuteMs),
    attemptUlid: ulid(),
    expectedVersion: version,
  });
  return moved.data === undefined ? nameOf(moved) : outcomeOf({ kind: "data", data: moved.data });
}
