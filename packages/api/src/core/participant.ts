import { type Interval, parseInstant } from "@reslot/cal/time";
import type { BookingWithPeople, Person } from "@reslot/db";
import type { Actor, ActorContext } from "../trpc/context.ts";
import { AppError } from "./errors/app-error.ts";
import type { Pair } from "../infra/cache/caches.ts";
import type { Ports } from "../app/ports.ts";
import type { PersonView, Role } from "../booking/types.ts";

/** A booking seen by one of its two people. */
export interface Participant {
  booking: BookingWithPeople;
  role: Role;
}

/** The context of a procedure for one booking's people. */
export interface ParticipantContext extends ActorContext, Participant {}

/** The same, with what was read around them. */
export interface SurroundedContext<Around> extends ParticipantContext {
  around: Around;
}

/**
 * Loads a booking for one of its people.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs: a stranger does not even
 * learn that it exists
 */
export async function loadParticipant(
  ports: Ports,
  { user, reads }: Actor,
  bookingUlid: string,
): Promise<Participant> {
  const booking = await reads.bookings.getForParticipant({ bookingUlid, userUlid: user.ulid });
  if (!booking) throw new AppError("NOT_FOUND");
  await rememberPair(ports, booking);
  return { booking, role: roleIn(booking, user.ulid) };
}

/** The people of a booking hardly ever change; one who is not of them any more must not be read for it. */
async function rememberPair({ caches }: Ports, { ulid, ...people }: BookingWithPeople) {
  const { coachUserUlid, menteeUserUlid } = people;
  const known = await caches.pairs.peek(ulid);
  if (known && !isSamePair(known, people)) caches.pairs.forget(ulid);
  await caches.pairs.get(ulid, async () => ({ coachUserUlid, menteeUserUlid }));
}

function isSamePair(one: Pair, other: Pair): boolean {
  return one.coachUserUlid === other.coachUserUlid && one.menteeUserUlid === other.menteeUserUlid;
}

interface MeetingToLoad {
  ports: Ports;
  actor: Actor;
  bookingUlid: string;
}

/**
 * Loads a booking for one of its people, and what is around its people. Both side by side when it is known who they
 * are; whether the caller is one of them is decided by the row all the same.
 *
 * @throws {AppError} NOT_FOUND as `loadParticipant`
 */
export async function loadWithPair<Around>(
  { ports, actor, bookingUlid }: MeetingToLoad,
  readAround: (pair: Pair) => Promise<Around>,
): Promise<{ participant: Participant; around: Around }> {
  const known = ports.caches.pairs.peek(bookingUlid);
  const early = known?.then(readAround);
  early?.catch(() => undefined); // Whoever is not part of it must not learn of its failure.
  const participant = await loadParticipant(ports, actor, bookingUlid);
  const pair = await known;
  const isRight = pair && isSamePair(pair, participant.booking);
  return {
    participant,
    around: await (isRight && early ? early : readAround(participant.booking)),
  };
}

/**
 * Which side of the booking a person is on.
 *
 * @throws {AppError} NOT_FOUND for anybody else
 */
export function roleIn(
  booking: { coachUserUlid: string; menteeUserUlid: string },
  userUlid: string,
): Role {
  if (booking.coachUserUlid === userUlid) return "coach";
  if (booking.menteeUserUlid === userUlid) return "mentee";
  throw new AppError("NOT_FOUND");
}

/** The participant who is not `role`. */
export function counterpartOf(booking: BookingWithPeople, role: Role): Person {
  return role === "coach" ? booking.mentee : booking.coach;
}

/** What the other side may see of a person. */
export function viewOf({ name, timeZone }: Person): PersonView {
  return { name, timeZone };
}

/** The meeting as it is now, in ms. */
export function currentOf({
  startTime,
  endTime,
}: {
  startTime: string;
  endTime: string;
}): Interval {
  return { start: parseInstant(startTime), end: parseInstant(endTime) };
}
