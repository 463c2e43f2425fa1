/** A person of the demo. Hours are local times in the person's own zone; Sunday is day 0. */
export interface DemoPerson {
  readonly key: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly timeZone: string;
  /** null: this person has no Cal.com account. */
  readonly calUsername: string | null;
  /** Whether the seed connects that account to Reslot; otherwise the person connects it in the app. */
  readonly isConnected: boolean;
  readonly hours: readonly { days: readonly number[]; start: string; end: string }[];
  readonly eventTypes: readonly DemoEventType[];
}

export interface DemoEventType {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly lengthInMinutes: number;
  readonly requiresConfirmation: boolean;
  readonly minimumBookingNotice: number;
  /** Addresses of the hosts who take turns with the person: round robin. */
  readonly rotatingHosts?: readonly string[];
  readonly offsetStart?: number;
  readonly lengthInMinutesOptions?: readonly number[];
  readonly recurrence?: {
    readonly interval: number;
    readonly occurrences: number;
    readonly frequency: "weekly";
  };
}

export const WEEKDAYS = [1, 2, 3, 4, 5];

/** London's afternoon is Vancouver's morning, so the coach and the mentee share about five hours of every weekday. */
export const demoPeople: readonly DemoPerson[] = [
  {
    key: "coach",
    email: "sam.okafor@example.com",
    firstName: "Sam",
    lastName: "Okafor",
    timeZone: "Europe/London",
    calUsername: "sam-okafor",
    isConnected: true,
    hours: [{ days: WEEKDAYS, start: "12:00", end: "20:00" }],
    eventTypes: [
      {
        id: 101,
        slug: "leadership-coaching",
        title: "Leadership coaching",
        lengthInMinutes: 45,
        requiresConfirmation: false,
        minimumBookingNotice: 120,
      },
      {
        id: 102,
        slug: "career-check-in",
        title: "Career check-in",
        lengthInMinutes: 30,
        requiresConfirmation: false,
        minimumBookingNotice: 120,
      },
      {
        id: 103,
        slug: "board-preparation",
        title: "Board preparation",
        lengthInMinutes: 60,
        requiresConfirmation: true,
        minimumBookingNotice: 120,
      },
    ],
  },
  {
    key: "coach2",
    email: "dana.whitfield@example.com",
    firstName: "Dana",
    lastName: "Whitfield",
    timeZone: "America/New_York",
    calUsername: "dana-whitfield",
    isConnected: true,
    hours: [{ days: WEEKDAYS, start: "09:00", end: "17:00" }],
    eventTypes: [
      {
        id: 201,
        slug: "product-mentoring",
        title: "Product mentoring",
        lengthInMinutes: 30,
        requiresConfirmation: false,
        minimumBookingNotice: 60,
      },
    ],
  },
  {
    key: "mentee",
    email: "alex.rivera@example.com",
    firstName: "Alex",
    lastName: "Rivera",
    timeZone: "America/Vancouver",
    calUsername: "alex-rivera",
    isConnected: true,
    hours: [{ days: WEEKDAYS, start: "07:00", end: "15:00" }],
    eventTypes: [],
  },
  {
    key: "menteeUnconnected",
    email: "maya.lindqvist@example.com",
    firstName: "Maya",
    lastName: "Lindqvist",
    timeZone: "Europe/Stockholm",
    calUsername: "maya-lindqvist",
    isConnected: false,
    hours: [{ days: WEEKDAYS, start: "10:00", end: "18:00" }],
    eventTypes: [],
  },
  {
    key: "stranger",
    email: "robin.vale@example.com",
    firstName: "Robin",
    lastName: "Vale",
    timeZone: "Australia/Sydney",
    calUsername: null,
    isConnected: false,
    hours: [],
    eventTypes: [],
  },
];
