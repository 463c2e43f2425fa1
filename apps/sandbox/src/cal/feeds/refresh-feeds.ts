import { calendarsOf, hostIdsOf } from "../state/find.ts";
import type { Calendar, EventType } from "../state/state.ts";
import type { World } from "../world.ts";
import { parseFeed, type Feed } from "./parse-feed.ts";

const timeoutMs = 3000;

/** Fetches a feed; null if the request fails or the response is no calendar. */
export async function fetchFeed(url: string): Promise<Feed | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? parseFeed(await response.text()) : null;
  } catch {
    return null;
  }
}

/** Updates feeds; false if one could not be fetched, which then keeps its last known times. */
export async function refreshFeeds(world: World, calendars: readonly Calendar[]): Promise<boolean> {
  const results = await Promise.all(
    calendars
      .filter((calendar) => calendar.isFeed)
      .map(async (calendar) => {
        const feed = await fetchFeed(calendar.externalId);
        if (feed !== null) calendar.busy = [...feed.busy];
        return feed !== null;
      }),
  );
  if (results.length > 0) world.store.save();
  return !results.includes(false);
}

/** Updates the selected feeds of all hosts, before slots are computed. */
export async function refreshFeedsOfHosts(world: World, eventType: EventType): Promise<void> {
  const calendars = hostIdsOf(eventType).flatMap((id) => calendarsOf(world, id));
  await refreshFeeds(
    world,
    calendars.filter((calendar) => calendar.selected),
  );
}
