import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { headersOf, queryPath } from "../traffic/api-client.ts";
import { oneOf } from "./readers.ts";
import type { VirtualUsers } from "./virtual-users.ts";

/** Totals of all streams. */
export interface WatcherLog {
  opened: number;
  /** Changes received. */
  events: number;
  /** Streams refused with RATE_LIMITED. */
  limited: number;
  /** Streams that failed in any other way, by reason. */
  readonly failed: Record<string, number>;
}

const SHORTEST_MS = 5_000;
const LONGEST_MS = 25_000;
/** Every event has an id line; the lines of one event may arrive in separate chunks. */
const EVENT = /^id: /gm;

/** Holds one stream of server-sent events open after another, as visited pages would, until aborted. */
export async function runWatcher(
  { webUrl, virtualUsers, log }: { webUrl: string; virtualUsers: VirtualUsers; log: WatcherLog },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const meeting = oneOf(virtualUsers.meetings);
    const user = oneOf([meeting.coach, meeting.mentee]);
    const path = oneOf([
      queryPath("booking.onChange", { bookingUlid: meeting.ulid }),
      queryPath("notification.onNew", {}),
    ]);
    const lastsMs = randomInt(SHORTEST_MS, LONGEST_MS);
    const leaving = AbortSignal.any([signal, AbortSignal.timeout(lastsMs)]);
    const fail = (reason: string) => {
      log.failed[reason] = (log.failed[reason] ?? 0) + 1;
    };
    try {
      const headers = { ...headersOf(user), accept: "text/event-stream" };
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

async function countEvents(body: ReadableStream<Uint8Array>, log: WatcherLog): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    log.events += [...decoder.decode(chunk, { stream: true }).matchAll(EVENT)].length;
  }
}
