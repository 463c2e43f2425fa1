import { createCalClient, requireTimeZoneData } from "@reslot/cal";
import { type SteadyClock, systemClock } from "@reslot/cal/time";
import {
  type Change,
  createAuthClient,
  createDb,
  createServerAuthClient,
  listenForChanges,
  parseTokenKeys,
} from "@reslot/db";
import { ulid } from "ulid";
import type { App } from "./app/app.ts";
import { oauthClientOf } from "./app/oauth-client.ts";
import type { Ports } from "./app/ports.ts";
import { createSessionWatch } from "./app/session-watch.ts";
import { createCalAccounts } from "./cal-credentials/cal-accounts.ts";
import { isUrgent } from "./core/cal-use.ts";
import type { Identity } from "./core/identity.ts";
import type { Settings } from "./core/settings.ts";
import { createCredentialBudgets } from "./infra/cal-budget/credential-budgets.ts";
import { type Caches, createCaches, keyPrefixOf } from "./infra/cache/caches.ts";
import { createChangeHub } from "./infra/changes/change-hub.ts";
import { createStreamPlaces } from "./infra/changes/stream-places.ts";
import { createLogger, type Logger } from "./infra/log.ts";
import {
  createMemoryRateLimiter,
  type RateLimiter,
} from "./infra/rate-limit/memory-rate-limiter.ts";
import { createSharedRateLimiter } from "./infra/rate-limit/shared-rate-limiter.ts";
import { createReadBulkhead } from "./infra/read-bulkhead.ts";
import { createMailer } from "./infra/resend-mailer.ts";
import { observeCal } from "./infra/telemetry/observe-cal.ts";
import { observeDb } from "./infra/telemetry/observe-db.ts";
import { observeLog } from "./infra/telemetry/observe-log.ts";
import { reportSkippedRows } from "./infra/telemetry/report-skipped-rows.ts";
import { readBacklog } from "./infra/telemetry/read-backlog.ts";
import { noTelemetry, type Telemetry } from "./infra/telemetry/telemetry.ts";

/** What the host provides. */
export interface Host {
  identity: Identity;
  clock?: SteadyClock;
  fetch?: typeof fetch;
  log?: Logger;
  /** Counts calls; in this process and the database when left out. */
  rateLimiter?: RateLimiter;
  /** Where traces and metrics go; nowhere when left out. */
  telemetry?: Telemetry;
}

/**
 * Wires the outside world from settings, and logs which time-zone data this process runs on.
 * Nothing is contacted yet.
 *
 * @throws {RangeError} when the timings or keys cannot work together
 * @throws {Error} when the time-zone data is too old to be right about current clocks
 */
export function createPorts(settings: Settings, host: Host): App {
  assertTimings(settings.timings);
  const clock = host.clock ?? systemClock;
  const { url, publishableKey, secretKey } = settings.supabase;
  const tokenKeys = parseTokenKeys(settings.tokenKeys);
  const telemetry = host.telemetry ?? noTelemetry;
  const log = observeLog(host.log ?? createLogger(clock), telemetry);
  log.info("starting", { timeZoneData: requireTimeZoneData() });
  const serverClient = createServerAuthClient({ url, secretKey });
  const server = createDb({ client: serverClient, tokenKeys });
  const onSkippedRows = reportSkippedRows({ telemetry, log });
  const calFetch = observeCal(host.fetch, { telemetry, clock });
  telemetry.watchBacklog(() => readBacklog({ db: server, clock }));
  const db = observeDb(server, telemetry);
  const credentialBudgets = createCredentialBudgets({
    shared: db.calBudgets,
    clock,
    log,
    telemetry,
  });
  const ports: Ports = {
    clock,
    newUlid: () => ulid(clock.now()),
    db,
    dbFor: (accessToken) => {
      const client = createAuthClient({ url, publishableKey, accessToken });
      return observeDb(createDb({ client, server: serverClient }), telemetry);
    },
    cal: (credential, { onTokenRefused, ...use }) =>
      createCalClient({
        onTokenRefused,
        budget: credentialBudgets.budgetFor(credential, use),
        isUrgent: isUrgent(use),
        queueKey: "by" in use ? use.by : undefined,
        baseUrl: settings.cal.apiUrl,
        accessToken: "token" in credential ? credential.token.reveal() : null,
        clock,
        timeouts: { writeMs: settings.timings.postTimeoutMs },
        ...(settings.cal.versions && { versions: settings.cal.versions }),
        fetch: calFetch,
        onSkippedRows,
      }),
    credentialBudgets,
    calOAuth: oauthClientOf(settings, { clock, fetch: calFetch, budgets: credentialBudgets }),
    mailer: createMailer(settings.mail),
    identity: host.identity,
    log,
    telemetry,
  };
  return createApp(ports, { settings, rateLimiter: host.rateLimiter });
}

/** What was moved here is known; what another process moved has freed one time and taken another. */
function forgetWhatMoved(caches: Caches, change: Change): void {
  if (change.kind !== "slots" || caches.recentMoves.hasJustMoved(change.bookingUlid)) return;
  const { coachUserUlid, menteeUserUlid } = change;
  caches.coachSlots.expireByPrefix(keyPrefixOf(coachUserUlid));
  for (const userUlid of [coachUserUlid, menteeUserUlid]) {
    if (userUlid !== null) caches.menteeWindows.deleteByPrefix(keyPrefixOf(userUlid));
  }
}

/** One process of Reslot around given ports: its caches, limits and subscriptions. */
export function createApp(
  ports: Ports,
  { settings, rateLimiter }: { settings: Settings; rateLimiter?: RateLimiter | undefined },
): App {
  const { clock, db, log, telemetry } = ports;
  const caches = createCaches(clock, settings.timings.quietMs);
  const { database } = settings;
  const onError = (error: unknown) => log.error("CHANGE_FEED_ERROR", error);
  const changes = createChangeHub({
    feed: db.changeFeed,
    onChange: (change) => forgetWhatMoved(caches, change),
    onError,
    openSignals: database
      ? (onSignal) => listenForChanges({ url: database.url, onSignal, onError })
      : null,
  });
  return {
    ...ports,
    settings,
    caches,
    calAccounts: createCalAccounts({ ...ports, caches }),
    changes,
    rateLimiter:
      rateLimiter ?? createSharedRateLimiter(createMemoryRateLimiter(clock), db.rateLimits),
    readBulkhead: createReadBulkhead({ telemetry }),
    streamPlaces: createStreamPlaces({ telemetry }),
    sessionWatch: createSessionWatch({ clock }),
  };
}

function assertTimings({ postTimeoutMs, leaseMs, quietMs }: Settings["timings"]): void {
  // A call may leave just before its deadline, and then takes its own time limit.
  const isOrdered = 0 < postTimeoutMs && 2 * postTimeoutMs < leaseMs && leaseMs < quietMs;
  if (!isOrdered)
    throw new RangeError("The timings must rise: 2 * postTimeoutMs < leaseMs < quietMs.");
}
