import type { CalConnection, SubscriptionStatus } from "@reslot/db";
import { plainText } from "@reslot/messages";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { type Connection, connectionStatusOf } from "../core/connection.ts";
import { withTimeout } from "../infra/with-timeout.ts";
import type { CalConnectionView } from "./types.ts";

const hostedCalUrl = "https://app.cal.com";

/** A page waits no longer for the list of calendars, which is only shown. */
const listWithinMs = 2_500;

/**
 * The person's own connection to Cal.com, and which of its calendars are checked; never the token.
 * Five queries in parallel, then one call to Cal.com where an account is connected.
 */
export async function getCalConnection(
  { calAccounts, calOAuth, db }: Needs<"calAccounts" | "calOAuth" | "db">,
  { user }: Actor,
): Promise<CalConnectionView> {
  const [connection, subscription, opened, counts] = await Promise.all([
    db.calConnections.get(user.ulid),
    db.calSubscriptions.getStatus(user.ulid),
    calAccounts.open(user.ulid, { purpose: "view", by: user.ulid }),
    countsOf({ db }, user.ulid),
  ]);
  return {
    ...viewOfConnection({ calOAuth }, connection),
    ...viewOfSubscription(connection, subscription),
    ...(await readCalendars(opened)),
    ...counts,
  };
}

type Counts = Pick<CalConnectionView, "upcomingCount" | "upcomingPeople" | "attendedCount">;

/** What depends on a person's connection. */
export async function countsOf({ db }: Needs<"db">, userUlid: string): Promise<Counts> {
  const { hosted, people, attended } = await db.users.countUpcoming(userUlid);
  return { upcomingCount: hosted, upcomingPeople: people, attendedCount: attended };
}

type Calendars = Pick<CalConnectionView, "brokenCalendars" | "calendarNames">;

const notKnown: Calendars = { brokenCalendars: [], calendarNames: null };

async function readCalendars(opened: Connection): Promise<Calendars> {
  if (opened.status !== "connected") return notKnown;
  const listing = opened.client.calendars.list().catch(() => null);
  const list = await withTimeout(listing, listWithinMs);
  if (!list) return notKnown;
  const selected = list.calendars.filter(({ isSelected }) => isSelected);
  return {
    brokenCalendars: [...list.broken],
    calendarNames: selected.map(({ name }) => plainText(name ?? "")),
  };
}

type Updates = Pick<CalConnectionView, "webhooks" | "pollingReason">;

const polling: Updates = { webhooks: "polling", pollingReason: null };

function viewOfSubscription(
  connection: CalConnection | null,
  subscription: SubscriptionStatus | null,
): Updates {
  if (connection?.status !== "connected") return polling;
  if (subscription?.state === "live") return { webhooks: "live", pollingReason: null };
  return { ...polling, pollingReason: subscription?.problem ?? "settingUp" };
}

/** Without its calendars, which are at Cal.com, its subscription, and what depends on it. */
export function viewOfConnection(
  { calOAuth }: Needs<"calOAuth">,
  connection: CalConnection | null,
): Omit<CalConnectionView, keyof Counts> {
  return {
    status: connectionStatusOf(connection),
    kind: connection?.kind ?? null,
    calUsername: connection?.calUsername ?? null,
    connectedAt: connection?.connectedAt ?? null,
    ...notKnown,
    ...polling,
    calendarsUrl: `${calOAuth?.appUrl ?? hostedCalUrl}/apps/installed/calendar`,
    oauthAvailable: calOAuth !== null,
    leftAlone: connection?.leftAlone ?? [],
  };
}
