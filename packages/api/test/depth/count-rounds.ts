import { AsyncLocalStorage } from "node:async_hooks";
import { stack } from "../support/services.ts";

/** One request that was made while rounds were counted. */
interface Call {
  service: "cal" | "database";
  method: string;
  path: string;
}

export interface Rounds<T> {
  result: T;
  /** What was asked in each round, in order; its length is what a person waits for. */
  rounds: Call[][];
}

/** A round is let through when nothing new was asked in so many looks, this long apart. */
const looks = 16;
const lookMs = 5;

/**
 * Runs `act` with every request to Cal.com and to the database held back until nothing more is
 * asked, then lets all of them through at once and waits for their answers: one round. So rounds are
 * round trips in series, whatever the machine's speed. What other work of this process asks is not counted.
 */
export async function countRounds<T>(act: () => Promise<T>): Promise<Rounds<T>> {
  const original = globalThis.fetch;
  const rounds: Call[][] = [];
  let held: { call: Call; send: () => Promise<void> }[] = [];
  const counted = new AsyncLocalStorage<true>();
  globalThis.fetch = (input, init) => {
    const call = counted.getStore() ? callOf(input, init) : null;
    if (!call) return original(input, init);
    return new Promise((resolve, reject) => {
      held.push({ call, send: () => original(input, init).then(resolve, reject) });
    });
  };
  const progress = { isDone: false };
  const acting = counted.run(true, act).finally(() => (progress.isDone = true));
  acting.catch(() => undefined);
  try {
    while (!progress.isDone || held.length > 0) {
      await quiet(() => held.length);
      const round = held;
      held = [];
      if (round.length > 0) rounds.push(round.map(({ call }) => call));
      await Promise.all(round.map(({ send }) => send()));
    }
    return { result: await acting, rounds };
  } finally {
    globalThis.fetch = original;
  }
}

/** Many short waits instead of one: on a busy machine the work gets a turn in each of them. */
async function quiet(count: () => number): Promise<void> {
  let before = count();
  for (let look = 0; look < looks; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    if (count() === before) continue;
    before = count();
    look = 0;
  }
}

function callOf(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Call | null {
  const request = input instanceof Request ? input : null;
  const url = input instanceof Request ? input.url : input.toString();
  const method = init?.method ?? request?.method ?? "GET";
  const path = new URL(url).pathname;
  if (url.startsWith(`${stack.calUrl}/v2`)) return { service: "cal", method, path };
  return url.startsWith(stack.supabaseUrl) ? { service: "database", method, path } : null;
}
