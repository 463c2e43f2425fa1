import { type Backlog, createBacklog } from "./backlog.ts";
import { type BookingAnswers, createBookingAnswers } from "./booking-answers.ts";
import { type BookingContexts, createBookingContexts } from "./booking-contexts.ts";
import { type BookingEvents, createBookingEvents } from "./booking-events.ts";
import { type Bookings, createBookings } from "./bookings.ts";
import { type CalBudgets, createCalBudgets } from "./cal-budgets.ts";
import { type CalendarConsents, createCalendarConsents } from "./calendar-consents.ts";
import { type CalConnections, createCalConnections } from "./cal-integrations.ts";
import { type CalSubscriptions, createCalSubscriptions } from "./cal-subscriptions.ts";
import { type ChangeFeed, createChangeFeed } from "./change-feed.ts";
import type { DbClient } from "./clients.ts";
import { type CoachReminders, createCoachReminders } from "./coach-reminders.ts";
import { type CoachSyncs, createCoachSyncs } from "./coach-syncs.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { createMailSuppressions, type MailSuppressions } from "./mail-suppressions.ts";
import { createNotifications, type Notifications } from "./notifications.ts";
import { createHeldTimes, type HeldTimes } from "./held-times.ts";
import { createOAuthStates, type OAuthStates } from "./oauth-states.ts";
import { createObservations, type Observations } from "./observations.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createRateLimits, type RateLimits } from "./rate-limits.ts";
import { createRescheduleAttempts, type RescheduleAttempts } from "./reschedule-attempts.ts";
import type { TokenKeys } from "./token-encryption.ts";
import { unwrap } from "./unwrap.ts";
import { createUsers, type Users } from "./users.ts";
import { createWebhookInbox, type WebhookInbox } from "./webhook-inbox.ts";

/**
 * Every query and every change of the database. Instants are ISO 8601 in UTC with milliseconds; every
 * method throws DbError.
 */
export interface Db {
  readonly users: Users;
  readonly bookings: Bookings;
  readonly bookingContexts: BookingContexts;
  readonly attempts: RescheduleAttempts;
  readonly answers: BookingAnswers;
  readonly events: BookingEvents;
  readonly notifications: Notifications;
  readonly observations: Observations;
  readonly outbox: Outbox;
  readonly mailSuppressions: MailSuppressions;
  readonly calConnections: CalConnections;
  readonly calSubscriptions: CalSubscriptions;
  readonly consents: CalendarConsents;
  readonly coachReminders: CoachReminders;
  readonly coachSyncs: CoachSyncs;
  readonly heldTimes: HeldTimes;
  readonly oauthStates: OAuthStates;
  readonly webhookInbox: WebhookInbox;
  readonly changeFeed: ChangeFeed;
  readonly rateLimits: RateLimits;
  readonly calBudgets: CalBudgets;
  readonly jobs: Jobs;
  readonly backlog: Backlog;
  /** The cheapest query: whether the database answers. */
  ping(): Promise<void>;
}

/**
 * The repositories over one client. A user's client reaches their bookings, events and notifications;
 * everything else needs the server's. The token methods need `tokenKeys`.
 */
export function createDb(options: {
  client: DbClient;
  tokenKeys?: TokenKeys;
  /** For a client of a user, to whom row-level security applies: reads Cal.com's uids, which users may not. */
  server?: DbClient;
}): Db {
  const { client, tokenKeys, server } = options;
  const requireKeys = (): TokenKeys => {
    if (!tokenKeys) throw new TypeError("This Db was created without token keys.");
    return tokenKeys;
  };
  return {
    users: createUsers(client),
    bookings: createBookings(client, server),
    bookingContexts: createBookingContexts(client, server),
    attempts: createRescheduleAttempts(client),
    answers: createBookingAnswers(client),
    events: createBookingEvents(client),
    notifications: createNotifications(client),
    observations: createObservations(client),
    outbox: createOutbox(client),
    mailSuppressions: createMailSuppressions(client),
    calConnections: createCalConnections(client, requireKeys),
    calSubscriptions: createCalSubscriptions(client, requireKeys),
    consents: createCalendarConsents(client),
    coachReminders: createCoachReminders(client),
    coachSyncs: createCoachSyncs(client),
    heldTimes: createHeldTimes(client),
    oauthStates: createOAuthStates(client, requireKeys),
    webhookInbox: createWebhookInbox(client),
    changeFeed: createChangeFeed(client),
    rateLimits: createRateLimits(client),
    calBudgets: createCalBudgets(client),
    jobs: createJobs(client),
    backlog: createBacklog(client),
    async ping() {
      await unwrap(
        { table: "Bookings", operation: "ping" },
        client.from("Bookings").select("version").limit(1),
      );
    },
  };
}
