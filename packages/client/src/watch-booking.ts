import { secondMs } from "@reslot/cal/time";
import { readEvents, type StreamEvent } from "./event-stream.ts";
import { type CallOptions, headersOf, type ReslotClientOptions } from "./options.ts";
import { errorFrom } from "./read-error.ts";
import { isPassing, waitBefore } from "./repeat.ts";
import { ReslotError } from "./reslot-error.ts";
import { wait } from "./wait.ts";

/** `booking`: read this booking again; `slots`: what its coach can offer has changed. */
export interface BookingChange {
  kind: "booking" | "slots";
  /** For `lastEventId`; null after a break in which changes may have been missed. */
  id: string | null;
}

export interface WatchOptions extends CallOptions {
  /** The last change that was heard, maybe by another process. */
  lastEventId?: string | undefined;
}

/** A server sends something at least every 15 s. */
const silenceMs = 40 * secondMs;
/** A server that ends all streams at once does not get all of them back at once. */
const reconnectMs = () => (0.3 + 0.7 * Math.random()) * secondMs;

interface Watching {
  options: ReslotClientOptions;
  bookingUlid: string;
  signal: AbortSignal | undefined;
  lastEventId: string | undefined;
  /** What the server asks for; null: it has said nothing. */
  reconnectMs: number | null;
}

/**
 * The changes of a booking from now on, or from `lastEventId` on, until the signal ends it. It connects again by
 * itself, and goes on where it was.
 *
 * @throws {ReslotError} when the booking cannot be watched: not found, not allowed
 */
export async function* watchBooking(
  options: ReslotClientOptions,
  bookingUlid: string,
  { signal, lastEventId }: WatchOptions = {},
): AsyncGenerator<BookingChange, void, void> {
  const watching: Watching = { options, bookingUlid, signal, lastEventId, reconnectMs: null };
  const isEnded = () => signal?.aborted === true;
  let failures = 0;
  let isFirst = true;
  while (!isEnded()) {
    try {
      for await (const change of changesOf(watching, { isFirst })) {
        failures = 0;
        yield change;
      }
      await wait(watching.reconnectMs ?? reconnectMs(), signal).catch(() => undefined);
    } catch (error) {
      if (isEnded()) return;
      if (!isPassing(error)) throw error;
      failures += 1;
      await wait(waitBefore(failures, error), signal).catch(() => undefined);
    }
    isFirst = false;
  }
}

/** The changes that one connection brings. */
async function* changesOf(
  watching: Watching,
  { isFirst }: { isFirst: boolean },
): AsyncGenerator<BookingChange, void, void> {
  for await (const event of connect(watching)) {
    const mayHaveMissed = !isFirst && watching.lastEventId === undefined;
    if (event.event === "connected" && mayHaveMissed) yield { kind: "booking", id: null };
    if (event.event === "retry" && /^\d{1,6}$/.test(event.data)) {
      watching.reconnectMs = Number(event.data);
    }
    const change = changeIn(event);
    if (change === null) continue;
    watching.lastEventId = change.id ?? watching.lastEventId;
    yield change;
  }
}

/** One connection, until either side or the silence of the server ends it. */
async function* connect(watching: Watching): AsyncGenerator<StreamEvent, void, void> {
  const silence = new AbortController();
  const signals = [silence.signal, ...(watching.signal ? [watching.signal] : [])];
  const signal = AbortSignal.any(signals);
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    for await (const event of readEvents(await open(watching, signal))) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      if (event.event === "return") return;
      yield event;
    }
  } catch (error) {
    throw error instanceof ReslotError ? error : errorFrom(null, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function open(
  { options, bookingUlid, lastEventId }: Watching,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const send = options.fetch ?? globalThis.fetch;
  const input = JSON.stringify({ bookingUlid, ...(lastEventId !== undefined && { lastEventId }) });
  const response = await send(
    `${options.url}/booking.onChange?input=${encodeURIComponent(input)}`,
    { headers: { ...(await headersOf(options)), accept: "text/event-stream" }, signal },
  );
  if (response.ok && response.body) return response.body;
  const answer: unknown = await response.json().catch(() => null);
  throw errorFrom(dataOf(answer), { response });
}

/** Where tRPC has the facts of a failure, in its response and in its event. */
function dataOf(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null) return null;
  const shape = "error" in answer ? answer.error : answer;
  return typeof shape === "object" && shape !== null && "data" in shape ? shape.data : null;
}

/** @throws {ReslotError} that the server sends as an event */
function changeIn({ event, data, id }: StreamEvent): BookingChange | null {
  if (event === "serialized-error") throw errorFrom(dataOf(JSON.parse(data)), {});
  if (event !== "message") return null;
  const change: unknown = JSON.parse(data);
  if (typeof change !== "object" || change === null || !("kind" in change)) return null;
  return change.kind === "booking" || change.kind === "slots" ? { kind: change.kind, id } : null;
}
