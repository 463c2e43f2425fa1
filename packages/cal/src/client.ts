import { type Clock, systemClock } from "./time/clock.ts";
import type { BookingListVersion, BookingVersion } from "./endpoints/api-versions.ts";
import { type BookingEndpoints, createBookingEndpoints } from "./endpoints/bookings.ts";
import { type CalendarEndpoints, createCalendarEndpoints } from "./endpoints/calendars.ts";
import { createEventTypeEndpoints, type EventTypeEndpoints } from "./endpoints/event-types.ts";
import { createMeEndpoints, type MeEndpoints } from "./endpoints/me.ts";
import { createScheduleEndpoints, type ScheduleEndpoints } from "./endpoints/schedules.ts";
import { createSlotEndpoints, type SlotEndpoints } from "./endpoints/slots.ts";
import { createWebhookEndpoints, type WebhookEndpoints } from "./endpoints/webhooks.ts";
import { parseBaseUrl } from "./http/base-url.ts";
import type { CallBudget } from "./http/limits/call-budget.ts";
import { createRenewingTransport, type OnTokenRefused } from "./http/token-renewal.ts";
import { createTransport, type OnSkippedRows } from "./http/transport.ts";

/** The `cal-api-version` of each resource; me and calendars have none. */
export interface CalVersions {
  readonly bookings: BookingVersion;
  /** GET /v2/bookings only; "2026-05-01" pages by cursor. By default `bookings`. */
  readonly bookingList: BookingListVersion;
  readonly slots: string;
  readonly schedules: string;
  readonly eventTypes: string;
}

export interface CalClientOptions {
  /** "https://api.cal.com"; plain http only for this machine itself. */
  readonly baseUrl: string;
  /** API key or OAuth access token; null or absent: no Authorization header. */
  readonly accessToken?: string | null | undefined;
  /** Lets the client renew its token: a refused read is repeated once, a write never. */
  readonly onTokenRefused?: OnTokenRefused | undefined;
  /** For logs and metrics. */
  readonly onSkippedRows?: OnSkippedRows | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly clock?: Clock | undefined;
  readonly versions?: Partial<CalVersions> | undefined;
  /** Asked before each request, retries included. */
  readonly budget?: CallBudget | undefined;
  /** For reads that a write is waiting for: they have a queue of their own. */
  readonly isUrgent?: boolean | undefined;
  /** Whose turn a call takes while many wait; by default the token's. */
  readonly queueKey?: string | undefined;
  /** Per attempt, body included; by default 5,000 for reads and 25,000 for writes. */
  readonly timeouts?:
    | { readonly readMs?: number | undefined; readonly writeMs?: number | undefined }
    | undefined;
}

export interface CalClient {
  readonly me: MeEndpoints;
  readonly bookings: BookingEndpoints;
  readonly slots: SlotEndpoints;
  readonly calendars: CalendarEndpoints;
  readonly schedules: ScheduleEndpoints;
  readonly eventTypes: EventTypeEndpoints;
  readonly webhooks: WebhookEndpoints;
}

const defaultVersions = {
  bookings: "2024-08-13",
  slots: "2024-09-04",
  schedules: "2024-06-11",
  eventTypes: "2024-06-14",
} as const;
const defaultTimeouts = { readMs: 5000, writeMs: 25_000 } as const;

/**
 * A client of Cal.com's API v2 for one credential; cheap to create, one per request is fine.
 * Clients of the same host share its circuit breaker and queues inside a process.
 *
 * Every call rejects with `CalError` and nothing else, apart from misuse. Answers are validated:
 * unknown fields are dropped, rows of a list are read one by one, and one that cannot be read is
 * skipped and reported, never an error of the list.
 *
 * @throws {TypeError} when `baseUrl` is not https (or loopback).
 */
export function createCalClient(options: CalClientOptions): CalClient {
  const versions = { ...defaultVersions, ...defined(options.versions) };
  const { accessToken = null, onTokenRefused } = options;
  const common = {
    baseUrl: parseBaseUrl(options.baseUrl),
    fetch: options.fetch ?? fetch,
    clock: options.clock ?? systemClock,
    readMs: options.timeouts?.readMs ?? defaultTimeouts.readMs,
    writeMs: options.timeouts?.writeMs ?? defaultTimeouts.writeMs,
    isUrgent: options.isUrgent ?? false,
    queueKey: options.queueKey,
    budget: options.budget,
    onSkippedRows: options.onSkippedRows,
  };
  const transportFor = (token: string | null) => createTransport({ ...common, accessToken: token });
  const transport =
    accessToken !== null && onTokenRefused
      ? createRenewingTransport({ accessToken, onTokenRefused, transportFor })
      : transportFor(accessToken);
  return {
    me: createMeEndpoints(transport),
    bookings: createBookingEndpoints(transport, {
      bookings: versions.bookings,
      bookingList: versions.bookingList ?? versions.bookings,
    }),
    slots: createSlotEndpoints(transport, versions.slots),
    calendars: createCalendarEndpoints(transport),
    schedules: createScheduleEndpoints(transport, versions.schedules),
    eventTypes: createEventTypeEndpoints(transport, versions.eventTypes),
    webhooks: createWebhookEndpoints(transport),
  };
}

/** Without the keys whose value is undefined, so that they do not hide a default. */
function defined(versions: Partial<CalVersions> = {}): Partial<CalVersions> {
  return Object.fromEntries(Object.entries(versions).filter(([, value]) => value !== undefined));
}
