/** Passes the time of writes without waiting; in a race by a clock of its own, for which no machine is too slow. */
export interface WorkGate {
  /** For `startServer`. */
  wait(ms: number): Promise<void>;
  /**
   * Starts both calls, the second `laterMs` after the first, before either of them writes. They write in the order in
   * which their work ends.
   *
   * @returns their answers
   * @throws {Error} when one is answered before it writes
   */
  race<Answer>(calls: Pair<() => Promise<Answer>>, laterMs?: number): Promise<[Answer, Answer]>;
}

type Pair<T> = readonly [first: T, second: T];

export function createWorkGate(): WorkGate {
  let begin: ((work: { ms: number; end: () => void }) => void) | null = null;

  async function start<Answer>(call: () => Promise<Answer>, startMs: number) {
    const begun = new Promise<{ endsMs: number; end: () => void }>((resolve) => {
      begin = ({ ms, end }) => resolve({ endsMs: startMs + ms, end });
    });
    const answer = call();
    const work = await Promise.race([begun, answer.then(() => null)]);
    begin = null;
    if (!work) throw new Error("A call of a race was answered before it wrote.");
    return { ...work, answer };
  }

  return {
    wait(ms) {
      return begin === null ? Promise.resolve() : new Promise((end) => begin?.({ ms, end }));
    },
    async race(calls, laterMs = 0) {
      const first = await start(calls[0], 0);
      const second = await start(calls[1], laterMs);
      const isInOrder = first.endsMs <= second.endsMs;
      const [sooner, later] = isInOrder ? [first, second] : [second, first];
      sooner.end();
      await sooner.answer;
      later.end();
      return [await first.answer, await second.answer];
    },
  };
}
