import { type Clock } from "../time/clock.ts";
import { CalError, type CalErrorCode, type CalErrorDetails } from "../errors/cal-error.ts";
import { readErrorBody } from "../errors/error-body.ts";
import { mapAnswer } from "../errors/map-answer.ts";
import { readFailure } from "./failure-reason.ts";
import { isGatewayStatus } from "./gateway-status.ts";
import { type CallBudget, learnFrom } from "./limits/call-budget.ts";
import { BodyTooLarge, readBody } from "./read-body.ts";
import { readRetryAfterMs } from "./limits/retry-after.ts";

/** One HTTP request, complete. */
export interface Exchange {
  /** Name for errors, such as "slots.list". */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Cancels a read at any time; a write only before it is sent. */
  readonly signal?: AbortSignal | undefined;
}

export interface SendPorts {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly budget?: CallBudget | undefined;
}

/** A successful answer: its status and its body as parsed JSON, not yet checked. */
export interface Answer {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly json: unknown;
}

/**
 * Sends one request, once, and reads its whole answer within `timeoutMs`. Redirects are not
 * followed, bodies beyond 2 MB are not read.
 *
 * @throws {CalError} for everything but a 2xx with a JSON body.
 */
export async function send(exchange: Exchange, ports: SendPorts): Promise<Answer> {
  const isWrite = exchange.method !== "GET";
  if (exchange.signal?.aborted) throw failure(exchange, "NOT_SENT", { reason: "aborted" });
  const timeout = AbortSignal.timeout(exchange.timeoutMs);
  const signal =
    exchange.signal && !isWrite ? AbortSignal.any([timeout, exchange.signal]) : timeout;

  let response: Response | undefined;
  let text: string;
  try {
    response = await ports.fetch(exchange.url, {
      method: exchange.method,
      headers: exchange.headers,
      body: exchange.body ?? null,
      redirect: "manual",
      cache: "no-store",
      signal,
    });
    text = await readBody(response);
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      throw failure(exchange, "UNEXPECTED_RESPONSE", {
        reason: "bodyTooLarge",
        status: response?.status,
      });
    }
    throw noAnswer(exchange, error, timeout.aborted);
  }
  learnFrom(response, ports);
  return interpret(exchange, { response, text }, ports.clock.now());
}

function interpret(
  exchange: Exchange,
  { response, text }: { response: Response; text: string },
  now: number,
): Answer {
  const { status, headers } = response;
  const requestId = headers.get("x-request-id") ?? undefined;
  const json = parseJson(headers.get("content-type"), text);
  if (response.ok && json !== undefined) return { status, requestId, json };

  const body = readErrorBody(json);
  const { code, details } = mapAnswer(status, body);
  throw new CalError(code, {
    operation: exchange.operation,
    isWrite: exchange.method !== "GET",
    status,
    requestId,
    answered: body !== null && !isGatewayStatus(status),
    details: details ?? unreadable(status, json),
    retryAfterMs: code === "RATE_LIMITED" ? readRetryAfterMs(headers, now) : undefined,
  });
}

function unreadable(status: number, json: unknown): CalErrorDetails | undefined {
  if (status >= 300 && status < 400) return { reason: "redirectRefused" };
  return json === undefined ? { reason: "notJson" } : undefined;
}

/** The parsed body; undefined when it is not JSON or does not say that it is. */
export function parseJson(contentType: string | null, text: string): unknown {
  if (!contentType?.toLowerCase().includes("json")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noAnswer(exchange: Exchange, error: unknown, timedOut: boolean): CalError {
  if (timedOut) return failure(exchange, "UNREACHABLE", { reason: "timeout" });
  if (exchange.signal?.aborted && exchange.method === "GET") {
    return failure(exchange, "UNREACHABLE", { reason: "aborted" });
  }
  const { reason, neverSent } = readFailure(error);
  return failure(exchange, neverSent ? "NOT_SENT" : "UNREACHABLE", { reason });
}

function failure(
  { operation, method }: Exchange,
  code: CalErrorCode,
  { reason, status }: { reason: string; status?: number | undefined },
): CalError {
  return new CalError(code, {
    operation,
    isWrite: method !== "GET",
    status,
    details: { reason },
  });
}
