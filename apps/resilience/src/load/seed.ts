import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs } from "@reslot/cal/time";
import type { StackPlan } from "@reslot/launcher";
import { ulid } from "ulid";
import { z } from "zod";
import { now } from "../clock.ts";
import { allowCoaches } from "../state/allow-coaches.ts";
import { postJson } from "../state/fetch-json.ts";
import { queryDatabase } from "../state/query-database.ts";
import { type ApiClient, createApiClient } from "../traffic/api-client.ts";
import { inParallel } from "./in-parallel.ts";
import type { BookedMeeting, Person, Population } from "./people.ts";

const importWithinMs = 15 * minuteMs;
const atOnce = 4;

/** A meeting that the product has imported. */
export interface Meeting {
  readonly bookingUlid: string;
  /** Where it is at Cal.com now. */
  calUid: string;
  readonly coachEmail: string;
  readonly menteeEmail: string;
  readonly start: number;
}

/** What the parts of a run are made with. */
export interface Stage {
  readonly plan: StackPlan;
  readonly population: Population;
  readonly meetings: readonly Meeting[];
}

const rowSchema = z.object({
  ulid: z.string(),
  calBookingId: z.string(),
  coachEmail: z.string(),
  menteeEmail: z.string(),
  startMs: z.coerce.number(),
});

/**
 * Books every meeting at Cal.com, signs everyone up and connects calendars, and waits until the product
 * has imported all meetings; then the mentees let their coaches see when they are busy. It writes nothing
 * that people and Cal.com would not: no time zones, no bookings.
 *
 * @throws {Error} when not all were imported in time
 */
export async function seed(plan: StackPlan, population: Population): Promise<Meeting[]> {
  const { coaches, mentees, others, meetings } = population;
  const api = createApiClient(plan.urls.webUrl);
  await inParallel(atOnce, meetings, (meeting) => book(plan.urls.calUrl, meeting));
  await insertOthers(plan, others);
  // The first call of a person makes their row.
  await inParallel(atOnce, [...mentees, ...coaches], (person) =>
    demand(api.query(person, "booking.list", { when: "upcoming" }), person),
  );
  await inParallel(atOnce, [...mentees, ...coaches], (person) => connect(api, person));
  const endsAt = now() + importWithinMs;
  for (;;) {
    const imported = await readMeetings(plan);
    if (imported.length >= meetings.length) {
      await allowCoaches(plan);
      return imported;
    }
    if (now() > endsAt) {
      throw new Error(`Only ${imported.length} of ${meetings.length} meetings were imported.`);
    }
    await sleep(2_000);
  }
}

async function book(calUrl: string, meeting: BookedMeeting): Promise<void> {
  const { eventTypeId, start, end, menteeName: name, menteeEmail: email } = meeting;
  const attendee = { name, email, timeZone: "Europe/Paris" };
  await postJson(`${calUrl}/_sandbox/bookings`, { eventTypeId, start, end, attendee });
}

/** As signing up leaves them; every value is made here from letters and digits, so nothing is escaped. */
async function insertOthers(plan: StackPlan, others: Population["others"]): Promise<void> {
  for (let first = 0; first < others.length; first += 1_000) {
    const rows = others
      .slice(first, first + 1_000)
      .map(
        ({ clerkUserId, email, name }) => `('${ulid()}', '${clerkUserId}', '${email}', '${name}')`,
      );
    await queryDatabase(
      plan,
      `insert into "User" ("ulid", "clerkUserId", "email", "name") values ${rows.join()}`,
    );
  }
}

async function connect(api: ApiClient, person: Person): Promise<void> {
  const { calApiKey: apiKey } = person;
  if (apiKey === null) return;
  await demand(api.mutate(person, "calConnection.connectWithApiKey", { apiKey }), person);
}

async function demand(call: ReturnType<ApiClient["query"]>, { key }: Person): Promise<void> {
  const { status, code } = await call;
  if (status !== 200) throw new Error(`${key} was answered ${status} ${code ?? ""}.`);
}

export async function readMeetings(plan: StackPlan): Promise<Meeting[]> {
  const rows = await queryDatabase(
    plan,
    `select b."ulid", b."calBookingId", c."email" as "coachEmail", m."email" as "menteeEmail",
      (extract(epoch from b."startTime") * 1000)::bigint::text as "startMs" from "Bookings" b
      join "User" c on c."ulid" = b."coachUserUlid" join "User" m on m."ulid" = b."menteeUserUlid"
      where b."status" = 'accepted'`,
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ ulid: bookingUlid, calBookingId: calUid, startMs: start, ...people }) => ({
      bookingUlid,
      calUid,
      start,
      ...people,
    }));
}
