import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** A program's piece of work that can stop for ever at any of its steps, as when it is killed. */
export interface Actor {
  readonly name: string;
  /** Its place in the order in which work was begun. */
  readonly number: number;
  isDead: boolean;
}

/** Where a piece of work waits for its turn. */
export interface Gate {
  readonly actor: Actor;
  readonly label: string;
  readonly open: () => void;
}

/**
 * Lets one step happen at a time. Work waits at a gate before and after everything it asks of the
 * outside; which gate opens next is the caller's choice, so a seed decides the whole run.
 */
export interface Scheduler {
  /** What happened, one line a step. */
  readonly trace: string[];
  spawn(name: string, work: () => Promise<void>): Actor;
  /** Asks something of the outside, with a gate on the way out and one on the way back. */
  ask<Result>(label: string, call: () => Promise<Result>): Promise<Result>;
  /** The same without gates: nothing happens in between. */
  askAtOnce<Result>(call: () => Promise<Result>): Promise<Result>;
  /** Waits for its turn; does not wait outside of any actor. */
  gate(label: string): Promise<void>;
  /** The gates at which work waits now, once everything is idle. */
  waiting(): Promise<readonly Gate[]>;
  open(gate: Gate): void;
  /** This actor never takes another step. */
  crash(gate: Gate): void;
  /** Who is working now; null outside. */
  current(): Actor | null;
}

const forever = new Promise<never>(() => undefined);
const afterMicrotasks = () => new Promise<void>((resolve) => setImmediate(resolve));
/** How long work that waits at no gate may sleep before it repeats what has failed. */
const mostSleepMs = 400;

export function createScheduler(): Scheduler {
  const actors = new AsyncLocalStorage<Actor>();
  const trace: string[] = [];
  const working = new Set<Actor>();
  let gates: Gate[] = [];
  let spawned = 0;
  let asked = 0;
  let onAnswer = () => {};

  const gate = (label: string): Promise<void> => {
    const actor = actors.getStore();
    if (!actor) return Promise.resolve();
    if (actor.isDead) return forever;
    return new Promise((open) => {
      gates.push({ actor, label, open });
    });
  };
  const take = (taken: Gate, what: string) => {
    trace.push(`${taken.actor.name}: ${what}${taken.label}`);
    gates = gates.filter((each) => each !== taken);
  };
  const answered = () => new Promise<void>((resolve) => (onAnswer = resolve));
  /** Everything that was asked is answered, and the work that was answered waits at its next gate. */
  const rest = async (): Promise<void> => {
    if (asked > 0) await answered();
    await afterMicrotasks();
    await afterMicrotasks();
    if (asked > 0) await rest();
  };
  const count = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    asked += 1;
    try {
      return await call();
    } finally {
      asked -= 1;
      onAnswer();
    }
  };
  /** In an order that does not depend on which of several answers was the quickest. */
  const sorted = () =>
    gates.toSorted(
      (one, other) => one.actor.number - other.actor.number || one.label.localeCompare(other.label),
    );
  const isAsleep = () => gates.length === 0 && working.size > 0;

  return {
    trace,
    gate,
    current: () => actors.getStore() ?? null,
    spawn(name, work) {
      spawned += 1;
      const actor = { name, number: spawned, isDead: false };
      working.add(actor);
      void actors.run(actor, async () => {
        await gate("begins");
        await work();
        working.delete(actor);
        trace.push(`${name}: ends`);
      });
      return actor;
    },
    async ask(label, call) {
      await gate(label);
      try {
        return await count(call);
      } finally {
        await gate(`${label}, answered`);
      }
    },
    askAtOnce: count,
    async waiting() {
      await rest();
      for (let sleptMs = 0; isAsleep() && sleptMs < mostSleepMs; sleptMs += 20) {
        await sleep(20);
        await rest();
      }
      // What still waits at no gate waits for work that was killed.
      if (isAsleep()) working.clear();
      return sorted();
    },
    open(opened) {
      take(opened, "");
      opened.open();
    },
    crash(crashed) {
      take(crashed, "CRASH at ");
      crashed.actor.isDead = true;
      working.delete(crashed.actor);
      gates = gates.filter(({ actor }) => actor !== crashed.actor);
    },
  };
}
