import { hasSucceeded, isCall, timeOf } from "../recordings/timeline.ts";
import { menteeKey } from "../recorded-server.ts";
import { readdress } from "../recordings/readdress.ts";
import type { Recording } from "../recordings/recordings.ts";
import type { Stage } from "../stage.ts";
import type { Step } from "./steps.ts";

const savePath = /^\/v2\/calendars\/ics-feed\/save$/;
const selectPath = /^\/v2\/selected-calendars$/;
/** How long the recorded server serves a list of slots that has changed. */
const cacheMs = 2000;

/**
 * The mentee's feed, connected and selected as far as earlier recordings say it was, or as the
 * answer shows it. Slots that were listed shortly before are in the cache by the time of the request.
 */
export const withCalendars: Step = async (stage) => {
  const { recording, timeline } = stage;
  if (isCall(recording, "POST", savePath)) return;
  const before = timeline.before(recording).filter(hasSucceeded);
  const isSelected =
    before.some((other) => isCall(other, "POST", selectPath)) || saysSelected(recording);
  const isConnected = isSelected || before.some((other) => isCall(other, "POST", savePath));
  if (!isConnected && !showsFeed(recording)) return;
  await connectFeed(stage);
  if (wasJustAsked(stage)) await stage.target.send(readdress(recording.request, stage));
  if (isSelected) await selectFeed(stage);
};

function saysSelected({ note, request }: Recording): boolean {
  return request.path.startsWith("/v2/slots") && /selecting|calendar selected/.test(note);
}

/** Its credential is the first one that there is. */
function showsFeed({ request, response }: Recording): boolean {
  const isAboutCalendars = /^\/v2\/(?:calendars|selected-calendars)/.test(request.path);
  return isAboutCalendars && JSON.stringify(response.body ?? null).includes("ics-feed");
}

/** Whether the same slots were listed so shortly before that the answer is theirs. */
export function wasJustAsked({ recording, timeline }: Stage): boolean {
  return timeline
    .before(recording)
    .some(
      (other) =>
        other.request.path === recording.request.path &&
        other.request.path.startsWith("/v2/slots") &&
        timeOf(recording) - timeOf(other) < cacheMs,
    );
}

async function connectFeed({ api, target }: Stage): Promise<void> {
  const body = { urls: [target.feedUrl], readOnly: true };
  await api({ method: "POST", path: "/v2/calendars/ics-feed/save", key: menteeKey, body });
}

async function selectFeed({ api, target }: Stage): Promise<void> {
  const calendar = {
    integration: "ics-feed_calendar",
    externalId: target.feedUrl,
    credentialId: 1,
  };
  await api({ method: "POST", path: "/v2/selected-calendars", key: menteeKey, body: calendar });
}
