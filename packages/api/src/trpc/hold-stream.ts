import type { Context } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import type { Caller } from "../app/caller.ts";
import { requireActiveSession } from "../app/require-active-session.ts";
import { personOf } from "./with-read-bulkhead.ts";

/** A place that a stream has, until it ends for whatever reason. */
interface HeldStream {
  /** Aborted when the caller leaves, and when the session that opened the stream has ended. */
  ends: AbortSignal;
  /** What the procedure gives, told only while that session is active. Leaves at its end. */
  pass(stream: AsyncIterable<unknown>): AsyncGenerator<unknown, void, void>;
  leave(): void;
}

/**
 * Takes one of the person's places, and follows the session.
 *
 * @param signal is aborted when the caller leaves
 * @throws {AppError} RATE_LIMITED when the person has too many streams open, SERVICE_BUSY when this process has
 */
export function holdStream(context: Context, signal: AbortSignal): HeldStream {
  const { app, caller } = context;
  const giveBack = app.streamPlaces.take(personOf(context));
  const ending = new AbortController();
  const end = () => ending.abort();
  const session =
    caller?.kind === "session"
      ? app.sessionWatch.follow({ isStanding: ask(app, caller), end })
      : null;
  function leave() {
    giveBack();
    session?.leave();
    signal.removeEventListener("abort", leave);
    end();
  }
  signal.addEventListener("abort", leave);

  return {
    ends: ending.signal,
    async *pass(stream) {
      try {
        for await (const event of stream) {
          if (session && !(await session.isStanding())) return;
          yield event;
        }
      } finally {
        leave();
      }
    },
    leave,
  };
}

function ask(app: Needs<"log">, caller: Caller): () => Promise<boolean> {
  return () =>
    requireActiveSession(app, caller).then(
      () => true,
      () => false,
    );
}

/** Whether it is what a subscription gives. */
export function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
