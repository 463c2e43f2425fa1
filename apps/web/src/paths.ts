/** Every address people can be sent to. */
export const paths = {
  meetings: "/meetings",
  pastMeetings: "/meetings?when=past",
  notifications: "/notifications",
  calendarSettings: "/settings/calendar",
  signIn: "/sign-in",
  meeting: (bookingUlid: string) => `/meetings/${bookingUlid}` as const,
  reschedule: (bookingUlid: string) => `/meetings/${bookingUlid}/reschedule` as const,
} as const;
