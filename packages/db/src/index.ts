export type { Backlog, Waiting } from "./backlog.ts";
export type { BookingEvent, BookingEvents } from "./booking-events.ts";
export type { Bookings, ImportBooking } from "./bookings.ts";
export type { CalAccount, CalConnection } from "./cal-connection-row.ts";
export type { CalConnections, StoredToken } from "./cal-integrations.ts";
export type { OAuthGrant, RefreshLease, StoredOAuth } from "./cal-oauth-tokens.ts";
export type { Change, ChangeFeed } from "./change-feed.ts";
export { createAuthClient, createServerAuthClient, type DbClient } from "./clients.ts";
export type { Database } from "./database.types.ts";
export { createDb, type Db } from "./db.ts";
export { DbError, type DbErrorCode } from "./db-error.ts";
export type { ClaimedJob, JobClaim, Jobs } from "./jobs.ts";
export type { Notifications } from "./notifications.ts";
export type { OAuthState, OAuthStates } from "./oauth-states.ts";
export type { NotificationToSend, Outbox, OutboxRow } from "./outbox.ts";
export type { RateLimits, TakenLimit } from "./rate-limits.ts";
export type {
  AppliedMove,
  ApplyMove,
  BeginAttempt,
  BeginResult,
  RescheduleAttempts,
  SendingResult,
  StatusChange,
} from "./reschedule-attempts.ts";
export type {
  Attempt,
  AttemptState,
  Booking,
  BookingStatus,
  BookingWithPeople,
  BookingWithUsers,
  Notification,
  NotificationKind,
  Person,
  User,
} from "./row-schemas.ts";
export { Secret } from "./secret.ts";
export { parseTokenKeys, type TokenKeys } from "./token-encryption.ts";
export type { Users } from "./users.ts";
export type { WebhookCall, WebhookInbox } from "./webhook-inbox.ts";
