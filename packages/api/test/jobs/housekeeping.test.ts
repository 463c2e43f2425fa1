import { randomBytes } from "node:crypto";
import { createServerAuthClient, createDb, parseTokenKeys } from "@reslot/db";
import { describe, expect, it } from "vitest";
import { pruneTables } from "../../src/background/prune-tables.ts";
import { reencryptTokens } from "../../src/background/reencrypt-tokens.ts";
import { arrangeMeeting, settingsWith } from "../support/meeting.ts";
import { sql } from "../support/services.ts";

describe("pruneTables", () => {
  it("goes on until no batch is left", async () => {
    const { ports } = await arrangeMeeting();
    await sql(`insert into "RateLimits" ("key", "windowStart", "count", "previousCount", "updatedAt")
      select 'many-' || n, now(), 1, 0, now() - interval '49 hours' from generate_series(1, 5001) n`);
    await pruneTables(ports);
    expect(await sql(`select 1 from "RateLimits" where "key" like 'many-%'`)).toEqual([]);
  });

  it("deletes rows settled long ago and keeps the others", async () => {
    const { ports } = await arrangeMeeting();
    await sql(`delete from "WebhookInbox"`);
    await sql(`delete from "ChangeFeed"`);
    await sql(`delete from "RateLimits"`);
    await sql(`insert into "WebhookInbox" ("dedupeKey", "trigger", "calUids", "doneAt")
      values ('new', 'BOOKING_CREATED', '{}', now()), ('open', 'BOOKING_CREATED', '{}', null)`);
    await sql(`insert into "ChangeFeed" ("kind", "bookingUlid", "coachUserUlid", "createdAt")
      values ('booking', '${ports.newUlid()}', '${ports.newUlid()}', now() - interval '25 hours'),
        ('booking', '${ports.newUlid()}', '${ports.newUlid()}', now())`);
    await sql(`insert into "RateLimits" ("key", "windowStart", "count", "previousCount", "updatedAt")
      values ('old', now(), 1, 0, now() - interval '49 hours'), ('new', now(), 1, 0, now())`);

    await pruneTables(ports);

    expect(await sql(`select 1 from "WebhookInbox"`)).toHaveLength(2);
    expect(await sql(`select 1 from "ChangeFeed"`)).toHaveLength(1);
    expect(await sql(`select "key" from "RateLimits"`)).toEqual([{ key: "new" }]);
  });
});

describe("reencryptTokens", () => {
  it("encrypts tokens of an older key with the current key", async () => {
    const { ports, people } = await arrangeMeeting();
    const { supabase, tokenKeys } = settingsWith();
    const keys = (written: string) =>
      createDb({ client: createServerAuthClient(supabase), tokenKeys: parseTokenKeys(written) });
    const newKey = `k2:${randomBytes(32).toString("base64")}`;
    const token = (db: typeof ports.db) => db.calConnections.getWithToken(people.coach.ulid);
    await expect(token(keys(newKey))).rejects.toThrow(/key/i);

    await reencryptTokens({ ...ports, db: keys(`${newKey},${tokenKeys}`) });

    expect((await token(keys(newKey)))?.token.reveal()).toBe(people.coach.calApiKey);
  });
});
