"use client";

import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";

/**
 * Where a person connects their Cal.com account, and comes back to `here` afterwards: at Cal.com, or in the settings
 * with a key.
 *
 * @param shareFor a meeting, where connecting lets its coach see when the person is busy
 */
export function useConnectHref(here: string, shareFor: string | null = null) {
  const { data: connection } = api.calConnection.get.useQuery();
  const settings = `${paths.calendarSettings}?returnTo=${encodeURIComponent(here)}` as const;
  const byOAuth = connection?.oauthAvailable === true;
  return {
    href: byOAuth ? paths.connectCal(here, shareFor) : settings,
    settings,
    byOAuth,
    /** How many meetings depend on it; null while that is not known. */
    upcomingCount: connection?.upcomingCount ?? null,
  };
}
