import type { Interval } from "@reslot/cal/time";
import type { Booking, BookingContext } from "@reslot/db";

/** Which side of a booking a person is on; relative to that booking. */
export type Role = "coach" | "mentee";

/** What one participant may know of the other. */
export interface PersonView {
  name: string;
  /** An IANA name; null until it is known. */
  timeZone: string | null;
}

export type ConnectionStatus = "connected" | "notConnected" | "needsReconnect";

/**
 * Whether the mentee's calendar was read for an answer. `unreachable`: a part of it could not be read, or not yet;
 * `nothingToCheck`: no calendar at Cal.com counts, so only hours and Cal.com bookings are known; `notShared`: the
 * mentee has not let the coach see it.
 */
export type MenteeCheck =
  | "checked"
  | "notConnected"
  | "unreachable"
  | "nothingToCheck"
  | "notShared";

/** What could not be looked at although the rest of the mentee's time was. */
export type Unseen = "travel" | "outOfOffice" | "hours";

/** The two people of a booking. */
export type Pair = Pick<Booking, "coachUserUlid" | "menteeUserUlid">;

/** A coach's other meetings and moves, as our own database has them: see `BookingContext`. */
export type CoachPlans = Pick<BookingContext, "plans" | "own" | "inFlight">;

/** The mentee's working hours and busy times in a window; titles are dropped where they are read. */
export interface MenteeTime {
  hours: Interval[];
  busy: Interval[];
  /** Where it is not known whether the mentee is busy. */
  unknown: Interval[];
  /** The calendars that were read, by their names; for their owner only. */
  calendarNames: readonly string[];
  unseen: readonly Unseen[];
}
