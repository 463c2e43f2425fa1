import { z } from "zod";
import { calendarsOf } from "../state/find.ts";
import { refuse } from "../http/problem.ts";
import { callerOf, success, type Answer, type Call } from "../http/route.ts";
import type { Calendar } from "../state/state.ts";
import { parseStrict } from "../http/validate.ts";
import { fetchFeed } from "./refresh-feeds.ts";

const inputSchema = z.strictObject({
  urls: z.array(z.url({ error: "each value in urls must be a URL address" })).min(1, {
    error: "urls should not be empty",
  }),
  readOnly: z.boolean({ error: "readOnly must be a boolean value" }).default(true),
});
const disconnectSchema = z.strictObject({ id: z.number({ error: "id must be a number" }) });

/**
 * POST /v2/calendars/ics-feed/save: 201. Fetches every address once to check that it is a calendar.
 * A feed counts for slots once it is selected.
 */
export async function saveFeeds(call: Call): Promise<Answer> {
  const { store } = call.world;
  const { id: userId } = callerOf(call);
  const { urls } = parseStrict(inputSchema, call.body);
  const feeds = await Promise.all(urls.map(async (url) => ({ url, feed: await fetchFeed(url) })));
  const credentialId = store.nextId("credential");
  const calendars = feeds.map(({ url, feed }): Calendar => {
    if (feed === null) throw refuse(400, "Could not add ICS feeds");
    const name = feed.name ?? url;
    const busy = [...feed.busy];
    return { credentialId, userId, externalId: url, name, selected: false, isFeed: true, busy };
  });
  store.state.calendars.push(...calendars);
  store.save();
  return success(viewCredential(credentialId, userId), 201);
}

/** GET /v2/calendars/ics-feed/check: 200 without data while a feed is connected. */
export function checkFeeds(call: Call): Answer {
  const hasFeed = calendarsOf(call.world, callerOf(call).id).some(({ isFeed }) => isFeed);
  if (!hasFeed) throw refuse(400, "Credentials for ics-feed_calendar calendar not found.");
  return { status: 200, body: { status: "success" } };
}

/** POST /v2/calendars/:calendar/disconnect: removes the credential with all its calendars. */
export function disconnectCalendar(call: Call): Answer {
  const { state, save } = call.world.store;
  const { id: userId } = callerOf(call);
  const { id } = parseStrict(disconnectSchema, call.body);
  const isOwn = calendarsOf(call.world, userId).some(({ credentialId }) => credentialId === id);
  if (!isOwn) throw refuse(404, "Invalid credential id");
  state.calendars = state.calendars.filter(({ credentialId }) => credentialId !== id);
  save();
  return success(viewCredential(id, userId));
}

function viewCredential(id: number, userId: number): object {
  const type = "ics-feed_calendar";
  return { id, type, userId, teamId: null, appId: "ics-feed", invalid: false };
}
