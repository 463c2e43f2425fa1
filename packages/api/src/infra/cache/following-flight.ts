import type { SingleFlight } from "./single-flight.ts";

/**
 * Runs `load`; callers that come while it runs share the run that follows it. Each gets the result of a run
 * that started after it called, and one runs at a time under a key.
 */
export function createFollowingFlight<T>(): SingleFlight<T> {
  const runs = new Map<string, { current: Promise<T>; following?: Promise<T> }>();

  const start = (key: string, load: () => Promise<T>): Promise<T> => {
    const current = load().finally(() => {
      if (!runs.get(key)?.following) runs.delete(key);
    });
    runs.set(key, { current });
    return current;
  };

  return (key, load) => {
    const run = runs.get(key);
    if (!run) return start(key, load);
    run.following ??= Promise.allSettled([run.current]).then(() => start(key, load));
    return run.following;
  };
}
