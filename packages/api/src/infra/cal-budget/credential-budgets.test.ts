import type { BudgetAsk } from "@reslot/db";
import { assert, asyncProperty, array, constantFrom, integer, record } from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { CalUse } from "../../core/cal-use.ts";
import { noTelemetry } from "../telemetry/telemetry.ts";
import type { BudgetOwner } from "./budget-shares.ts";
import { createCredentialBudgets } from "./credential-budgets.ts";
import type { BudgetStore } from "./local-budgets.ts";
import { type BudgetState, leaseFrom, newBudget } from "./sliding-budget.ts";

const coach: BudgetOwner = { of: "account", userUlid: "coach" };
const anonymous: BudgetOwner = { of: "anonymous" };
const view = (by: string): CalUse => ({ purpose: "view", by });
const move = (by: string): CalUse => ({ purpose: "move", by });
const sync: CalUse = { purpose: "sync" };

/** Some processes with one database, on a clock of their own. */
function installation() {
  let now = Date.parse("2026-11-30T08:00:00Z");
  const clock = { now: () => now, elapsed: () => now };
  const rows = new Map<string, BudgetState>();
  const queries: (readonly BudgetAsk[])[] = [];
  const outage = { isOn: false };
  let held: Promise<void> | undefined;
  /** Holds the answer to the next query until what it returns is called. */
  const slow = {
    next() {
      let answer = () => {};
      held = new Promise((resolve) => (answer = resolve));
      return answer;
    },
  };
  const shared: BudgetStore = {
    async lease(asks) {
      queries.push(asks);
      if (held) {
        const answered = held;
        held = undefined;
        await answered;
      }
      if (outage.isOn) throw new Error("The database is away.");
      return asks.map((ask) => {
        const { state, grant } = leaseFrom(rows.get(ask.key) ?? newBudget, ask, now);
        rows.set(ask.key, state);
        return grant;
      });
    },
  };
  const errors = vi.fn();
  const newProcess = () => {
    const deps = { shared, clock, log: { error: errors }, telemetry: noTelemetry };
    const budgets = createCredentialBudgets(deps);
    return {
      ...budgets,
      /** How many of so many calls, one after the other, are sent. */
      async send(count: number, owner: BudgetOwner, use: CalUse): Promise<number> {
        let sent = 0;
        for (let call = 0; call < count; call += 1) {
          if ((await budgets.budgetFor(owner, use).take()) === 0) sent += 1;
        }
        return sent;
      },
    };
  };
  const pass = (ms: number) => void (now += ms);
  return { newProcess, pass, clock, queries, outage, slow, errors };
}

const answer = (remaining: number, { limit = 120, refusedForMs = 0 } = {}) => ({
  rateLimit: { limit, remaining, resetMs: 60_000 },
  refusedForMs,
});

describe("the budget of a credential", () => {
  it("lets a mentee use a third of the coach's, and leaves the rest to the coach and to moves", async () => {
    const { newProcess } = installation();
    const web = newProcess();

    expect(await web.send(130, coach, view("mentee"))).toBe(30);
    expect(await web.send(10, coach, move("mentee"))).toBe(6);
    expect(await web.send(10, coach, move("another mentee"))).toBe(10);
    expect(await web.send(12, coach, view("coach"))).toBe(12);
  });

  it("reads again what is cached only while enough is left for what is not", async () => {
    const web = installation().newProcess();
    const refresh = (by: string): CalUse => ({ purpose: "refresh", by });

    expect(await web.send(130, coach, refresh("mentee"))).toBe(21);
    expect(await web.send(30, coach, refresh("another mentee"))).toBe(21);
    expect(await web.send(30, coach, refresh("one more"))).toBe(10);
    expect(await web.send(30, coach, view("one more"))).toBe(18);
    expect(await web.send(30, coach, view("the last"))).toBe(6);
    expect(await web.send(30, coach, refresh("coach"))).toBe(0);
    expect(await web.send(30, coach, view("coach"))).toBe(12);
  });

  it("keeps a part for moves when all that is less important has taken what it can", async () => {
    const { newProcess } = installation();
    const [web, worker] = [newProcess(), newProcess()];

    const synced = await worker.send(200, coach, sync);
    const viewed = await web.send(200, coach, view("coach"));
    const received = await worker.send(200, coach, { purpose: "webhook" });
    const recovered = await worker.send(200, coach, { purpose: "recovery" });
    const moved = await web.send(200, coach, move("coach"));

    expect({ synced, viewed, received, recovered, moved }).toEqual({
      synced: 60,
      viewed: 28,
      received: 8,
      recovered: 4,
      moved: 10,
    });
  });

  it("is learned from the answers", async () => {
    const { newProcess, pass } = installation();
    const [web, other] = [newProcess(), newProcess()];
    await web.send(1, coach, move("coach"));
    web.budgetFor(coach, move("coach")).onAnswer?.(answer(499, { limit: 500 }));
    pass(10_000);

    expect(await web.send(1_000, coach, move("coach"))).toBe(459);
    pass(70_000);
    expect(await other.send(1_000, coach, view("mentee"))).toBe(125);
  });

  it("is learned again when the database missed the answer that named it", async () => {
    const { newProcess, pass, outage } = installation();
    const [web, other] = [newProcess(), newProcess()];
    await web.send(1, coach, move("coach"));
    const { onAnswer } = web.budgetFor(coach, move("coach"));
    onAnswer?.(answer(499, { limit: 500 }));
    pass(10_000);
    outage.isOn = true;
    await web.send(1, coach, move("coach"));
    outage.isOn = false;
    pass(70_000);

    await web.send(1, coach, move("coach"));
    onAnswer?.(answer(499, { limit: 500 }));
    pass(10_000);
    expect(await web.send(1_000, coach, move("coach"))).toBe(459);
    pass(70_000);
    expect(await other.send(1_000, coach, view("mentee"))).toBe(125);
  });

  it("counts what others use of the same credential", async () => {
    const { newProcess, pass } = installation();
    const [web, other] = [newProcess(), newProcess()];
    await web.send(1, coach, move("coach"));
    web.budgetFor(coach, move("coach")).onAnswer?.(answer(20));
    pass(10_000);

    const sent =
      (await web.send(50, coach, move("coach"))) + (await other.send(50, coach, move("coach")));
    expect(sent).toBe(10);
  });

  it("sends no further call, in any process, once Cal.com has refused one", async () => {
    const { newProcess, pass } = installation();
    const [web, other] = [newProcess(), newProcess()];
    await web.send(1, coach, view("coach"));
    const { onAnswer, take } = web.budgetFor(coach, view("coach"));
    onAnswer?.(answer(0, { refusedForMs: 45_000 }));

    expect(await take()).toBe(45_000);
    expect(await web.send(20, coach, move("coach"))).toBe(0);
    expect(await other.send(20, coach, move("coach"))).toBe(0);
    pass(44_000);
    expect(await other.budgetFor(coach, sync).take()).toBe(1_000);
    pass(1_001);
    expect(await web.send(1, coach, move("coach"))).toBe(1);
    expect(await other.send(1, coach, move("coach"))).toBe(1);
  });

  it("asks the database once for what is prepared together, and not for the calls after it", async () => {
    const { newProcess, queries } = installation();
    const web = newProcess();
    const mentee: BudgetOwner = { of: "account", userUlid: "mentee" };
    web.prepare(coach, view("mentee"));
    web.prepare(mentee, view("mentee"));
    await vi.waitFor(() => expect(queries).toHaveLength(1), { timeout: 10_000 });
    await Promise.resolve();

    for (let call = 0; call < 8; call += 1) {
      expect(web.budgetFor(mentee, view("mentee")).take()).toBe(0);
      expect(web.budgetFor(coach, view("mentee")).take()).toBe(0);
    }
    web.prepare(mentee, sync);
    await Promise.resolve();
    expect(queries.map((asks) => asks.length)).toEqual([3, 1]);
  });

  it("is leased while a client without a token waits to be used", async () => {
    const { newProcess, queries } = installation();
    const budget = newProcess().budgetFor(anonymous, move("mentee"));
    await vi.waitFor(() => expect(queries).toHaveLength(1), { timeout: 10_000 });
    await Promise.resolve();

    expect(budget.take()).toBe(0);
  });

  it("leases enough for all calls that wait together", async () => {
    const { newProcess, queries } = installation();
    const budget = newProcess().budgetFor(coach, move("coach"));

    expect(await Promise.all(Array.from({ length: 60 }, async () => budget.take()))).toEqual(
      Array(60).fill(0),
    );
    expect(queries.length).toBeLessThanOrEqual(3);
  });

  it("returns what it has not used, also with the query for another credential", async () => {
    const { newProcess, pass } = installation();
    const [web, other] = [newProcess(), newProcess()];
    await web.send(1, coach, move("coach"));
    pass(9_000);
    await web.send(1, { of: "account", userUlid: "another" }, sync);

    expect(await other.send(200, coach, move("coach"))).toBe(109);
  });

  it("returns each lease, also when they were answered in another order than asked", async () => {
    const { newProcess, pass, slow } = installation();
    const [web, other] = [newProcess(), newProcess()];
    const mentee: BudgetOwner = { of: "account", userUlid: "mentee" };
    const answerLate = slow.next();
    const late = web.send(1, coach, move("coach"));
    await Promise.resolve();
    pass(4_000);
    await web.send(1, mentee, move("mentee"));
    answerLate();
    await late;

    pass(4_001);
    await web.send(1, { of: "account", userUlid: "another" }, sync);
    pass(4_000);
    await web.send(1, { of: "account", userUlid: "one more" }, sync);
    expect(await other.send(200, mentee, move("mentee"))).toBe(109);
  });

  it("does not ask an empty budget again for every call", async () => {
    const { newProcess, queries, pass } = installation();
    const web = newProcess();
    await web.send(100, coach, sync);
    const { length: before } = queries;

    expect(await web.send(500, coach, sync)).toBe(0);
    expect(queries).toHaveLength(before);
    pass(3_001);
    expect(await web.send(500, coach, sync)).toBe(0);
    expect(queries).toHaveLength(before + 1);
  });

  it("is a quarter of the limit in each process while the database does not answer", async () => {
    const { newProcess, outage, errors, pass } = installation();
    const web = newProcess();
    outage.isOn = true;

    expect(await web.send(200, coach, move("coach"))).toBe(27);
    expect(errors).toHaveBeenCalledWith("CAL_BUDGET_ERROR", expect.any(Error));
    outage.isOn = false;
    pass(10_000);
    expect(await web.send(200, coach, move("coach"))).toBe(110);
  });

  it("lets no one use up the address without a token: each purpose has a part, and each person", async () => {
    const { newProcess } = installation();
    const web = newProcess();

    expect(await web.send(140, anonymous, view("mentee"))).toBe(12);
    expect(await web.send(140, anonymous, sync)).toBe(6);
    expect(await web.send(140, anonymous, move("mentee"))).toBe(3);
    expect(await web.send(140, anonymous, move("another mentee"))).toBe(15);
    expect(await web.send(140, anonymous, { purpose: "recovery" })).toBe(24);
  });

  it("reads an event type's slots without a token once in about a minute, whoever asks", async () => {
    const { newProcess, pass } = installation();
    const [web, other] = [newProcess(), newProcess()];
    const slots: BudgetOwner = { of: "anonymous", eventTypeId: 7 };

    expect(await web.send(20, slots, view("mentee"))).toBe(1);
    expect(await other.send(20, slots, view("another mentee"))).toBe(0);
    expect(await other.send(20, { of: "anonymous", eventTypeId: 8 }, view("mentee"))).toBe(1);
    pass(70_000);
    expect(await other.send(20, slots, view("mentee"))).toBe(1);
    expect(await web.send(20, slots, move("mentee"))).toBeGreaterThan(1);
  });

  it("holds in every minute, for several processes and everything they do", async () => {
    const call = record({
      process: integer({ min: 0, max: 3 }),
      use: constantFrom<CalUse[]>(
        view("coach"),
        view("mentee"),
        view("another mentee"),
        move("mentee"),
        move("coach"),
        sync,
        { purpose: "webhook" },
        { purpose: "recovery" },
      ),
      calls: integer({ min: 1, max: 12 }),
      waitMs: integer({ min: 0, max: 2_000 }),
    });
    const steps = array(call, { minLength: 60, maxLength: 150, size: "max" });
    await assert(
      asyncProperty(steps, async (all) => {
        const { newProcess, pass, clock } = installation();
        const processes = [newProcess(), newProcess(), newProcess(), newProcess()];
        const sent: { at: number; use: CalUse }[] = [];
        for (const { process, use, calls, waitMs } of all) {
          pass(waitMs);
          const count = (await processes[process]?.send(calls, coach, use)) ?? 0;
          for (let index = 0; index < count; index += 1) sent.push({ at: clock.now(), use });
        }
        for (const { at } of sent) {
          const minute = sent.filter((each) => each.at > at - 60_000 && each.at <= at);
          const of = (isMeant: (use: CalUse) => boolean) =>
            minute.filter(({ use }) => isMeant(use)).length;
          expect(minute.length).toBeLessThanOrEqual(110);
          expect(of((use) => "by" in use && use.by === "mentee")).toBeLessThanOrEqual(36);
          expect(of(({ purpose }) => purpose === "sync")).toBeLessThanOrEqual(60);
          expect(of(({ purpose }) => purpose === "view")).toBeLessThanOrEqual(88);
        }
      }),
      { numRuns: 30 },
    );
  });
});
