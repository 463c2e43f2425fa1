import type { CalEventType, CalOpenEventType } from "@reslot/cal";
import type { Clock } from "@reslot/cal/time";
import type { CalFacts, Secret, User } from "@reslot/db";
import type { MenteeAccount, MenteeWindow } from "../../core/combine-mentee-time.ts";
import type { FreshToken } from "../../core/connection.ts";
import type { Pair } from "../../core/model.ts";
import { createFollowingFlight } from "./following-flight.ts";
import { createHintCache, type HintCache } from "./hint-cache.ts";
import { createRecentMoves, type RecentMoves } from "./recent-moves.ts";
import { createSingleFlight, type SingleFlight } from "./single-flight.ts";
import { createStaleCache, type StaleCache } from "./stale-cache.ts";
import { createTtlCache, type TtlCache } from "./ttl-cache.ts";

/**
 * What this process keeps so that people wait less. Before a move both calendars are read again;
 * what is kept of them then saves a round trip and decides nothing.
 */
export interface Caches {
  /** By coach and event type; null: the coach's token cannot read it. */
  eventTypes: TtlCache<CalEventType | null>;
  /** By person and token generation, as the next three. */
  calendars: HintCache<CalFacts["calendars"]>;
  /** What this process has noted of the account. */
  notedFacts: TtlCache<CalFacts>;
  /** The event types whose slots are the person's free time. */
  openEventTypes: TtlCache<readonly CalOpenEventType[]>;
  /** Present where Cal.com cannot say when the person is out of office. */
  withoutOutOfOffice: TtlCache<true>;
  /** The two people of a booking, by its ulid. */
  participants: TtlCache<Pair>;
  /** By Clerk's id. */
  users: StaleCache<User>;
  /** By coach first, for all bookings of an event type. */
  coachSlots: StaleCache<readonly number[]>;
  /** The same for one booking, where moving it frees more than its own time. */
  ownSlots: StaleCache<readonly number[]>;
  /** By person first: see `keyPrefixOf`. */
  menteeAccounts: StaleCache<MenteeAccount>;
  /** The same, by window of weeks. */
  menteeWindows: StaleCache<MenteeWindow>;
  /** What Cal.com signs a connection's webhooks with, by its ulid; null: there is no such connection. */
  webhookSecrets: TtlCache<Secret | null>;
  /** Of a connection's account, by its ulid. */
  webhookHurries: SingleFlight<void>;
  webhookRounds: SingleFlight<number>;
  recentMoves: RecentMoves;
  refreshes: SingleFlight<FreshToken>;
}

const calendarLifetimes = { freshMs: 15_000, staleMs: 60_000, heldBackMs: 600_000 };
/** Each of forty people has one: they are read again less often, within the same minute. */
const ownLifetimes = { ...calendarLifetimes, freshMs: 45_000 };
const userLifetimes = { freshMs: 15_000, staleMs: 600_000, servesStaleOnError: false };

/** `quietMs`: how long an unanswered move may still take effect. */
export function createCaches(clock: Clock, quietMs: number): Caches {
  return {
    eventTypes: createTtlCache(clock),
    calendars: createHintCache(clock),
    notedFacts: createTtlCache(clock),
    openEventTypes: createTtlCache(clock),
    withoutOutOfOffice: createTtlCache(clock),
    participants: createTtlCache(clock),
    users: createStaleCache(clock, userLifetimes),
    coachSlots: createStaleCache(clock, calendarLifetimes),
    ownSlots: createStaleCache(clock, ownLifetimes),
    webhookSecrets: createTtlCache(clock),
    menteeAccounts: createStaleCache(clock, calendarLifetimes),
    menteeWindows: createStaleCache(clock, calendarLifetimes),
    webhookHurries: createFollowingFlight(),
    webhookRounds: createFollowingFlight(),
    recentMoves: createRecentMoves(clock, quietMs),
    refreshes: createSingleFlight(),
  };
}

/** The prefix of every key that belongs to a person. */
export function keyPrefixOf(userUlid: string): string {
  return `${userUlid} `;
}
