import { randomBytes } from "node:crypto";
import { hourMs } from "@reslot/cal/time";
import { afterEach, describe, expect, it } from "vitest";
import type { Jobs } from "../../src/server.ts";

/** An engine, and hands on its clock. */
export interface EngineUnderTest {
  /** One more worker on the same jobs. */
  open(): Promise<Jobs>;
  /** Lets a span pass for the waiting jobs of a kind. */
  pass(kind: string, ms: number): Promise<void>;
  /** In how many ms the one waiting job of a kind is due. */
  waitOf(kind: string): Promise<number>;
  /** Expires the lease of the worker that first took jobs of this kind. */
  loseWorker(kind: string): Promise<void>;
  /** Why a job of this kind was given up; null when none was. */
  burial(kind: string): Promise<string | null>;
}

/** More than one process takes at once. */
const MANY = 12;
const TRIES = 5;

/** A place where a job can be held. */
function gate() {
  let open = (): void => undefined;
  let arrive = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const pass = (): Promise<void> => {
    arrive();
    return opened;
  };
  return { pass, open, reached };
}

/** Counts runs, and how many there were at once, by key. */
function counter() {
  const runs = new Map<string, number>();
  const active = new Map<string, number>();
  const count = { total: 0, most: 0, runs };
  const during = async (key: string, work: () => Promise<void>): Promise<void> => {
    const now = (active.get(key) ?? 0) + 1;
    active.set(key, now);
    count.most = Math.max(count.most, now);
    await work();
    active.set(key, (active.get(key) ?? 0) - 1);
    runs.set(key, (runs.get(key) ?? 0) + 1);
    count.total += 1;
  };
  return { ...count, during, get: () => count };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const keys = Array.from({ length: MANY }, (_, index) => `key-${index}`);

/** What every engine must do. */
export function describeEngine(name: string, engine: EngineUnderTest): void {
  const opened: Jobs[] = [];
  const open = async (): Promise<Jobs> => {
    const jobs = await engine.open();
    opened.push(jobs);
    return jobs;
  };
  const newKind = () => `test-${randomBytes(6).toString("hex")}`;
  afterEach(() => Promise.all(opened.splice(0).map((jobs) => jobs.stop())));

  describe(`the engine ${name}`, () => {
    it("runs a job once and keeps nothing of it", async () => {
      const [jobs, kind, { during, get }] = [await open(), newKind(), counter()];
      jobs.handle({ kind, class: "urgent" }, ({ key }) => during(key, () => Promise.resolve()));

      await jobs.enqueue({ kind, key: "one" });

      expect(await jobs.tick()).toBe(1);
      expect(await jobs.tick()).toBe(0);
      expect(get().total).toBe(1);
    });

    it("begins no further job once a tick has had enough time", async () => {
      const [jobs, kind, { during, get }] = [await open(), newKind(), counter()];
      const enough = new AbortController();
      jobs.handle({ kind, class: "urgent" }, ({ key }) => during(key, async () => enough.abort()));
      for (const key of keys) await jobs.enqueue({ kind, key });

      const first = await jobs.tick(enough.signal);

      expect(first).toBeLessThan(MANY);
      expect(get().total).toBe(first);
      expect(await jobs.tick()).toBe(MANY - first);
    });

    it("runs jobs of one key once while the first waits, and other keys separately", async () => {
      const [jobs, kind, { during, get }] = [await open(), newKind(), counter()];
      jobs.handle({ kind, class: "urgent" }, ({ key }) => during(key, () => Promise.resolve()));

      await jobs.enqueue({ kind, key: "one" });
      await Promise.all([jobs.enqueue({ kind, key: "one" }), jobs.enqueue({ kind, key: "two" })]);
      await jobs.tick();
      await jobs.tick();

      expect(Object.fromEntries(get().runs)).toEqual({ one: 1, two: 1 });
    });

    it("runs a job again that was enqueued while it ran", async () => {
      const [jobs, kind, { during, get }] = [await open(), newKind(), counter()];
      const hold = gate();
      jobs.handle({ kind, class: "urgent" }, ({ key }) => during(key, hold.pass));

      await jobs.enqueue({ kind });
      const first = jobs.tick();
      await hold.reached;
      await jobs.enqueue({ kind });
      await jobs.enqueue({ kind });
      expect(await jobs.tick()).toBe(0);
      hold.open();
      await first;
      await jobs.tick();

      expect(get()).toMatchObject({ total: 2, most: 1 });
    });

    it("runs nothing before its time, which a second enqueue does not change", async () => {
      const [jobs, kind, { during, get }] = [await open(), newKind(), counter()];
      jobs.handle({ kind, class: "urgent" }, ({ key }) => during(key, () => Promise.resolve()));

      await jobs.enqueue({ kind, delayMs: hourMs });
      await jobs.enqueue({ kind });
      await jobs.tick();
      expect(get().total).toBe(0);
      await engine.pass(kind, 3_500_000);
      await jobs.tick();
      expect(get().total).toBe(0);

      await engine.pass(kind, 101_000);
      await jobs.tick();
      expect(get().total).toBe(1);
    });

    it("retries a failing job with growing delays, marks it dead, and restarts it when enqueued", async () => {
      const [jobs, kind] = [await open(), newKind()];
      const tries: number[] = [];
      const waits: number[] = [];
      jobs.handle({ kind, class: "urgent" }, async (run) => {
        tries.push(run.tries);
        throw new Error("It broke.");
      });

      await jobs.enqueue({ kind });
      await jobs.tick();
      for (let round = 1; round < TRIES; round += 1) {
        expect(await jobs.tick()).toBe(0);
        expect(await engine.burial(kind)).toBeNull();
        const wait = await engine.waitOf(kind);
        waits.push(wait);
        await engine.pass(kind, wait + 1_000);
        await jobs.tick();
      }

      expect(tries).toEqual([1, 2, 3, 4, 5]);
      const [first = 0, , third = 0] = waits;
      expect(first).toBeGreaterThan(0);
      expect(third).toBeGreaterThan(first);
      expect(await engine.burial(kind)).toContain("It broke.");
      expect(await jobs.tick()).toBe(0);

      await jobs.enqueue({ kind });
      await jobs.tick();
      expect(tries.at(-1)).toBe(1);
    });

    it("gives a dead worker's job to another worker and ignores the dead one's result", async () => {
      const kind = newKind();
      const [dying, other] = [await open(), await open()];
      const hold = gate();
      dying.handle({ kind, class: "urgent" }, async () => {
        await hold.pass();
        throw new Error("The dead have spoken.");
      });
      const tries: number[] = [];
      const held = gate();
      other.handle({ kind, class: "urgent" }, async (run) => {
        tries.push(run.tries);
        await held.pass();
      });
      await dying.enqueue({ kind, key: "one" });
      const dead = dying.tick();
      await hold.reached;
      expect(await other.tick()).toBe(0);

      let taken: Promise<unknown> = Promise.resolve();
      for (let look = 0; look < 100 && tries.length === 0; look += 1) {
        await engine.loseWorker(kind);
        taken = Promise.all([taken, other.tick()]);
        await Promise.race([held.reached, pause(200)]);
        await engine.pass(kind, 10_000);
      }
      hold.open();
      await dead;
      held.open();
      await taken;

      expect(tries).toEqual([2]);
      expect(await engine.burial(kind)).toBeNull();
      await other.enqueue({ kind, key: "one" });
      await other.tick();
      expect(tries).toEqual([2, 1]);
    });

    it("never lets two workers run one job at the same time", async () => {
      const kind = newKind();
      const workers: [Jobs, Jobs] = [await open(), await open()];
      const { during, get } = counter();
      let left = 6;
      for (const jobs of workers) {
        jobs.handle({ kind, class: "urgent" }, async ({ key }) => {
          await during(key, () => pause(10));
          if (key !== "again") return undefined;
          left -= 1;
          return left > 0 ? { againMs: 0 } : undefined;
        });
      }
      const [first, second] = workers;
      await Promise.all(keys.map((key) => first.enqueue({ kind, key })));
      await second.enqueue({ kind, key: "again" });

      for (let round = 0; round < 6; round += 1) {
        await Promise.all(workers.flatMap((jobs) => [jobs.tick(), jobs.tick()]));
      }
      await Promise.all(workers.map((jobs) => jobs.tick()));

      const once = Object.fromEntries(keys.map((key) => [key, 1]));
      expect(Object.fromEntries(get().runs)).toEqual({ ...once, again: 6 });
      expect(get().most).toBe(1);
    });

    it("runs everything due in one tick, with overlapping ticks too", async () => {
      const [jobs, kind, { during, get }] = [await open(), newKind(), counter()];
      jobs.handle({ kind, class: "urgent" }, ({ key }) => during(key, () => Promise.resolve()));
      await Promise.all(keys.map((key) => jobs.enqueue({ kind, key })));

      const done = await Promise.all([jobs.tick(), jobs.tick()]);

      expect(done[0] + done[1]).toBe(MANY);
      expect(get()).toMatchObject({ total: MANY, most: 1 });
    });

    it("resumes endless work at its cursor and time", async () => {
      const [jobs, kind] = [await open(), newKind()];
      const cursors: (string | null)[] = [];
      jobs.handle({ kind, class: "urgent" }, async ({ cursor }) => {
        cursors.push(cursor);
        return { againMs: cursors.length < 3 ? 0 : 600_000, cursor: `page ${cursors.length}` };
      });

      await jobs.enqueue({ kind });
      await jobs.tick();
      await jobs.enqueue({ kind });
      await jobs.tick();
      await jobs.tick();
      await jobs.tick();

      expect(cursors).toEqual([null, "page 1", "page 2"]);
      expect(await engine.waitOf(kind)).toBeGreaterThan(500_000);
    });

    it("finishes running jobs before it stops and starts no others", async () => {
      const [jobs, kind, { during, get }] = [await engine.open(), newKind(), counter()];
      const hold = gate();
      jobs.handle({ kind, class: "urgent" }, ({ key }) => during(key, hold.pass));
      await jobs.enqueue({ kind });
      const tick = jobs.tick();
      await hold.reached;

      let isStopped = false;
      const stopping = jobs.stop().then(() => (isStopped = true));
      await pause(50);
      expect(isStopped).toBe(false);
      hold.open();
      await stopping;

      expect(await tick).toBe(1);
      expect(get().total).toBe(1);
      const next = await open();
      next.handle({ kind, class: "urgent" }, ({ key }) => during(key, () => Promise.resolve()));
      expect(await jobs.tick()).toBe(0);
      expect(await next.tick()).toBe(0);
    });
  });
}
