import { hourMs, minuteMs } from "@reslot/cal/time";
import postgres, { type Sql } from "postgres";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const CONNECTIONS = 40;
const ROUNDS = 100;
const LEASE_MS = 60_000;
const START = Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs;
const SEALED = "eyJhIjoxfQ.a.b.c.d";

const people: Sql[] = [];
let sql: Sql;

beforeAll(async () => {
  const url = process.env["STRICT_DATABASE_URL"] ?? "";
  for (let index = 0; index < CONNECTIONS; index += 1)
    people.push(postgres(url, { max: 1, onnotice: () => undefined }));
  await Promise.all(people.map((person) => person`select 1`));
  sql = postgres(url, { max: 2 });
});

afterAll(() => Promise.all([sql, ...people].map((each) => each.end())));

const all = <T>(work: (connection: Sql, index: number) => Promise<T>) =>
  Promise.all(people.map(work));
const iso = (ms: number) => new Date(ms).toISOString();

/** How often each answer occurred. */
function tally(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

async function makeUser(): Promise<string> {
  const userUlid = ulid();
  await sql`insert into "User" ("ulid", "clerkUserId", "email", "name")
    values (${userUlid}, ${`user_${userUlid}`}, ${`${userUlid}@example.com`}, 'Test User')`;
  return userUlid;
}

async function makeBooking(coach: string, start = START) {
  const booking = { ulid: ulid(), calUid: `cal-${ulid()}`, coach, mentee: await makeUser(), start };
  await sql`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime")
    values (${booking.ulid}, ${booking.calUid}, ${coach}, ${booking.mentee}, 'Coaching', 1, 60,
      ${iso(start)}, ${iso(start + hourMs)})`;
  return booking;
}
type Booking = Awaited<ReturnType<typeof makeBooking>>;

async function begin(
  connection: Sql,
  booking: Booking,
  { actor = booking.coach, to = START } = {},
) {
  const [row] = await connection<{ answer: { kind: string } }[]>`
    select reschedule_begin(${ulid()}, ${booking.ulid}, ${actor}, 'hash', 1, ${iso(to)}, ${iso(to + hourMs)},
      null, false, ${LEASE_MS}) as answer`;
  return row?.answer.kind ?? "";
}

describe(`${CONNECTIONS} concurrent connections`, () => {
  it(`start exactly one move of a booking, in each of ${ROUNDS} rounds`, async () => {
    const coach = await makeUser();
    for (let round = 0; round < ROUNDS; round += 1) {
      const booking = await makeBooking(coach);
      const to = START + (round + 1) * hourMs;
      const kinds = await all((connection, index) =>
        begin(connection, booking, { actor: index % 2 ? coach : booking.mentee, to }),
      );
      expect(tally(kinds), `round ${round}`).toEqual({ created: 1, inProgress: CONNECTIONS - 1 });
    }
    const [row] = await sql`select count(*)::int as attempts from "RescheduleAttempts"
      where "coachUserUlid" = ${coach}`;
    expect(row).toEqual({ attempts: ROUNDS });
  });

  it("start exactly one of a coach's overlapping moves", async () => {
    for (let round = 0; round < 20; round += 1) {
      const coach = await makeUser();
      const bookings = await Promise.all(people.map(() => makeBooking(coach)));
      const kinds = await all(async (connection, index) => {
        const booking = bookings[index];
        // All overlap: they start within the same hour.
        return booking ? begin(connection, booking, { to: START + index * minuteMs }) : "";
      });
      expect(tally(kinds), `round ${round}`).toEqual({ created: 1, coachBusy: CONNECTIONS - 1 });
    }
  });

  it("start all of a coach's adjacent moves", async () => {
    const coach = await makeUser();
    const bookings = await Promise.all(people.map(() => makeBooking(coach)));
    const kinds = await all(async (connection, index) => {
      const booking = bookings[index];
      return booking ? begin(connection, booking, { to: START + index * hourMs }) : "";
    });
    expect(tally(kinds)).toEqual({ created: CONNECTIONS });
  });

  it("either hold a plan's times or move another meeting there, in each of 100 rounds", async () => {
    const coach = await makeUser();
    for (let round = 0; round < ROUNDS; round += 1) {
      const [planned, other] = [await makeBooking(coach), await makeBooking(coach)];
      const to = START + (round + 1) * 3 * hourMs;
      const times = [{ bookingUlid: planned.ulid, startTime: iso(to), endTime: iso(to + hourMs) }];
      const kinds = await all(async (connection, index) => {
        if (index % 2 === 1) return begin(connection, other, { to: to + 30 * minuteMs });
        const [row] = await connection<{ answer: { kind: string } }[]>`
          select held_times_take(${planned.ulid}, ${coach}, ${connection.json(times)}, ${LEASE_MS}) as answer`;
        return row?.answer.kind ?? "";
      });
      const held = { held: CONNECTIONS / 2, coachBusy: CONNECTIONS / 2 };
      const moved = { taken: CONNECTIONS / 2, created: 1, inProgress: CONNECTIONS / 2 - 1 };
      expect([held, moved], `round ${round}`).toContainEqual(tally(kinds));
    }
  });

  it("record an observed move once, with two notifications and two mails", async () => {
    for (let round = 0; round < 20; round += 1) {
      const booking = await makeBooking(await makeUser());
      const toUid = `cal-${ulid()}`;
      const answers = await all(async (connection) => {
        const [row] = await connection<{ answer: { applied: boolean; why?: string } }[]>`
          select reschedule_apply(${booking.calUid}, ${toUid}, ${iso(START + hourMs)}, ${iso(START + 2 * hourMs)},
            'accepted', null, 'webhook', ${[ulid(), ulid(), ulid(), ulid()]}) as answer`;
        return row?.answer.why ?? `applied ${row?.answer.applied}`;
      });
      expect(tally(answers)).toEqual({ "applied true": 1, already: CONNECTIONS - 1 });
      const [counts] = await sql`select
        (select count(*)::int from "BookingEvents" where "bookingUlid" = ${booking.ulid}) as events,
        (select count(*)::int from "Notifications" where "bookingUlid" = ${booking.ulid}) as notifications,
        (select count(*)::int from "Outbox" where "dedupeKey" like ${`%${booking.ulid}%`}) as mails`;
      expect(counts).toEqual({ events: 1, notifications: 2, mails: 2 });
    }
  });

  it("import a booking once, even while it is being moved", async () => {
    for (let round = 0; round < 20; round += 1) {
      const booking = await makeBooking(await makeUser());
      const toUid = `cal-${ulid()}`;
      const outcomes = await all(async (connection, index) => {
        if (index === 0) {
          await connection`select reschedule_apply(${booking.calUid}, ${toUid}, ${iso(START)},
            ${iso(START + hourMs)}, 'accepted', null, 'request', ${[ulid(), ulid(), ulid(), ulid()]})`;
          return "moved";
        }
        const [row] = await connection<{ answer: { outcome: string } }[]>`
          select booking_import_observed(${ulid()}, ${toUid}, ${[booking.calUid]}, ${booking.coach},
            ${booking.mentee}, 'Coaching', 1, 60, ${iso(START)}, ${iso(START + hourMs)}, 'accepted') as answer`;
        return row?.answer.outcome ?? "";
      });
      expect(tally(outcomes)).toEqual({ moved: 1, known: CONNECTIONS - 1 });
    }
    const newUid = `cal-${ulid()}`;
    const [coach, mentee] = [await makeUser(), await makeUser()];
    const outcomes = await all(async (connection) => {
      const [row] = await connection<{ answer: { outcome: string } }[]>`
        select booking_import_observed(${ulid()}, ${newUid}, ${[]}::text[], ${coach}, ${mentee}, '', 1, 60,
          ${iso(START)}, ${iso(START + hourMs)}, 'accepted') as answer`;
      return row?.answer.outcome ?? "";
    });
    expect(tally(outcomes)).toEqual({ created: 1, known: CONNECTIONS - 1 });
  });

  it("grant one refresh lease for each generation of tokens", async () => {
    const userUlid = await makeUser();
    await sql`select cal_integration_save_token(${ulid()}, ${userUlid}, 'oauth', ${SEALED}, 'k1', 1, null,
      null, ${iso(START)}, '')`;
    for (let generation = 1; generation <= 50; generation += 1) {
      const answers = await all(async (connection, index) => {
        const [row] = await connection<{ answer: { won: boolean; why?: string } }[]>`
          select cal_integration_lease_refresh(${userUlid}, ${`owner ${index}`}, ${generation}, ${LEASE_MS})
            as answer`;
        return row?.answer.why ?? "won";
      });
      expect(tally(answers), `generation ${generation}`).toEqual({
        won: 1,
        leased: CONNECTIONS - 1,
      });
      const stored = await all(async (connection) => {
        const rows = await connection`select * from cal_integration_store_refreshed(${userUlid},
          ${generation}, ${SEALED}, 'k1', ${iso(START)}, null)`;
        return rows.length > 0 ? "stored" : "too late";
      });
      expect(tally(stored)).toEqual({ stored: 1, "too late": CONNECTIONS - 1 });
    }
  });

  it("let exactly the limit's number of requests through", async () => {
    for (let round = 0; round < 20; round += 1) {
      const key = ulid();
      const answers = await all(async (connection) => {
        const [row] = await connection<{ answer: { allowed: boolean } }[]>`
          select rate_limit_take(${key}, 12, ${hourMs}) as answer`;
        return String(row?.answer.allowed);
      });
      expect(tally(answers)).toEqual({ true: 12, false: CONNECTIONS - 12 });
    }
  });

  it("give each due row to one claimer", async () => {
    await sql`delete from "Outbox"`;
    await sql`insert into "Outbox" ("ulid", "dedupeKey", "topic", "payload") select
      '0' || lpad(n::text, 25, '0'), 'mail:' || n, 'mail', '{"notificationUlid":"x"}' from generate_series(1, 200) n`;
    const claimed = await all(
      (connection) =>
        connection<{ ulid: string }[]>`select "ulid" from outbox_claim_batch(10, ${LEASE_MS})`,
    );
    const ulids = claimed.flat().map((row) => row.ulid);
    expect(new Set(ulids).size).toBe(ulids.length);
    const rest = await sql`select "ulid" from outbox_claim_batch(1000, ${LEASE_MS})`;
    expect(ulids.length + rest.length).toBe(200);
  });

  it("claim mail around the row that a change is being merged into, and never wait for it", async () => {
    await sql`delete from "Outbox"`;
    const merged = ulid();
    const other = ulid();
    await sql`insert into "Outbox" ("ulid", "dedupeKey", "topic", "payload") select "ulid", "ulid", 'mail',
      '{"notificationUlid":"x"}' from unnest(${[merged, other]}::text[]) as "ulid"`;
    const claim = () =>
      sql.begin(async (worker) => {
        await worker`set local lock_timeout = '2s'`;
        return worker<{ ulid: string }[]>`select "ulid" from outbox_claim_batch(10, ${LEASE_MS})`;
      });
    await people[0]?.begin(async (change) => {
      await change`select from "Outbox" where "ulid" = ${merged} for update`;
      expect((await claim()).map((row) => row.ulid)).toEqual([other]);
    });
    expect((await claim()).map((row) => row.ulid)).toEqual([merged]);
  });

  it("give each booking of a coach who is not connected to one claimer", async () => {
    const coach = await makeUser();
    const mentee = await makeUser();
    await sql`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
        "eventTypeId", "durationMinutes", "startTime", "endTime", "createdAt")
      select '0' || lpad(n::text, 25, '0'), 'unconnected-' || n, ${coach}, ${mentee}, 'Coaching', 1, 60,
        ${iso(START)}, ${iso(START + hourMs)}, now() - interval '1 day' from generate_series(1, 400) n`;
    const claimed = await all(async (connection) => {
      const ulids: string[] = [];
      for (;;) {
        const [row] = await connection<{ answer: { ulid: string } | null }[]>`
          select booking_claim_unconnected(${JSON.stringify([{ everyMs: hourMs, withinMs: null }])}::text::jsonb,
            ${minuteMs}) as answer`;
        if (!row?.answer) return ulids;
        ulids.push(row.answer.ulid);
      }
    });
    expect(claimed.flat()).toHaveLength(400);
    expect(new Set(claimed.flat()).size).toBe(400);
  });

  it("keep a user within the rate limit of moves", async () => {
    const coach = await makeUser();
    const bookings = await Promise.all(people.map(() => makeBooking(coach)));
    const attempts = await all(async (connection, index) => {
      const attempt = ulid();
      const to = START + index * hourMs;
      await connection`select reschedule_begin(${attempt}, ${bookings[index]?.ulid ?? ""}, ${coach}, 'hash', 1,
        ${iso(to)}, ${iso(to + hourMs)}, null, false, ${LEASE_MS})`;
      return attempt;
    });
    const kinds = await all(async (connection, index) => {
      const [row] = await connection<{ answer: { kind: string } }[]>`
        select reschedule_mark_sending(${attempts[index] ?? ""}, 1, ${LEASE_MS}, 12, 100, 30) as answer`;
      return row?.answer.kind ?? "";
    });
    expect(tally(kinds)).toEqual({ sending: 12, rateLimited: CONNECTIONS - 12 });
  });
});
