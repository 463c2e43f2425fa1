/** Every address that links and redirects lead to. */
export const paths = {
  meetings: "/meetings",
  pastMeetings: "/meetings?when=past",
  notifications: "/notifications",
  profileSettings: "/settings/profile",
  notificationSettings: "/settings/notifications",
  calendarSettings: "/settings/calendar",
  sharingSettings: "/settings/sharing",
  dataSettings: "/settings/data",
  signIn: "/sign-in",
  /** What a person without a verified address is told. */
  address: "/address",
  /**
   * Leads to Cal.com's consent page and back to `returnTo`. With a booking, its coach may then see when the
   * person is busy: the page must say so. Use it in plain links only: it must not be prefetched.
   */
  connectCal: (returnTo: string | null, bookingUlid: string | null = null) => {
    const query = new URLSearchParams({
      ...(returnTo !== null && { returnTo }),
      ...(bookingUlid !== null && { bookingUlid }),
    });
    return query.size === 0 ? "/api/cal/connect" : `/api/cal/connect?${query.toString()}`;
  },
  /** For the reader's own calendar. */
  calendarFile: (bookingUlid: string) => `/api/meetings/${bookingUlid}/event.ics` as const,
  meeting: (bookingUlid: string) => `/meetings/${bookingUlid}` as const,
  reschedule: (bookingUlid: string) => `/meetings/${bookingUlid}/reschedule` as const,
} as const;
