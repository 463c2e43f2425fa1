import { CircuitState, IsolatedCircuitError, BrokenCircuitError } from "cockatiel";
import { type z } from "zod";
import { type Clock } from "../time/clock.ts";
import { CalError } from "../errors/cal-error.ts";
import type { CallBudget } from "./limits/call-budget.ts";
import { guardsOf, type HostGuards } from "./host-guards.ts";
import { readBudgetMs, readRetryPolicy } from "./retry-reads.ts";
import type { UnreadableRow } from "./rows.ts";
import { type Answer, type Exchange, send } from "./send.ts";

/** What one client sends with every request, and how long it waits. */
export interface TransportOptions {
  /** Checked by `parseBaseUrl`. */
  readonly baseUrl: string;
  readonly accessToken: string | null;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly readMs: number;
  readonly writeMs: number;
  /** Its reads have a queue of their own. */
  readonly isUrgent: boolean;
  readonly queueKey: string | undefined;
  readonly budget?: CallBudget | undefined;
  readonly onSkippedRows?: OnSkippedRows | undefined;
}

/** Told of the rows of an answer that could not be read; the call goes on without them. */
export type OnSkippedRows = (operation: string, rows: readonly UnreadableRow[]) => void;

/** One call of an endpoint. */
interface CalRequest<Data> {
  readonly operation: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** From the root, with every variable part encoded: "/v2/bookings/abc". */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** `cal-api-version`; without one, versioned resources answer in their oldest shape. */
  readonly version?: string;
  readonly schema: z.ZodType<Data>;
  /** Which rows of the answer could not be read. */
  readonly skippedIn?: (data: Data) => readonly UnreadableRow[];
  readonly signal?: AbortSignal | undefined;
}

export interface Transport {
  /** @throws {CalError} */
  request<Data>(request: CalRequest<Data>): Promise<Data>;
}

/**
 * Sends requests to one Cal.com host with one credential. Reads are retried, share a queue and a
 * circuit breaker; urgent ones and writes have queues of their own. Writes are sent once, and
 * refused with NOT_SENT while the breaker is open. Each attempt takes from the budget once its turn has come.
 */
export function createTransport(options: TransportOptions): Transport {
  const { breaker, reads, urgentReads, writes } = guardsOf(options.baseUrl);
  const guards = { breaker, writes, reads: options.isUrgent ? urgentReads : reads };
  return {
    async request(request) {
      const exchange = toExchange(options, request);
      const answer =
        request.method === "GET"
          ? await sendRead(guards, exchange, options)
          : await sendOnce(guards, exchange, options);
      const data = parseAnswer(request, answer);
      const skipped = request.skippedIn?.(data) ?? [];
      if (skipped.length > 0) options.onSkippedRows?.(request.operation, skipped);
      return data;
    },
  };
}

/** `reads` is the queue that this client's reads wait in. */
type CallGuards = Omit<HostGuards, "urgentReads">;

/** Each attempt gets what the earlier ones left of the time budget, so all together keep within it. */
function sendRead(
  guards: CallGuards,
  exchange: Exchange,
  options: TransportOptions,
): Promise<Answer> {
  const { clock } = options;
  const endsAt = clock.now() + readBudgetMs;
  return readRetryPolicy(clock).execute(() => sendOnce(guards, { ...exchange, endsAt }, options));
}

/** `endsAt`: the time that the wait for a place leaves to the call itself ends here. */
async function sendOnce(
  guards: CallGuards,
  { endsAt = Infinity, ...exchange }: Exchange & { endsAt?: number },
  options: TransportOptions,
): Promise<Answer> {
  return guarded(guards, { exchange, options }, () => {
    const timeoutMs = Math.min(exchange.timeoutMs, Math.max(0, endsAt - options.clock.now()));
    return send({ ...exchange, timeoutMs }, options);
  });
}

function queueKeyOf({ queueKey, accessToken }: TransportOptions): string {
  return queueKey ?? accessToken ?? "";
}

async function takeFrom(budget: CallBudget | undefined, exchange: Exchange): Promise<void> {
  const retryAfterMs = (await budget?.take()) ?? 0;
  if (retryAfterMs <= 0) return;
  throw heldBack(exchange, { retryAfterMs });
}

async function guarded(
  { breaker, reads, writes }: CallGuards,
  { exchange, options }: { exchange: Exchange; options: TransportOptions },
  call: () => Promise<Answer>,
): Promise<Answer> {
  const isWrite = exchange.method !== "GET";
  // A write must not be the probe of a half-open breaker: its outcome could stay unknown.
  if (isWrite && breaker.state !== CircuitState.Closed) throw notSent(exchange, "breakerOpen");
  try {
    return await (isWrite ? writes : reads).run({
      key: queueKeyOf(options),
      work: async () => {
        // Not before the turn has come: the budget counts on the request being sent at once.
        await takeFrom(options.budget, exchange);
        return breaker.execute(call);
      },
      refusal: () => heldBack(exchange, { reason: "tooManyCalls", retryAfterMs: busyMs }),
    });
  } catch (error) {
    if (error instanceof BrokenCircuitError || error instanceof IsolatedCircuitError) {
      throw notSent(exchange, "breakerOpen");
    }
    throw error;
  }
}

function toExchange<Data>(options: TransportOptions, request: CalRequest<Data>): Exchange {
  const { operation, method, path, version, signal } = request;
  const isWrite = method !== "GET";
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.accessToken !== null) {
    headers["authorization"] = `Bearer ${checkToken(options.accessToken, operation)}`;
  }
  if (version !== undefined) headers["cal-api-version"] = version;
  if (request.body !== undefined) headers["content-type"] = "application/json";
  return {
    operation,
    method,
    url: `${options.baseUrl}${path}${toQuery(request.query)}`,
    headers,
    timeoutMs: isWrite ? options.writeMs : options.readMs,
    signal,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  };
}

function toQuery(query: CalRequest<unknown>["query"] = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  return params.size === 0 ? "" : `?${params.toString()}`;
}

// `fetch` repeats a malformed header in its error, so such a token is refused before.
function checkToken(token: string, operation: string): string {
  if (/^[\u0021-\u007E]+$/.test(token)) return token;
  throw new CalError("TOKEN_INVALID", { operation, details: { reason: "malformed" } });
}

function parseAnswer<Data>(request: CalRequest<Data>, { status, requestId, json }: Answer): Data {
  const parsed = request.schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const isEnvelope = typeof json === "object" && json !== null && "data" in json;
  throw new CalError("UNEXPECTED_RESPONSE", {
    operation: request.operation,
    isWrite: request.method !== "GET",
    status,
    requestId,
    answered: isEnvelope,
    details: { reason: `unknownShape:${parsed.error.issues[0]?.path.join(".") ?? ""}` },
  });
}

/** When those who wait in a full queue have most likely been served. */
const busyMs = 2_000;

function heldBack(
  { operation, method }: Exchange,
  { reason, retryAfterMs }: { reason?: string; retryAfterMs: number },
): CalError {
  const isWrite = method !== "GET";
  const details = reason === undefined ? undefined : { reason };
  return new CalError("HELD_BACK", { operation, isWrite, retryAfterMs, details });
}

function notSent({ operation, method }: Exchange, reason: string): CalError {
  return new CalError("NOT_SENT", { operation, isWrite: method !== "GET", details: { reason } });
}
