import { type DemoEventType, type DemoPerson, WEEKDAYS } from "./demo-people.ts";

const plain = { requiresConfirmation: false, minimumBookingNotice: 60 };

export const fortyEventType: DemoEventType = {
  ...plain,
  id: 301,
  slug: "coaching",
  title: "Coaching",
  lengthInMinutes: 45,
};

/** What Cal.com can do with an event type that the other people's do not show, by the key of its booking. */
export const unusualEventTypes = {
  roundRobin: {
    ...plain,
    id: 311,
    slug: "team-coaching",
    title: "Team coaching",
    lengthInMinutes: 45,
    rotatingHosts: ["noor.haddad@example.com"],
  },
  offset: {
    ...plain,
    id: 312,
    slug: "portfolio-review",
    title: "Portfolio review",
    lengthInMinutes: 30,
    offsetStart: 10,
  },
  lengths30_60: {
    ...plain,
    id: 313,
    slug: "mentoring",
    title: "Mentoring",
    lengthInMinutes: 30,
    lengthInMinutesOptions: [30, 60],
  },
  recurring: {
    ...plain,
    id: 314,
    slug: "weekly-check-in",
    title: "Weekly check-in",
    lengthInMinutes: 30,
    recurrence: { interval: 1, occurrences: 6, frequency: "weekly" },
  },
} as const satisfies Record<string, DemoEventType>;

const MENTEES = 40;
const firstNames = ["Ada", "Bo", "Chen", "Dina", "Emre", "Freya", "Goran", "Hana"];
const lastNames = ["Abel", "Brandt", "Costa", "Duarte", "Ek"];
const timeZones = ["Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata"];

/** Coach Noor's mentees, none of whom has a Cal.com account. */
export const fortyMentees: readonly DemoPerson[] = Array.from({ length: MENTEES }, (_, index) => {
  const number = index + 1;
  const firstName = firstNames[index % firstNames.length] ?? "";
  const lastName = lastNames[index % lastNames.length] ?? "";
  return {
    key: `menteeForty${number}`,
    email: `${firstName}.${lastName}.${number}@example.com`.toLowerCase(),
    firstName,
    lastName,
    timeZone: timeZones[index % timeZones.length] ?? "UTC",
    calUsername: null,
    isConnected: false,
    hours: [],
    eventTypes: [],
  };
});

/** A coach with sixty meetings, and a pair whose meetings are of unusual kinds; apart from the other people. */
export const furtherPeople: readonly DemoPerson[] = [
  {
    key: "coachForty",
    email: "noor.haddad@example.com",
    firstName: "Noor",
    lastName: "Haddad",
    timeZone: "Europe/London",
    calUsername: "noor-haddad",
    isConnected: true,
    hours: [{ days: WEEKDAYS, start: "08:00", end: "20:00" }],
    eventTypes: [fortyEventType],
  },
  {
    key: "coachTeam",
    email: "priya.raman@example.com",
    firstName: "Priya",
    lastName: "Raman",
    timeZone: "Europe/London",
    calUsername: "priya-raman",
    isConnected: true,
    hours: [{ days: WEEKDAYS, start: "08:00", end: "20:00" }],
    eventTypes: Object.values(unusualEventTypes),
  },
  {
    key: "menteeTeam",
    email: "jonas.weiss@example.com",
    firstName: "Jonas",
    lastName: "Weiss",
    timeZone: "Europe/Berlin",
    calUsername: "jonas-weiss",
    isConnected: true,
    hours: [{ days: WEEKDAYS, start: "09:00", end: "18:00" }],
    eventTypes: [],
  },
  ...fortyMentees,
];
