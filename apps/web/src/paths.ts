/** Every address that links and redirects lead to. */
export const paths = {
  meetings: "/meetings",
  pastMeetings: "/meetings?when=past",
  notifications: "/notifications",
  calendarSettings: "/settings/calendar",
  signIn: "/sign-in",
  /** What a person without a verified address is told. */
  address: "/address",
  /**
   * Leads to Cal.com's consent page and back to `returnTo`. Use it in plain links only: it must not
   * be prefetched.
   */
  connectCal: (returnTo: string | null) =>
    `/api/cal/connect${returnTo === null ? "" : `?returnTo=${encodeURIComponent(returnTo)}`}`,
  meeting: (bookingUlid: string) => `/meetings/${bookingUlid}` as const,
  reschedule: (bookingUlid: string) => `/meetings/${bookingUlid}/reschedule` as const,
} as const;
