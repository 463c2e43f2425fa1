import type { Translate } from "@reslot/messages";
import type { NotificationFacts } from "./compose-text.ts";
import { newsOf } from "./news-of.ts";

/**
 * What the reader is likely to do next, two links at most. They only open pages: programs that scan mail follow
 * every link.
 */
export function actionsOf(
  { notification, booking, reader }: NotificationFacts,
  { t, appOrigin }: { t: Translate<"email">; appOrigin: string },
): { label: string; url: string }[] {
  const page = `/meetings/${booking.ulid}`;
  const link = (label: string, path: string) => ({ label, url: new URL(path, appOrigin).href });
  const see = link(t("see"), page);
  const { kind, actorRole } = notification;
  if (kind === "coachNotConnected") return [link(t("connect"), "/settings/calendar"), see];
  if (kind === "asked" && reader === "coach") return [link(t("answer"), page)];
  const { was, now } = newsOf(notification);
  const isTheirMove = was !== null && now !== null && actorRole !== reader && kind !== "asked";
  if (!isTheirMove) return [see];
  const another = link(t("another"), `${page}/reschedule`);
  return reader === "mentee" ? [link(t("works"), `${page}#works-for-me`), another] : [see, another];
}
