import { formatInstant, hourMs } from "@reslot/cal/time";
import { createDb, createServerAuthClient, type Db, parseTokenKeys } from "@reslot/db";
import { settingsWith } from "../../support/meeting.ts";
import { stack } from "../../support/services.ts";
import { coachEmail, menteeEmail, title } from "../cal/cal-record.ts";
import * as people from "./people.ts";

/** A database of the simulator's own: its address, and SQL as its owner. */
export interface SimDatabase {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  sql<Row = Record<string, unknown>>(statement: string): Promise<Row[]>;
}

/** The embedded Supabase of this worker; the simulator empties it. */
export function sharedDatabase(): SimDatabase {
  const { supabaseUrl, publishableKey, secretKey } = stack;
  return {
    url: supabaseUrl,
    publishableKey,
    secretKey,
    async sql<Row>(statement: string) {
      const response = await fetch(`${supabaseUrl}/_sandbox/sql`, {
        method: "POST",
        headers: { apikey: secretKey, "content-type": "application/json" },
        body: JSON.stringify({ sql: statement }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${statement.slice(0, 200)}: ${text}`);
      return (JSON.parse(text) as { rows: Row[] }).rows;
    },
  };
}

/** The repositories of a program, as the server's own. */
export function repositoriesOf({ url, secretKey }: SimDatabase): Db {
  const tokenKeys = parseTokenKeys(settingsWith().tokenKeys);
  return createDb({ client: createServerAuthClient({ url, secretKey }), tokenKeys });
}

/** In the order in which their rows can go. */
const filledTables = [
  "Outbox",
  "Notifications",
  "BookingEvents",
  "RescheduleAttempts",
  "BookingCalRefs",
  "BookingPeople",
  "Bookings",
  "WebhookInbox",
  "ChangeFeed",
  "MailSuppressions",
  "OAuthStates",
  "CalendarConsents",
  "CalSubscriptions",
  "CalIntegrations",
  "UserAddresses",
  "User",
];

export interface Arrangement {
  /** When the first meeting is, in epoch ms; the second one is four hours later. */
  readonly start: number;
  readonly isMenteeConnected: boolean;
  readonly hasConsent: boolean;
}

/** What an API key is kept as; sealed once, for sealing takes long. */
const sealed = new Map<string, string>();

/** An empty database with the two meetings of two people in it, and someone who is in neither. */
export async function arrange(database: SimDatabase, arrangement: Arrangement): Promise<void> {
  const { coachUlid, menteeUlid, strangerUlid } = people;
  const user = (id: string, name: string, email: string) =>
    `('${id}', 'user_${name}', '${email}', '${name}', 'UTC', 'choice')`;
  // Deleting a few rows is quicker than truncating so many tables.
  await database.sql(`
    ${filledTables.map((table) => `delete from "${table}";`).join(" ")}
    insert into "User" ("ulid", "clerkUserId", "email", "name", "timeZone", "timeZoneFrom")
      values ${user(coachUlid, "coach", coachEmail)}, ${user(menteeUlid, "mentee", menteeEmail)},
        ${user(strangerUlid, "stranger", "stranger@example.com")};
    ${people.meetings.map((meeting, index) => bookingOf(meeting, arrangement.start + index * 4 * hourMs)).join("")}
    ${arrangement.hasConsent ? consent : ""}`);
  await connect(database, "coach");
  if (arrangement.isMenteeConnected) await connect(database, "mentee");
}

function bookingOf(
  { bookingUlid, calUid }: { bookingUlid: string; calUid: string },
  start: number,
) {
  return `
    insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime")
    values ('${bookingUlid}', '${calUid}', '${people.coachUlid}', '${people.menteeUlid}',
      '${title.replaceAll(/\s+/g, " ")}', 1, 60, '${formatInstant(start)}', '${formatInstant(start + hourMs)}');
    insert into "BookingCalRefs" ("calBookingUid", "bookingUlid") values ('${calUid}', '${bookingUlid}');`;
}

const consent = `
  insert into "CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "lengthMinutes", "lengths",
    "gridMinutes", "gridPhase", "decidedAt", "source")
  values ('${people.menteeUlid}', '${people.coachUlid}', 'allowed', 60, '{60}', 60, 0, simulated.now(), 'mentee');`;

async function connect(database: SimDatabase, who: "coach" | "mentee"): Promise<void> {
  const userUlid = who === "coach" ? people.coachUlid : people.menteeUlid;
  const ulid = people.connectionUlids[who];
  const known = sealed.get(who);
  const me = {
    calUserId: who === "coach" ? 1 : 2,
    calUsername: who,
    calEmail: who === "coach" ? coachEmail : menteeEmail,
  };
  if (!known) {
    const { calConnections } = repositoriesOf(database);
    await calConnections.saveApiKey({ ulid, userUlid, apiKey: people.apiKey, me });
    const [row] = await database.sql<{ sealedToken: string }>(
      `select "sealedToken" from "CalIntegrations" where "ulid" = '${ulid}'`,
    );
    if (row) sealed.set(who, row.sealedToken);
    return;
  }
  await database.sql(`insert into "CalIntegrations" ("ulid", "userUlid", "kind", "status", "calUserId",
      "calUsername", "calEmail", "sealedToken", "keyId")
    values ('${ulid}', '${userUlid}', 'apiKey', 'connected', ${me.calUserId}, '${who}', '${me.calEmail}',
      '${known}', 'k1')`);
}
