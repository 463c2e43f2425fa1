/** Time that passes only when every running piece of work waits for it. */
export interface VirtualTime {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Lets time pass until `untilMs`, and everything that wakes until then run. */
  run(untilMs: number): Promise<void>;
}

interface Sleeper {
  at: number;
  wake: () => void;
}

export function createVirtualTime(): VirtualTime {
  let now = 0;
  const heap: Sleeper[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => push(heap, { at: now + ms, wake })),
    async run(untilMs) {
      for (;;) {
        await new Promise(setImmediate);
        const [next] = heap;
        if (!next || next.at > untilMs) break;
        now = next.at;
        while (heap[0] && heap[0].at <= now) pop(heap)?.wake();
      }
      now = untilMs;
    },
  };
}

function push(heap: Sleeper[], sleeper: Sleeper): void {
  let index = heap.push(sleeper) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!isBefore(heap, index, parent)) return;
    swap(heap, index, parent);
    index = parent;
  }
}

function pop(heap: Sleeper[]): Sleeper | undefined {
  swap(heap, 0, heap.length - 1);
  const first = heap.pop();
  for (let index = 0; ;) {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    let least = index;
    if (left < heap.length && isBefore(heap, left, least)) least = left;
    if (right < heap.length && isBefore(heap, right, least)) least = right;
    if (least === index) return first;
    swap(heap, index, least);
    index = least;
  }
}

function isBefore(heap: readonly Sleeper[], a: number, b: number): boolean {
  return (heap[a]?.at ?? 0) < (heap[b]?.at ?? 0);
}

function swap(heap: Sleeper[], a: number, b: number): void {
  const [first, second] = [heap[a], heap[b]];
  if (first && second) [heap[a], heap[b]] = [second, first];
}
