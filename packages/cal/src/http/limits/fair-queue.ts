/** One piece of work that may have to wait. */
interface Turn<T> {
  /** Whose it is: those who wait take turns, however much each of them asks for. */
  readonly key: string;
  readonly work: () => Promise<T>;
  /** What the caller gets instead, when it has waited too long or too many wait. */
  readonly refusal: () => Error;
}

/** Runs so much at a time, and lets what is beyond that wait its turn instead of refusing it. */
export interface FairQueue {
  /** @throws whatever `work` throws, or the `refusal` */
  run<T>(turn: Turn<T>): Promise<T>;
}

export interface FairQueueLimits {
  /** How many run at a time. */
  readonly atOnce: number;
  /** How many of one key run at a time; by default as many as run at all. */
  readonly atOncePerKey?: number;
  /** How many wait. Beyond it the latest of the key with the most waiting is refused. */
  readonly waiting: number;
  /** How long each may wait. */
  readonly waitMs: number;
}

interface Waiting {
  readonly start: () => void;
  readonly refuse: () => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Round robin by key, in order of arrival within one. */
export function createFairQueue(limits: FairQueueLimits): FairQueue {
  const { atOnce, atOncePerKey = atOnce, waitMs } = limits;
  const running = new Map<string, number>();
  const lines = createLines();
  let total = 0;

  const hasPlace = (key: string) => total < atOnce && (running.get(key) ?? 0) < atOncePerKey;
  const enter = (key: string) => {
    total += 1;
    running.set(key, (running.get(key) ?? 0) + 1);
  };
  const leave = (key: string) => {
    total -= 1;
    const left = (running.get(key) ?? 1) - 1;
    if (left > 0) running.set(key, left);
    else running.delete(key);
    for (let next = lines.take(hasPlace); next; next = lines.take(hasPlace)) {
      enter(next.key);
      next.first.start();
    }
  };
  const wait = (key: string, refusal: () => Error) =>
    new Promise<void>((resolve, reject) => {
      const refuse = () => {
        lines.remove(key, waiting);
        reject(refusal());
      };
      const waiting: Waiting = { start: resolve, refuse, timer: setTimeout(refuse, waitMs) };
      lines.add(key, waiting);
      if (lines.count() > limits.waiting) lines.lastOfLongest()?.refuse();
    });

  return {
    async run({ key, work, refusal }) {
      if (hasPlace(key)) enter(key);
      else await wait(key, refusal);
      try {
        return await work();
      } finally {
        leave(key);
      }
    },
  };
}

/** One line for each key; the key at the front of the map is the next to be served. */
function createLines() {
  const lines = new Map<string, Waiting[]>();
  let count = 0;

  const remove = (key: string, waiting: Waiting): void => {
    const line = lines.get(key) ?? [];
    const left = line.filter((each) => each !== waiting);
    if (left.length === line.length) return;
    clearTimeout(waiting.timer);
    count -= 1;
    if (left.length > 0) lines.set(key, left);
    else lines.delete(key);
  };

  return {
    remove,
    count: () => count,
    add(key: string, waiting: Waiting): void {
      lines.set(key, [...(lines.get(key) ?? []), waiting]);
      count += 1;
    },
    /** Takes the first of the next key that may run, and puts that key last. */
    take(mayRun: (key: string) => boolean): { key: string; first: Waiting } | null {
      for (const [key, line] of lines) {
        const [first] = line;
        if (!first || !mayRun(key)) continue;
        remove(key, first);
        const left = lines.get(key);
        lines.delete(key);
        if (left) lines.set(key, left);
        return { key, first };
      }
      return null;
    },
    lastOfLongest: (): Waiting | undefined =>
      [...lines.values()]
        .reduce<Waiting[]>((longest, line) => (line.length > longest.length ? line : longest), [])
        .at(-1),
  };
}
