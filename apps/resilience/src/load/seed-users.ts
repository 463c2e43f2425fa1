import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import { toInstant } from "../chaos/clock.ts";
import { ledgersOf } from "../chaos/read-state.ts";
import { crowdApi } from "./api-client.ts";
import type { Crowd, CrowdBooking } from "./virtual-users.ts";

const placedSchema = z.object({ uid: z.string() });

/** Makes everybody's row and every meeting at Cal.com and here, and connects who has an API key. */
export async function seedCrowd(plan: StackPlan, crowd: Crowd): Promise<void> {
  const { sql } = ledgersOf({ plan });
  const uids: string[] = [];
  for (const booking of crowd.bookings) uids.push(await placeBooking(plan.urls.calUrl, booking));
  await sql(crowdSql(crowd, uids));
  const api = crowdApi(plan.urls.webUrl);
  for (const person of crowd.people) {
    const { calApiKey } = person;
    if (calApiKey === null) continue;
    const { status } = await api.mutate(person, "calConnection.connectWithApiKey", {
      apiKey: calApiKey,
    });
    if (status !== 200) throw new Error(`${person.key} could not be connected: ${status}.`);
  }
}

async function placeBooking(
  calUrl: string,
  { mentee, eventTypeId, start, end }: CrowdBooking,
): Promise<string> {
  const { firstName, lastName, email, timeZone } = mentee;
  const attendee = { name: `${firstName} ${lastName}`, email, timeZone };
  const response = await fetch(`${calUrl}/_sandbox/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ eventTypeId, start, end, attendee }),
  });
  return placedSchema.parse(await response.json()).uid;
}

/** The crowd's texts are our own: letters, digits and nothing to escape. */
function crowdSql({ people, bookings }: Crowd, uids: readonly string[]): string {
  const users = people.map(({ userUlid, clerkUserId, email, firstName, lastName, timeZone }) =>
    rowOf([userUlid, clerkUserId, email, `${firstName} ${lastName}`, timeZone]),
  );
  const meetings = bookings.map(({ ulid, coach, mentee, eventTypeId, start, end }, index) => {
    const both = [coach.userUlid, mentee.userUlid];
    const times = [(end - start) / 60_000, toInstant(start), toInstant(end)];
    return rowOf([ulid, uids[index] ?? "", ...both, "Talk", eventTypeId, ...times, "accepted"]);
  });
  const refs = bookings.map(({ ulid }, index) => rowOf([uids[index] ?? "", ulid]));
  return `
    insert into "User" ("ulid", "clerkUserId", "email", "name", "timeZone") values ${users.join()};
    insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime", "status") values ${meetings.join()};
    insert into "BookingCalRefs" ("calBookingUid", "bookingUlid") values ${refs.join()}`;
}

function rowOf(values: readonly (string | number)[]): string {
  return `(${values.map((value) => `'${value}'`).join()})`;
}
