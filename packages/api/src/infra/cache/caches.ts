import type { CalCalendar, CalEventType } from "@reslot/cal";
import type { Clock, Interval } from "@reslot/cal/time";
import type { Attempt, Booking, User } from "@reslot/db";
import type { FreshToken } from "../../cal-credentials/refresh-access-token.ts";
import type { Connection } from "../../cal-credentials/open-connection.ts";
import { createTtlCache, type TtlCache } from "./ttl-cache.ts";
import { createStaleCache, type StaleCache } from "./stale-cache.ts";
import { createRecentMoves, type RecentMoves } from "./recent-moves.ts";
import { createSingleFlight, type SingleFlight } from "./single-flight.ts";

/** Who a booking's people are; that never changes. */
export type Pair = Pick<Booking, "coachUserUlid" | "menteeUserUlid">;

/** What a coach has before them, as our database knows it. */
export interface CoachPlans {
  /** Their next meetings, given and taken. */
  meetings: readonly Booking[];
  /** Moves of the ones they give that are on their way, in whatever process. */
  moves: readonly Attempt[];
}

/** What the mentee can make of a window; titles are dropped where they are read. */
export interface MenteeTime {
  hours: Interval[];
  busy: Interval[];
}

/**
 * What this process remembers so that people wait less. Every process has its own; nothing here
 * decides whether a move may be made.
 */
export interface Caches {
  eventTypes: TtlCache<CalEventType | null>;
  calendars: TtlCache<readonly CalCalendar[]>;
  pairs: TtlCache<Pair>;
  /** By Clerk's id. */
  users: StaleCache<User>;
  coachSlots: StaleCache<readonly number[]>;
  menteeTimes: StaleCache<MenteeTime>;
  moves: RecentMoves;
  connections: SingleFlight<Connection>;
  refreshes: SingleFlight<FreshToken>;
  coachPlans: SingleFlight<CoachPlans>;
}

const calendarLifetimes = { freshMs: 15_000, staleMs: 60_000 };
const userLifetimes = { freshMs: 15_000, staleMs: 600_000, outlivesFailure: false };

/** `quietMs`: how long an unanswered move may still take effect. */
export function createCaches(clock: Clock, quietMs: number): Caches {
  return {
    eventTypes: createTtlCache(clock),
    calendars: createTtlCache(clock),
    pairs: createTtlCache(clock),
    users: createStaleCache(clock, userLifetimes),
    coachSlots: createStaleCache(clock, calendarLifetimes),
    menteeTimes: createStaleCache(clock, calendarLifetimes),
    moves: createRecentMoves(clock, quietMs),
    connections: createSingleFlight(),
    refreshes: createSingleFlight(),
    coachPlans: createSingleFlight(),
  };
}
