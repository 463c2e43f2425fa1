import { CalError } from "../errors/cal-error.ts";
import type { Transport } from "./transport.ts";

/**
 * Returns a token to use instead of one that Cal.com has refused for an operation such as "me.get";
 * null when there is none. Concurrent calls may be refused together, so it can be called more than once
 * for the same token. What it throws is thrown by the call.
 */
export type OnTokenRefused = (refused: string, operation: string) => Promise<string | null>;

interface Renewal {
  readonly accessToken: string;
  readonly onTokenRefused: OnTokenRefused;
  readonly transportFor: (accessToken: string) => Transport;
}

/**
 * A transport whose token is renewed when Cal.com refuses it. A read is repeated once with the new
 * token; a write never is, whatever the renewal brings. A new token that is refused too is reported
 * like the first one, and the caller gets the refusal.
 */
export function createRenewingTransport(renewal: Renewal): Transport {
  const { transportFor, onTokenRefused } = renewal;
  let current = { token: renewal.accessToken, transport: transportFor(renewal.accessToken) };
  return {
    async request(request) {
      const used = current;
      try {
        return await used.transport.request(request);
      } catch (error) {
        if (!isTokenRefused(error, request.operation)) throw error;
        const token = await onTokenRefused(used.token, request.operation);
        if (token === null) throw error;
        if (current === used) current = { token, transport: transportFor(token) };
        if (request.method !== "GET") throw error;
      }
      const renewed = current;
      try {
        return await renewed.transport.request(request);
      } catch (error) {
        if (isTokenRefused(error, request.operation))
          await onTokenRefused(renewed.token, request.operation);
        throw error;
      }
    },
  };
}

/** Every valid token may read its own account, so there a 403 refuses the token itself. */
function isTokenRefused(error: unknown, operation: string): boolean {
  if (!(error instanceof CalError)) return false;
  return error.code === "TOKEN_INVALID" || (error.code === "FORBIDDEN" && operation === "me.get");
}
