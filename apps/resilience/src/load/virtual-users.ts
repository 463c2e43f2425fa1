import { randomBytes } from "node:crypto";
import { ulid } from "ulid";

const COACHES = 10;
const MENTEES_EACH = 3;
const BOOKINGS_EACH = 20;
const FIRST_EVENT_TYPE = 1001;
const MINUTES = 30;
const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEKDAYS = [1, 2, 3, 4, 5];
const SATURDAY = 6;

/** Somebody who uses the product during the run: an entry of people.json, and their row's key. */
export interface CrowdPerson {
  readonly key: string;
  readonly role: "coach" | "mentee";
  readonly userUlid: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  readonly timeZone: string;
  readonly clerkUserId: string;
  readonly clerkApiKey: string;
  readonly calApiKey: string | null;
  readonly calUsername: string | null;
  readonly hours: readonly { days: readonly number[]; start: string; end: string }[];
  readonly eventTypes: readonly {
    id: number;
    slug: string;
    title: string;
    lengthInMinutes: number;
  }[];
  /** An address that this person's calls come from, as a proxy would say. */
  readonly address: string;
}

/** A meeting that has to be made before the run. */
export interface CrowdBooking {
  readonly ulid: string;
  readonly coach: CrowdPerson;
  readonly mentee: CrowdPerson;
  readonly eventTypeId: number;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
}

export interface Crowd {
  readonly people: readonly CrowdPerson[];
  readonly bookings: readonly CrowdBooking[];
}

/**
 * 10 coaches with 3 mentees and 20 meetings each, on one working day after the other. One mentee of three has not
 * connected a calendar.
 */
export function makeCrowd(now: number): Crowd {
  const groups = Array.from({ length: COACHES }, (_, index) => makeGroup(index));
  return {
    people: groups.flatMap(({ coach, mentees }) => [coach, ...mentees]),
    bookings: groups.flatMap((group, index) => makeBookings(group, index, now)),
  };
}

interface Group {
  readonly coach: CrowdPerson;
  readonly mentees: readonly CrowdPerson[];
}

function makeGroup(index: number): Group {
  const coach = makePerson("coach", index, true);
  const mentees = Array.from({ length: MENTEES_EACH }, (_, place) =>
    makePerson("mentee", index * MENTEES_EACH + place, place < MENTEES_EACH - 1),
  );
  return { coach, mentees };
}

function makePerson(role: CrowdPerson["role"], index: number, isConnected: boolean): CrowdPerson {
  const number = String(index + 1).padStart(2, "0");
  const key = `${role}-${number}`;
  const isCoach = role === "coach";
  return {
    key,
    role,
    userUlid: ulid(),
    email: `${key}@example.com`,
    firstName: isCoach ? "Coach" : "Mentee",
    lastName: number,
    password: `${key}-${random(6)}`,
    timeZone: isCoach ? "Europe/London" : "Europe/Paris",
    clerkUserId: `user_${random(14)}`,
    clerkApiKey: `ak_${random(20)}`,
    calApiKey: isConnected ? `cal_live_${random(16)}` : null,
    calUsername: isConnected ? key : null,
    hours: [{ days: WEEKDAYS, start: "08:00", end: "19:00" }],
    eventTypes: isCoach
      ? [
          {
            id: FIRST_EVENT_TYPE + index,
            slug: "talk",
            title: "Talk",
            lengthInMinutes: MINUTES,
          },
        ]
      : [],
    address: `10.1.${isCoach ? 0 : 1}.${index + 1}`,
  };
}

function makeBookings({ coach, mentees }: Group, index: number, now: number): CrowdBooking[] {
  return workingDays(now, BOOKINGS_EACH).flatMap((day, place) => {
    const mentee = mentees[place % mentees.length];
    if (!mentee) return [];
    const start = day + (10 * 60 + (index % 4) * MINUTES) * MINUTE;
    const eventTypeId = FIRST_EVENT_TYPE + index;
    return [{ ulid: ulid(), coach, mentee, eventTypeId, start, end: start + MINUTES * MINUTE }];
  });
}

/** So many working days in UTC, from the day after tomorrow on. */
function workingDays(now: number, count: number): number[] {
  const days: number[] = [];
  for (let day = Math.floor(now / DAY) * DAY + 2 * DAY; days.length < count; day += DAY) {
    if (weekday(day) % SATURDAY !== 0) days.push(day);
  }
  return days;
}

/** Sunday is 0; the epoch began on a Thursday. */
function weekday(day: number): number {
  return (day / DAY + 4) % 7;
}

function random(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
