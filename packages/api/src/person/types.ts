import type { Preferences, TimeZoneSource } from "@reslot/db";

/** A person as they see themselves. */
export interface PersonalDetails {
  name: string;
  /** The address they sign in with. */
  email: string;
  /** An IANA name; null until it is known. */
  timeZone: string | null;
  /** Where it was learned, the strongest source first: choice, cal, booking, browser. */
  timeZoneFrom: TimeZoneSource | null;
  hourCycle: Preferences["hourCycle"];
  /** 0 = Sunday … 6 = Saturday; "auto": as in the region of the device. */
  weekStart: number | "auto";
  locale: Preferences["locale"];
  /** Whether single keys are shortcuts. */
  singleKeys: boolean;
  /** Which email they get. Questions that only they can answer always come. */
  mail: { moved: boolean; offered: boolean; reminders: boolean };
}
