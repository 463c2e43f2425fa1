import type { TimeZoneSource } from "@reslot/db";

/** A person as they see themselves. */
export interface PersonalDetails {
  name: string;
  /** An IANA name; null until it is known. */
  timeZone: string | null;
  /** Where it was learned, the strongest source first: choice, cal, booking, browser. */
  timeZoneFrom: TimeZoneSource | null;
}
