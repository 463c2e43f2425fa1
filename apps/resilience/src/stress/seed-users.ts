import { minuteMs } from "@reslot/cal/time";
import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import { toInstant } from "../clock.ts";
import { allowCoaches } from "../state/allow-coaches.ts";
import { postJson } from "../state/fetch-json.ts";
import { queryDatabase } from "../state/query-database.ts";
import { createApiClient } from "../traffic/api-client.ts";
import type { UserMeeting, VirtualUsers } from "./virtual-users.ts";

const placedSchema = z.object({ uid: z.string() });

/** Inserts every user, creates every meeting at Cal.com and in the database, and connects the users with an API key. */
export async function seedUsers(plan: StackPlan, virtualUsers: VirtualUsers): Promise<void> {
  const uids: string[] = [];
  for (const meeting of virtualUsers.meetings)
    uids.push(await placeBooking(plan.urls.calUrl, meeting));
  await queryDatabase(plan, seedSql(virtualUsers, uids));
  await allowCoaches(plan);
  const api = createApiClient(plan.urls.webUrl);
  for (const user of virtualUsers.users) {
    const { calApiKey: apiKey } = user;
    if (apiKey === null) continue;
    const { status } = await api.mutate(user, "calConnection.connectWithApiKey", { apiKey });
    if (status !== 200) throw new Error(`${user.key} could not be connected: ${status}.`);
  }
}

async function placeBooking(
  calUrl: string,
  { mentee, eventTypeId, start, end }: UserMeeting,
): Promise<string> {
  const { firstName, lastName, email, timeZone } = mentee;
  const attendee = { name: `${firstName} ${lastName}`, email, timeZone };
  const booking = { eventTypeId, start, end, attendee };
  return placedSchema.parse(await postJson(`${calUrl}/_sandbox/bookings`, booking)).uid;
}

/** Every value is generated here from letters and digits, so nothing has to be escaped. */
function seedSql({ users, meetings }: VirtualUsers, uids: readonly string[]): string {
  const userRows = users.map(({ userUlid, clerkUserId, email, firstName, lastName }) =>
    rowOf([userUlid, clerkUserId, email, `${firstName} ${lastName}`]),
  );
  const bookingRows = meetings.map(({ ulid, coach, mentee, eventTypeId, start, end }, index) => {
    const both = [coach.userUlid, mentee.userUlid];
    const times = [(end - start) / minuteMs, toInstant(start), toInstant(end)];
    return rowOf([ulid, uids[index] ?? "", ...both, "Talk", eventTypeId, ...times, "accepted"]);
  });
  const refRows = meetings.map(({ ulid }, index) => rowOf([uids[index] ?? "", ulid]));
  return `
    insert into "User" ("ulid", "clerkUserId", "email", "name")
      values ${userRows.join()};
    insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime", "status")
      values ${bookingRows.join()};
    insert into "BookingCalRefs" ("calBookingUid", "bookingUlid") values ${refRows.join()}`;
}

function rowOf(values: readonly (string | number)[]): string {
  return `(${values.map((value) => `'${value}'`).join()})`;
}
