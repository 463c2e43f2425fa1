import { dayMs, type Interval, minuteMs, parseInterval } from "@reslot/cal/time";
import type { ParticipantBooking } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { CalUse } from "../core/cal-use.ts";
import { type Connection, forReading } from "../core/connection.ts";
import { mondayOf, readWindows } from "../core/read-windows.ts";
import type { CachedValue } from "../infra/cache/stale-cache.ts";
import { type CoachSlotDeps, readCoachSlots } from "./coach-slots.ts";
import { freesStartsIn, type KnownEventType } from "./frees-starts-in.ts";

export type OfferDeps = CoachSlotDeps & Needs<"clock">;

export interface OfferToRead {
  booking: ParticipantBooking;
  /** The coach's connection. */
  coach: Connection;
  use: CalUse;
  window: Interval;
}

/** What decides which lists are read. */
export interface OfferFacts {
  durationMinutes: number;
  eventType: KnownEventType;
}

/** A coach's starts in one window of weeks, as Cal.com gave them. */
export interface OfferedWindow extends CachedValue<readonly number[]> {
  window: Interval;
  /** Whether it was read for this booking alone, whose own time is then free. */
  isOwn: boolean;
}

/** A month of the calendar touches two windows, now and then three; forty mentees share each of them. */
const weeksAtOnce = 4;
/**
 * Without the coach's token one list a minute is read. Nothing can be moved then either, so it is the one
 * for all, from this week on.
 */
const weeksWithoutToken = 16;

/**
 * The lists of all windows of weeks that a range touches, up to a minute old, in one round. One list serves
 * all bookings of the event type; only where moving this booking frees more than its own time, this
 * booking's own list is read instead.
 *
 * @throws {CalError | AppError} as `readCoachSlots`, when nothing is cached either
 */
export function readOfferedWindows(
  deps: OfferDeps,
  offer: OfferToRead,
  facts: OfferFacts,
): Promise<OfferedWindow[]> {
  const { booking, coach } = offer;
  const { eventType, durationMinutes } = facts;
  const freed = {
    current: parseInterval(booking),
    eventType,
    durationMs: durationMinutes * minuteMs,
  };
  const isConnected = coach.status === "connected";
  const windows = isConnected
    ? readWindows(offer.window, weeksAtOnce)
    : readWindows(offer.window, weeksWithoutToken, mondayOf(deps.clock.now()));
  return Promise.all(
    windows.map(async (window) => {
      const wanted = { ...offer, window, durationMinutes };
      const isOwn = isConnected && freesStartsIn(window, freed);
      const list = await (isOwn ? readOwn(deps, wanted) : readShared(deps, wanted));
      return { ...list, window, isOwn };
    }),
  );
}

type WindowToRead = OfferToRead & { durationMinutes: number };

function readShared(
  deps: CoachSlotDeps,
  wanted: WindowToRead,
): Promise<CachedValue<readonly number[]>> {
  return deps.caches.coachSlots.get(keyOf(wanted), (known) =>
    readCoachSlots(deps, { ...atCal(wanted, known), forAll: true }),
  );
}

function readOwn(
  deps: CoachSlotDeps,
  wanted: WindowToRead,
): Promise<CachedValue<readonly number[]>> {
  return deps.caches.ownSlots.get(`${keyOf(wanted)} ${wanted.booking.calBookingId}`, (known) =>
    readCoachSlots(deps, atCal(wanted, known)),
  );
}

function atCal(wanted: WindowToRead, known: { isCached: boolean }): WindowToRead {
  const { coach, window } = wanted;
  return { ...wanted, coach: forReading(coach, known), window: asked(window) };
}

function keyOf({ booking, durationMinutes, window }: WindowToRead): string {
  const { coachUserUlid, eventTypeId } = booking;
  return [coachUserUlid, eventTypeId, durationMinutes, window.start, window.end].join(" ");
}

/**
 * A day more on both sides, because Cal.com cuts hours and forgets buffers at the edges of a range, and
 * drops the last day of one with an autumn clock change. It reads an end at midnight as the end of that day.
 */
function asked({ start, end }: Interval): Interval {
  return { start: start - dayMs, end };
}
