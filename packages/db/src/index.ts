export type { BudgetAsk, BudgetGrant } from "./cal-budgets.ts";
export type { SeriesPlace } from "./import-booking.ts";
export type { BookingContext, LeaseToRead, PlansToRead } from "./booking-contexts.ts";
export type { BookingFilter, ListedBooking } from "./bookings-list.ts";
export type { Consent, ConsentState, MetEventType } from "./calendar-consents.ts";
export type { CalConnection, CalFacts, LeftAlone, SealedAccount } from "./cal-connection-row.ts";
export type { AccountWithToken } from "./cal-integrations.ts";
export type { StoredOAuth } from "./cal-oauth-tokens.ts";
export type {
  CalSubscription,
  EndedSubscription,
  SubscriptionStatus,
} from "./cal-subscriptions.ts";
export type { Change, ChangeFeed } from "./change-feed.ts";
export { type ChangeSignals, listenForChanges } from "./change-signals.ts";
export type { CoachSyncClaim, SyncInterval, UnconnectedBooking } from "./coach-syncs.ts";
export { createAuthClient, createServerAuthClient } from "./clients.ts";
export { createDb, type Db } from "./db.ts";
export { DbError } from "./db-error.ts";
export type { JobClaim } from "./jobs.ts";
export type { OAuthState } from "./oauth-states.ts";
export type { OutboxBatch, OutboxOutcome, OutboxRow } from "./outbox.ts";
export type { PersonExport } from "./person-export.ts";
export type { AppliedMove } from "./attempt-results.ts";
export type {
  Attempt,
  DueAttempt,
  Booking,
  BookingWithPeople,
  BookingWithUsers,
  CalDetails,
  EventTypeRules,
  Notification,
  OverriddenVerdict,
  ParticipantBooking,
  Person,
  Preferences,
  TimeZoneSource,
  User,
} from "./row-schemas.ts";
export { Secret } from "./secret.ts";
export type { SavedProfile } from "./users.ts";
export { parseTokenKeys } from "./token-encryption.ts";
export type { WebhookCall } from "./webhook-inbox.ts";
