import { hourMs, minuteMs, secondMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { expect, it } from "vitest";
import { syncLeaseMs as leaseMs } from "../../../src/sync/sync-round.ts";
import { arrangeMeeting } from "../../support/meeting.ts";
import { sql } from "../../support/services.ts";
import { createRandom, pick, type Random } from "../random.ts";
import { type Claimable, inClaimOrder } from "./simulate-sync.ts";

/** At 0 ms, and none of them due within half a minute of it, in which the test ends. */
function randomCoach(random: Random, index: number): Claimable {
  const apart = 30 * secondMs + Math.floor(random() * 600) * secondMs + index;
  return {
    nextSyncAt: random() < 0.7 ? -apart : apart,
    leaseUntil: pick(random, [0, 0, -minuteMs, 10 * minuteMs]),
    everyMs: pick(random, [0, 123_456, 2 * minuteMs, 5 * minuteMs, hourMs]),
  };
}

async function connectAll(coaches: readonly Claimable[], userUlids: readonly string[]) {
  const users = userUlids.map((id) => `('${id}', 'order_${id}', '${id}@example.com', 'Sam')`);
  await sql(`insert into "User" ("ulid", "clerkUserId", "email", "name") values ${users.join()}`);
  const inMs = (ms: number) => `now() + interval '${ms} milliseconds'`;
  const accounts = coaches.map(
    ({ nextSyncAt, leaseUntil, everyMs }, index) =>
      `('${userUlids[index]}', '${userUlids[index]}', 'apiKey', 'connected', ${3_000_000 + index},
        'eyJhIjoxfQ.a.a.a.a', 'k1', ${inMs(nextSyncAt)}, ${leaseUntil ? inMs(leaseUntil) : "null"}, ${everyMs})`,
  );
  await sql(`insert into "CalIntegrations" ("ulid", "userUlid", "kind", "status", "calUserId", "sealedToken",
    "keyId", "nextSyncAt", "syncLeaseUntil", "syncEveryMs") values ${accounts.join()}`);
}

it.each([1, 2, 3, 4])(
  "the database claims random coaches in the order of the simulation (seed %i)",
  async (seed) => {
    const { ports } = await arrangeMeeting({ coachConnected: false, menteeConnected: false });
    const random = createRandom(seed);
    const coaches = Array.from({ length: 80 }, (_, index) => randomCoach(random, index));
    const userUlids = coaches.map(() => ulid());
    await connectAll(coaches, userUlids);

    const claimed: number[][] = [];
    const expected: number[][] = [];
    do {
      const limit = 1 + Math.floor(random() * 9);
      const claims = await ports.db.coachSyncs.claim({ limit, leaseMs });
      claimed.push(claims.map(({ userUlid }) => userUlids.indexOf(userUlid)));
      const next = inClaimOrder(coaches, 0).slice(0, limit);
      for (const each of coaches.filter((_, index) => next.includes(index)))
        each.leaseUntil = leaseMs;
      expected.push(next);
    } while (expected.at(-1)?.length);
    await sql(`delete from "CalIntegrations" where "calUserId" >= 3000000`);

    expect(claimed).toEqual(expected);
    expect(claimed.flat().length).toBeGreaterThan(20);
  },
);
