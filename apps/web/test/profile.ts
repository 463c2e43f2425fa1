import type { Profile } from "@/features/settings/profile/profile.ts";

/** A coach in London who has changed nothing in their profile. */
export const londonProfile: Profile = {
  name: "Sam Okafor",
  email: "sam@example.test",
  timeZone: "Europe/London",
  timeZoneFrom: "cal",
  hourCycle: "auto",
  weekStart: "auto",
  locale: "auto",
  singleKeys: true,
  mail: { moved: true, offered: true, reminders: true },
};
