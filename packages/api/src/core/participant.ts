import type { BookingWithPeople, ParticipantBooking, Person } from "@reslot/db";
import { AppError } from "./errors/app-error.ts";
import type { Pair, PersonView, Role } from "./model.ts";

/** A booking as seen by one of its two people. */
export interface Participant {
  booking: ParticipantBooking;
  role: Role;
}

/**
 * Which side of the booking a person is on.
 *
 * @throws {AppError} NOT_FOUND for anyone else
 */
export function roleIn(booking: Pair, userUlid: string): Role {
  if (booking.coachUserUlid === userUlid) return "coach";
  if (booking.menteeUserUlid === userUlid) return "mentee";
  throw new AppError("NOT_FOUND");
}

/** The participant who is not `role`. */
export function counterpartOf(booking: BookingWithPeople, role: Role): Person {
  return role === "coach" ? booking.mentee : booking.coach;
}

/** In which zone a person reads the times of a booking. */
export interface ReadingZone {
  timeZone: string;
  /** `neither`: neither person's zone is known, and the times are in UTC. */
  whose: "reader" | "other" | "neither";
}

/** A person reads times in their own zone; while that is not known, in the other person's. */
export function readingZoneOf(booking: BookingWithPeople, role: Role): ReadingZone {
  const own = booking[role].timeZone;
  if (own !== null) return { timeZone: own, whose: "reader" };
  const { timeZone } = counterpartOf(booking, role);
  return timeZone === null ? { timeZone: "UTC", whose: "neither" } : { timeZone, whose: "other" };
}

/** What the other side may see of a person. */
export function viewOf({ name, timeZone }: Person): PersonView {
  return { name, timeZone };
}
