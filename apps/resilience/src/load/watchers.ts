import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { headersOf, queryPath } from "./api-client.ts";
import type { Crowd } from "./virtual-users.ts";
import { oneOf } from "./readers.ts";

/** What the open streams came to. */
export interface WatchLog {
  opened: number;
  /** Changes that were told. */
  events: number;
  /** RATE_LIMITED by us. */
  limited: number;
  /** Streams that were refused otherwise or broke off, by what they said. */
  readonly failed: Record<string, number>;
}

const SHORTEST_MS = 5_000;
const LONGEST_MS = 25_000;
/** Every change has an id; the lines of an event may come one by one. */
const EVENT = /^id: /gm;

/** Holds one stream of server-sent events open after the other, as pages that come and go, until told to stop. */
export async function watchUntil(
  { webUrl, crowd, log }: { webUrl: string; crowd: Crowd; log: WatchLog },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const booking = oneOf(crowd.bookings);
    const person = oneOf([booking.coach, booking.mentee]);
    const path = oneOf([
      queryPath("booking.onChange", { bookingUlid: booking.ulid }),
      queryPath("notification.onNew", {}),
    ]);
    const lastsMs = randomInt(SHORTEST_MS, LONGEST_MS);
    const leaving = AbortSignal.any([signal, AbortSignal.timeout(lastsMs)]);
    const fail = (what: string) => {
      log.failed[what] = (log.failed[what] ?? 0) + 1;
    };
    try {
      const headers = { ...headersOf(person), accept: "text/event-stream" };
      const response = await fetch(`${webUrl}${path}`, { headers, signal: leaving });
      if (response.ok && response.body) {
        log.opened += 1;
        await countEvents(response.body, log);
        fail("ended by the server");
      } else {
        if (response.status === 429) log.limited += 1;
        else fail(String(response.status));
        await sleep(1_000);
      }
    } catch {
      if (!leaving.aborted) fail("broke off");
    }
  }
}

async function countEvents(body: ReadableStream<Uint8Array>, log: WatchLog): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    log.events += [...decoder.decode(chunk, { stream: true }).matchAll(EVENT)].length;
  }
}
