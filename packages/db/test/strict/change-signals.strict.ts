import { hourMs } from "@reslot/cal/time";
import postgres, { type Sql } from "postgres";
import { ulid } from "ulid";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { listenForChanges } from "@reslot/db";

const url = process.env["STRICT_DATABASE_URL"] ?? "";
const wait = { timeout: 10_000, interval: 20 };
let sql: Sql;

beforeAll(() => {
  sql = postgres(url, { max: 2, onnotice: () => undefined });
});
afterAll(() => sql.end());

/** A listener that has heard of the database, and what it hears from now on. */
async function listen({ from = url, beatMs = 200 } = {}) {
  const onSignal = vi.fn();
  const onError = vi.fn();
  const signals = listenForChanges({ url: from, onSignal, onError, beatMs });
  onTestFinished(() => signals.close());
  return { signals, onSignal, onError };
}

async function change(on: Sql = sql): Promise<void> {
  const [coach, mentee] = [ulid(), ulid()];
  for (const person of [coach, mentee]) {
    await sql`insert into "User" ("ulid", "clerkUserId", "email", "name")
      values (${person}, ${`user_${person}`}, ${`${person}@example.com`}, 'Test User')`;
  }
  const start = new Date(Date.now() + hourMs).toISOString();
  const end = new Date(Date.now() + 2 * hourMs).toISOString();
  await on`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime")
    values (${ulid()}, ${`cal-${ulid()}`}, ${coach}, ${mentee}, 'Coaching', 1, 60, ${start}, ${end})`;
}

const cutListeners = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'`;

it("a listener hears of each commit, and of none that was rolled back", async () => {
  const { signals, onSignal } = await listen();
  await vi.waitFor(() => expect(signals.isLive()).toBe(true), wait);
  onSignal.mockClear();

  await change();
  await vi.waitFor(() => expect(onSignal).toHaveBeenCalledTimes(1), wait);

  const undone = sql.begin(async (transaction) => {
    await change(transaction as unknown as Sql);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await change();
  await vi.waitFor(() => expect(onSignal).toHaveBeenCalledTimes(2), wait);
});

it("a listener whose connection was cut reads anew once it is back, and hears again", async () => {
  const { signals, onSignal } = await listen();
  await vi.waitFor(() => expect(signals.isLive()).toBe(true), wait);
  onSignal.mockClear();

  await cutListeners();
  await vi.waitFor(() => expect(onSignal).toHaveBeenCalled(), wait);
  await vi.waitFor(() => expect(signals.isLive()).toBe(true), wait);
  onSignal.mockClear();

  await change();
  await vi.waitFor(() => expect(onSignal).toHaveBeenCalled(), wait);
});

it("a listener is not live where what it is told is lost, or where there is no database", async () => {
  const nowhere = await listen({ from: "postgres://nobody@127.0.0.1:1/none" });
  await vi.waitFor(() => expect(nowhere.onError.mock.calls.length).toBeGreaterThan(1), wait);
  expect(nowhere.signals.isLive()).toBe(false);

  const closed = await listen();
  await vi.waitFor(() => expect(closed.signals.isLive()).toBe(true), wait);
  closed.signals.close();
  expect(closed.signals.isLive()).toBe(false);
  closed.onSignal.mockClear();
  await change();
  expect(closed.onSignal).not.toHaveBeenCalled();
});
