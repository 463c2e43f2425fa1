/** Runs `load`, or joins the one that runs under the same key. */
export type SingleFlight<T> = (key: string, load: () => Promise<T>) => Promise<T>;

export function createSingleFlight<T>(): SingleFlight<T> {
  const running = new Map<string, Promise<T>>();
  return (key, load) => {
    const joined = running.get(key);
    if (joined) return joined;
    const started = load().finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
}
