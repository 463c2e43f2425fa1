import type { Cost } from "./measure.ts";

/** A scan may read so many rows. */
export const ROWS_AT_MOST = 10_000;
/** A statement of a view, a move or a poll may touch so many buffers of 8 KB. */
export const BUFFERS_AT_MOST = 200;
/** Costs with ten times the rows. */
export const GROWTH_AT_MOST = 2;
/** Below so many buffers another level of an index would count as growth. */
const TOO_FEW_TO_GROW = 24;

/** What is wrong with the cost of a question, given what it costs with a tenth of the rows. */
export function judge(cost: Cost, base: Cost): string[] {
  const { mayTouch, mayGrow, kind } = cost.question;
  const isWaitedFor = kind === "view" || kind === "move" || kind === "poll";
  const buffersAtMost = mayTouch?.buffers ?? (isWaitedFor ? BUFFERS_AT_MOST : Infinity);
  const growth = growthOf(cost, base);
  return [
    ...(cost.failure === null ? [] : [cost.failure]),
    ...(cost.scanned > ROWS_AT_MOST ? [`a scan reads ${cost.scanned} rows`] : []),
    ...(cost.buffers > buffersAtMost ? [`touches ${cost.buffers} buffers`] : []),
    ...(growth > GROWTH_AT_MOST && mayGrow === undefined
      ? [`grows ${growth.toFixed(1)} times`]
      : []),
  ];
}

/** What PostgreSQL asks for a foreign key is a part of the statement that writes. */
const isForeignKey = (text: string) => text.startsWith("SELECT 1 FROM ONLY");

export function growthOf(cost: Cost, base: Cost): number {
  return cost.buffers / Math.max(base.buffers, TOO_FEW_TO_GROW);
}

/** How many statements ran while the coach's or the actor's lock was held: until the transaction ends. */
export function countUnderLock({ statements }: Cost): number {
  const lock = statements.findLastIndex(({ text }) => text.includes("pg_advisory_xact_lock"));
  const under = lock < 0 ? [] : statements.slice(lock + 1);
  return under.filter(({ isNested, text }) => isNested && !isForeignKey(text)).length;
}
