import type { BookingWithPeople } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Pair } from "../core/model.ts";
import { type Participant, roleIn } from "../core/participant.ts";

/**
 * Loads a booking for one of its two people. One query.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs: a stranger does not even
 * learn that it exists
 */
async function loadBooking(
  deps: Needs<"caches">,
  { user, reads }: Actor,
  bookingUlid: string,
): Promise<Participant> {
  const booking = await reads.bookings.getForParticipant({ bookingUlid, userUlid: user.ulid });
  if (!booking) throw new AppError("NOT_FOUND");
  await cacheParticipants(deps, booking);
  return { booking, role: roleIn(booking, user.ulid) };
}

/**
 * Loads a booking for one of its two people, with something else about the pair. Both are read in
 * parallel when the pair is cached; whether the caller belongs to it is decided by the row all the same.
 *
 * @throws {AppError} NOT_FOUND as `loadBooking`
 */
export async function loadBookingWith<Loaded>(
  deps: Needs<"caches">,
  { actor, bookingUlid }: { actor: Actor; bookingUlid: string },
  load: (pair: Pair) => Promise<Loaded>,
): Promise<{ participant: Participant; loaded: Loaded }> {
  const cached = deps.caches.participants.getIfCached(bookingUlid);
  const early = cached && load(cached);
  early?.catch(() => undefined); // a stranger must not learn of its failure
  const participant = await loadBooking(deps, actor, bookingUlid);
  const isRight = cached && isSamePair(cached, participant.booking);
  return {
    participant,
    loaded: await (isRight && early ? early : load(participant.booking)),
  };
}

/** A booking's people rarely change; a former participant must not stay cached. */
async function cacheParticipants(
  { caches }: Needs<"caches">,
  { ulid, coachUserUlid, menteeUserUlid }: BookingWithPeople,
): Promise<void> {
  const pair = { coachUserUlid, menteeUserUlid };
  const cached = caches.participants.getIfCached(ulid);
  if (cached && !isSamePair(cached, pair)) caches.participants.delete(ulid);
  await caches.participants.get(ulid, async () => pair);
}

function isSamePair(one: Pair, other: Pair): boolean {
  return one.coachUserUlid === other.coachUserUlid && one.menteeUserUlid === other.menteeUserUlid;
}
