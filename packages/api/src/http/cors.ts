import { minuteMs, secondMs } from "@reslot/cal/time";

const preflight = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "authorization, content-type, last-event-id, trpc-accept",
  "access-control-max-age": String((10 * minuteMs) / secondMs),
};

/** What a page of another origin may read next to the answer. */
const exposed =
  "x-request-id, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset, ratelimit-policy";

/** The answer to the question that a browser asks before a request of another origin's page. */
export const preflightResponse = (): Response =>
  new Response(null, { status: 204, headers: preflight });

/**
 * Lets pages of the named origins read an answer. Never with cookies: they have to send a token, which no other
 * site's page can do for them.
 */
export function allowOrigin(
  response: Response,
  { origin, allowedOrigins }: { origin: string | null; allowedOrigins: readonly string[] },
): void {
  if (allowedOrigins.length > 0) response.headers.append("vary", "origin");
  if (origin === null || !allowedOrigins.includes(origin)) return;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", exposed);
}
