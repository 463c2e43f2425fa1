import { parseInstant } from "@reslot/cal";
import type { Interval } from "@reslot/cal/availability";
import type { BookingWithPeople, Person } from "@reslot/db";
import type { Actor, ActorContext } from "../context.ts";
import { AppError } from "../errors/app-error.ts";
import type { PersonView, Role } from "./types.ts";

/** A booking seen by one of its two people. */
export interface Participant {
  booking: BookingWithPeople;
  role: Role;
}

/** The context of a procedure for one booking's people. */
export interface ParticipantContext extends ActorContext, Participant {}

/**
 * Loads a booking for one of its people.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs: a stranger does not even
 * learn that it exists
 */
export async function loadParticipant(
  { user, reads }: Actor,
  bookingUlid: string,
): Promise<Participant> {
  const booking = await reads.bookings.getForParticipant({ bookingUlid, userUlid: user.ulid });
  if (!booking) throw new AppError("NOT_FOUND");
  return { booking, role: roleIn(booking, user.ulid) };
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
