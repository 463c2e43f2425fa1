import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { z } from "zod";
import { fromInstant, now, toInstant } from "../clock.ts";
import type { ApiClient, Reply } from "../traffic/api-client.ts";
import { oneOf, windowAround } from "./readers.ts";
import type { UserMeeting, VirtualUser, VirtualUsers } from "./virtual-users.ts";

/** One request to move a meeting, and its response; instants in epoch ms. */
export interface MoveRecord {
  readonly attemptUlid: string;
  readonly meeting: UserMeeting;
  readonly actor: VirtualUser;
  readonly start: number;
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly reply: Reply;
}

const bookingSchema = z.object({
  startTime: z.string(),
  durationMinutes: z.number(),
  version: z.number(),
});
const availabilitySchema = z.object({
  slots: z.array(z.object({ start: z.string(), verdict: z.string() })),
});
const FREE = ["mutual", "menteeUnknown"];
const PAUSE_MS = 200;

export interface MoverLog {
  readonly moves: MoveRecord[];
  /** Replies without data to the reads before a move. */
  readonly failedReads: Reply[];
}

/** Moves one random meeting after another to a free time, until aborted. */
export async function runMover(
  { api, virtualUsers, log }: { api: ApiClient; virtualUsers: VirtualUsers; log: MoverLog },
  signal: AbortSignal,
): Promise<void> {
  const { users, meetings } = virtualUsers;
  while (!signal.aborted) {
    const actor = oneOf(users);
    const meeting = oneOf(
      meetings.filter(({ coach, mentee }) => coach === actor || mentee === actor),
    );
    const target = await chooseTarget({ api, log }, actor, meeting);
    if (target) log.moves.push(await move(api, { actor, meeting, ...target }));
    await sleep(PAUSE_MS);
  }
}

interface Target {
  readonly start: number;
  readonly durationMs: number;
  readonly version: number;
}

/** A random start at which both people are free; null if there is none or a read failed. */
async function chooseTarget(
  { api, log }: { api: ApiClient; log: MoverLog },
  actor: VirtualUser,
  { ulid: bookingUlid }: UserMeeting,
): Promise<Target | null> {
  const bookingReply = await api.query(actor, "booking.get", { bookingUlid });
  const booking = bookingSchema.safeParse(bookingReply.data);
  if (!booking.success) {
    log.failedReads.push(bookingReply);
    return null;
  }
  const { startTime, version, durationMinutes } = booking.data;
  const window = windowAround(fromInstant(startTime));
  const slotsReply = await api.query(actor, "booking.availability", { bookingUlid, ...window });
  const availability = availabilitySchema.safeParse(slotsReply.data);
  if (!availability.success) {
    log.failedReads.push(slotsReply);
    return null;
  }
  const free = availability.data.slots.filter(({ verdict }) => FREE.includes(verdict));
  if (free.length === 0) return null;
  const start = fromInstant(oneOf(free).start);
  return { start, version, durationMs: durationMinutes * minuteMs };
}

async function move(
  api: ApiClient,
  { actor, meeting, start, durationMs, version }: Target & Pick<MoveRecord, "actor" | "meeting">,
): Promise<MoveRecord> {
  const attemptUlid = ulid();
  const askedAt = now();
  const reply = await api.mutate(actor, "booking.reschedule", {
    bookingUlid: meeting.ulid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + durationMs),
    attemptUlid,
    expectedVersion: version,
  });
  return { attemptUlid, meeting, actor, start, askedAt, answeredAt: now(), reply };
}
