import type { BookingWithPeople, Person } from "@reslot/db";
import { AppError } from "./errors/app-error.ts";
import type { Pair, PersonView, Role } from "./model.ts";

/** A booking as seen by one of its two people. */
export interface Participant {
  booking: BookingWithPeople;
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

/** What the other side may see of a person. */
export function viewOf({ name, timeZone }: Person): PersonView {
  return { name, timeZone };
}
