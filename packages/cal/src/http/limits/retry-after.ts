import { parseHttpDate } from "./http-date.ts";

const leastMs = 1000;
const mostMs = 60_000;

/**
 * How long a 429 asks us to wait, in milliseconds, kept within 1 to 60 seconds.
 *
 * Cal.com sends no `Retry-After`; `X-RateLimit-Reset-<name>` holds the seconds left (observed), or,
 * as one documentation page has it, a Unix time: values beyond 1e9 are read as such. Of several
 * limits the longest wait counts. Without any header: 60 seconds, the length of its block.
 */
export function readRetryAfterMs(headers: Headers, now: number): number {
  const waits: number[] = [];
  for (const [name, value] of headers) {
    if (name !== "retry-after" && !name.startsWith("x-ratelimit-reset")) continue;
    const wait = readWait(value, now);
    if (wait !== null) waits.push(wait);
  }
  const wait = waits.length === 0 ? mostMs : Math.max(...waits);
  return Math.min(mostMs, Math.max(leastMs, Math.ceil(wait)));
}

function readWait(value: string, now: number): number | null {
  const at = parseHttpDate(value);
  if (at !== null) return at - now;
  const seconds = value.trim() === "" ? Number.NaN : Number(value);
  if (!Number.isFinite(seconds)) return null;
  return seconds > 1e9 ? seconds * 1000 - now : seconds * 1000;
}
