import { menteeKey } from "../recorded-server.ts";
import { readdress } from "../recordings/readdress.ts";
import type { Step } from "./steps.ts";

/** The mentee connects the recorded feed through the API; it is credential 1 and not selected. */
export const connectFeed: Step = async ({ api, target }) => {
  await api({
    method: "POST",
    path: "/v2/calendars/ics-feed/save",
    key: menteeKey,
    body: { urls: [target.feedUrl], readOnly: true },
  });
};

export const selectFeed: Step = async ({ api, target }) => {
  await api({
    method: "POST",
    path: "/v2/selected-calendars",
    key: menteeKey,
    body: { integration: "ics-feed_calendar", externalId: target.feedUrl, credentialId: 1 },
  });
};

/** Sends the recorded request once before, so that its response is cached for two seconds. */
export const sameRequest: Step = async (stage) => {
  await stage.target.send(readdress(stage.recording.request, stage));
};
