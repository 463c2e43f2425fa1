import type { BookingContext, BookingWithPeople } from "@reslot/db";
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
export async function loadBooking(
  deps: Needs<"caches">,
  { user, reads }: Actor,
  bookingUlid: string,
): Promise<Participant> {
  const booking = await reads.bookings.getForParticipant({ bookingUlid, userUlid: user.ulid });
  return participantOf(deps, booking, user);
}

/** The same with all that is around it, which was read already. @throws {AppError} NOT_FOUND as `loadBooking` */
export async function participantAround(
  deps: Needs<"caches">,
  { user }: Pick<Actor, "user">,
  around: BookingContext | null,
): Promise<Participant & { around: BookingContext }> {
  if (!around) throw new AppError("NOT_FOUND");
  return { ...(await participantOf(deps, around.booking, user)), around };
}

async function participantOf(
  deps: Needs<"caches">,
  booking: Participant["booking"] | null,
  { ulid }: Actor["user"],
): Promise<Participant> {
  if (!booking) throw new AppError("NOT_FOUND");
  await cacheParticipants(deps, booking);
  return { booking, role: roleIn(booking, ulid) };
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
