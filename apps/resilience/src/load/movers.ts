import { setTimeout as sleep } from "node:timers/promises";
import { ulid } from "ulid";
import { z } from "zod";
import { fromInstant, now, toInstant } from "../chaos/clock.ts";
import type { CrowdApi, Reply } from "./api-client.ts";
import type { Crowd, CrowdBooking, CrowdPerson } from "./virtual-users.ts";
import { oneOf, windowAround } from "./readers.ts";

/** One request to move a meeting, and what it came to; instants in epoch ms. */
export interface MoveRecord {
  readonly attemptUlid: string;
  readonly booking: CrowdBooking;
  readonly actor: CrowdPerson;
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
const offerSchema = z.object({
  slots: z.array(z.object({ start: z.string(), verdict: z.string() })),
});
const FREE = ["mutual", "menteeUnknown"];
const PAUSE_MS = 200;

export interface MoverLog {
  readonly moves: MoveRecord[];
  /** What reading before a move was refused with. */
  readonly refusedReads: Reply[];
}

/** Moves one meeting after the other to times that are offered, until told to stop. */
export async function moveUntil(
  { api, crowd, log }: { api: CrowdApi; crowd: Crowd; log: MoverLog },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const actor = oneOf(crowd.people);
    const mine = crowd.bookings.filter(({ coach, mentee }) => coach === actor || mentee === actor);
    const booking = oneOf(mine);
    const target = await chooseTarget({ api, log }, actor, booking);
    if (target) log.moves.push(await move(api, { actor, booking, ...target }));
    await sleep(PAUSE_MS);
  }
}

interface Target {
  readonly start: number;
  readonly durationMs: number;
  readonly version: number;
}

/** A random time that both can make; null when it could not be found out. */
async function chooseTarget(
  { api, log }: { api: CrowdApi; log: MoverLog },
  actor: CrowdPerson,
  { ulid: bookingUlid }: CrowdBooking,
): Promise<Target | null> {
  const found = await api.query(actor, "booking.get", { bookingUlid });
  const booking = bookingSchema.safeParse(found.data);
  if (!booking.success) {
    log.refusedReads.push(found);
    return null;
  }
  const { startTime, version, durationMinutes } = booking.data;
  const window = windowAround(fromInstant(startTime));
  const offered = await api.query(actor, "booking.availability", { bookingUlid, ...window });
  const offer = offerSchema.safeParse(offered.data);
  if (!offer.success) {
    log.refusedReads.push(offered);
    return null;
  }
  const free = offer.data.slots.filter(({ verdict }) => FREE.includes(verdict));
  if (free.length === 0) return null;
  const start = fromInstant(oneOf(free).start);
  return { start, version, durationMs: durationMinutes * 60_000 };
}

async function move(
  api: CrowdApi,
  { actor, booking, start, durationMs, version }: Target & Pick<MoveRecord, "actor" | "booking">,
): Promise<MoveRecord> {
  const attemptUlid = ulid();
  const askedAt = now();
  const reply = await api.mutate(actor, "booking.reschedule", {
    bookingUlid: booking.ulid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + durationMs),
    attemptUlid,
    expectedVersion: version,
  });
  return { attemptUlid, booking, actor, start, askedAt, answeredAt: now(), reply };
}
