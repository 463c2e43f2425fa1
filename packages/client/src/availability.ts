import type { Lengths } from "./bookings.ts";

/** What is known of a start: "mutual" suits both, "menteeUnknown" could not be checked. */
export type Verdict = "mutual" | "menteeBusy" | "outsideMenteeHours" | "menteeUnknown" | "current";

export type SuggestionReason =
  | "sameWeekday"
  | "sameTime"
  | "closeToOriginal"
  | "daytimeForBoth"
  | "keepsCadence"
  | "notBackToBack"
  | "soonest";

export interface TimeSpan {
  start: string;
  end: string;
}

export interface AvailabilityInput {
  bookingUlid: string;
  /** `[from, to)`, at most 62 days. */
  from: string;
  to: string;
  timeZone: string;
}

/** The starts that the coach offers, judged against the mentee's calendar. */
export interface Availability {
  durationMinutes: number;
  lengths: Lengths;
  noticeMinutes: number | null;
  slots: { start: string; verdict: Verdict }[];
  lanes: {
    coach: { offered: TimeSpan[]; own: (TimeSpan & { title: string })[] };
    mentee: { busy: TimeSpan[]; outsideHours: TimeSpan[]; unknown: TimeSpan[] } | null;
  };
  checks: {
    coach: "checked";
    mentee: "checked" | "notConnected" | "unreachable" | "nothingToCheck" | "notShared";
    details: {
      calendarsRead: number;
      broken: { integration: string | null }[];
      unseen: ("travel" | "outOfOffice" | "hours")[];
      at: string;
      retryAfterMs?: number;
      /** Only for the mentee. */
      calendarNames?: string[];
    };
  };
  /** In order, one a day; null: not known yet. */
  suggestions: { start: string; reasons: SuggestionReason[] }[] | null;
  nextMutualStart: string | null;
  nextCoachStart: string | null;
  asOf: string;
  answeredAt: string;
}
