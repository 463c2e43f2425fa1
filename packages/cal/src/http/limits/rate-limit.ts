/** A credential's limit, as an answer has it. */
export interface RateLimit {
  /** Requests in a window of a minute. */
  readonly limit: number;
  /** What is left of it after this request, with what others used of it. */
  readonly remaining: number;
  /** Until the window ends or, after a 429, the block. */
  readonly resetMs: number;
}

const header = /^x-ratelimit-(limit|remaining|reset)-?(.*)$/;

/**
 * Reads `X-RateLimit-{Limit,Remaining,Reset}-<name>`. A key may have several limits and is blocked only
 * when all of them are used up, so the one with the most left counts. Reset is in seconds (observed), or
 * a Unix time beyond 1e9 (documented). null without a complete set.
 */
export function readRateLimit(headers: Headers, now: number): RateLimit | null {
  const byName = new Map<string, Partial<Record<string, number>>>();
  for (const [name, text] of headers) {
    const [, field = "", of = ""] = header.exec(name) ?? [];
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (field === "" || !Number.isFinite(value) || value < 0) continue;
    byName.set(of, { ...byName.get(of), [field]: value });
  }
  const limits = [...byName.values()].flatMap(({ limit, remaining, reset }) => {
    if (limit === undefined || remaining === undefined || reset === undefined) return [];
    const resetMs = reset > 1e9 ? Math.max(0, reset * 1000 - now) : reset * 1000;
    return [{ limit, remaining, resetMs }];
  });
  return limits.toSorted((one, other) => other.remaining - one.remaining)[0] ?? null;
}
