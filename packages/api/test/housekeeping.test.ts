import { describe, expect, it } from "vitest";
import { housekeep } from "../src/jobs/housekeep.ts";
import { arrangeMeeting } from "./meeting.ts";
import { sql } from "./services.ts";

describe("housekeep", () => {
  it("forgets what is long settled, keeps the rest, and rests for an hour", async () => {
    const { ports } = await arrangeMeeting();
    await sql(`delete from "WebhookInbox"`);
    await sql(`delete from "ChangeFeed"`);
    await sql(`insert into "WebhookInbox" ("dedupeKey", "trigger", "calUids", "doneAt")
      values ('new', 'BOOKING_CREATED', '{}', now()), ('open', 'BOOKING_CREATED', '{}', null)`);
    await sql(`insert into "ChangeFeed" ("kind", "bookingUlid", "coachUserUlid", "createdAt")
      values ('booking', '${ports.newUlid()}', '${ports.newUlid()}', now() - interval '25 hours'),
        ('booking', '${ports.newUlid()}', '${ports.newUlid()}', now())`);

    expect(await housekeep(ports)).toBe(1);
    expect(await housekeep(ports)).toBe(0);

    expect(await sql(`select 1 from "WebhookInbox"`)).toHaveLength(2);
    expect(await sql(`select 1 from "ChangeFeed"`)).toHaveLength(1);
  });
});
