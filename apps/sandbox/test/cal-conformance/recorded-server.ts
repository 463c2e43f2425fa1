/** The people, keys and event types of the recorded server. */
export const coachKey = "cal_test_coachkey0000000000000000000001";
export const menteeKey = "cal_test_menteekey000000000000000000001";
const outsiderKey = "cal_test_outsiderkey0000000000000000001";

const weekdays = [1, 2, 3, 4, 5];
const base = { slotInterval: null, minimumBookingNotice: 0, lengthInMinutes: 30 };
export const people = [
  {
    email: "coach@example.test",
    hasCalendar: false,
    firstName: "Coach",
    lastName: "Carla",
    timeZone: "Europe/Berlin",
    calApiKey: coachKey,
    calUsername: "coach",
    hours: [{ days: weekdays, start: "09:00", end: "17:00" }],
  },
  {
    email: "mentee@example.test",
    hasCalendar: false,
    firstName: "Mentee",
    lastName: "Max",
    timeZone: "America/New_York",
    calApiKey: menteeKey,
    calUsername: "mentee",
    weekStart: "Sunday",
    hours: [{ days: weekdays, start: "08:00", end: "12:00" }],
  },
  {
    email: "outsider@example.test",
    hasCalendar: false,
    firstName: "Olga",
    lastName: "Outsider",
    timeZone: "Asia/Kolkata",
    calApiKey: outsiderKey,
    calUsername: "outsider",
    weekStart: "Sunday",
  },
];
const link = (name: string): object[] => [
  { type: "link", link: `https://meet.example.test/${name}`, public: true },
];
const rolling = { type: "calendarDays", value: 30, rolling: true };
const confirm = { type: "always", blockUnconfirmedBookingsInBooker: true };
/** In the order of their ids. */
export const eventTypes: readonly (readonly [key: string, body: object])[] = [
  [
    coachKey,
    {
      ...base,
      title: "1:1 Coaching",
      slug: "coaching",
      locations: link("coach"),
      slotInterval: 30,
    },
  ],
  [menteeKey, { ...base, title: "Mentee avail", slug: "avail", locations: link("m") }],
  [
    coachKey,
    {
      ...base,
      title: "Notice 24h",
      slug: "notice24",
      locations: link("n"),
      minimumBookingNotice: 1440,
      afterEventBuffer: 15,
      bookingWindow: rolling,
    },
  ],
  [
    coachKey,
    {
      ...base,
      title: "Confirm",
      slug: "confirm",
      locations: link("c"),
      confirmationPolicy: confirm,
    },
  ],
  [
    coachKey,
    {
      ...base,
      title: "NoResched",
      slug: "noresched",
      locations: link("d"),
      disableRescheduling: { disabled: true },
    },
  ],
];

const plain = { lengthInMinutes: 30, minimumBookingNotice: 0 };
/** For the recordings of a team's event type: one of each person, and one with both as hosts. */
export const teamEventTypes = {
  coach: [
    { ...plain, id: 1, title: "1:1 Coaching", slug: "coaching", slotInterval: 30 },
    { ...plain, id: 600, title: "Team", slug: "team", coHosts: ["mentee@example.test"] },
  ],
  mentee: [{ ...plain, id: 2, title: "Mentee avail", slug: "avail" }],
};

export const attendees = {
  mentee: { name: "Mentee Max", email: "mentee@example.test", timeZone: "America/New_York" },
  coach: { name: "Coach Carla", email: "coach@example.test", timeZone: "Europe/Berlin" },
  other: { name: "Other", email: "other@example.test", timeZone: "UTC" },
};
