import { randomBytes } from "node:crypto";
import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import type { LoadOptions } from "./options.ts";

const firstEventType = 1001;
const meetingMs = 30 * minuteMs;
const weekdays = [1, 2, 3, 4, 5];
const everyDay = [0, ...weekdays, 6];

/** One account at Clerk and, with a key, at Cal.com: an entry of people.json. */
export interface Person {
  readonly key: string;
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
  /** The address that this person's calls come from, as a proxy would report it. */
  readonly address: string;
}

/** A meeting as it is booked at Cal.com before people connect; epoch ms. */
export interface BookedMeeting {
  readonly eventTypeId: number;
  readonly coachEmail: string;
  readonly menteeEmail: string;
  readonly menteeName: string;
  readonly start: number;
  readonly end: number;
}

/** Everyone in a run. */
export interface Population {
  readonly coaches: readonly Person[];
  /** Those of the first coach, who use the product. */
  readonly mentees: readonly Person[];
  /** The mentees of the other coaches: they have signed up, and are not here now. */
  readonly others: readonly { clerkUserId: string; email: string; name: string }[];
  readonly meetings: readonly BookedMeeting[];
}

/**
 * `coaches` coaches with `mentees` mentees and as many meetings each, one a day. Every second coach has
 * meetings within 48 hours, the others from the fifth day on. One mentee in three has no calendar connected.
 */
export function createPopulation(
  { coaches: count, mentees: each }: LoadOptions,
  now: number,
): Population {
  const coaches = Array.from({ length: count }, (_, index) => createPerson("coach", index, true));
  const mentees = Array.from({ length: each }, (_, index) =>
    createPerson("mentee", index, index % 3 !== 2),
  );
  const others = Array.from({ length: (count - 1) * each }, (_, index) => ({
    clerkUserId: `user_${random(14)}`,
    email: `other-${index + 1}@example.com`,
    name: `Other ${index + 1}`,
  }));
  const named = [
    ...mentees.map(({ email, firstName, lastName }) => ({
      email,
      name: `${firstName} ${lastName}`,
    })),
    ...others,
  ];
  const meetings = coaches.flatMap((coach, index) =>
    named
      .slice(index * each, (index + 1) * each)
      .map((mentee, place) => bookMeeting({ coach, index, mentee, place, now })),
  );
  return { coaches, mentees, others, meetings };
}

interface Booking {
  coach: Person;
  index: number;
  mentee: { email: string; name: string };
  place: number;
  now: number;
}

function bookMeeting({ coach, index, mentee, place, now }: Booking): BookedMeeting {
  const isSoon = index % 2 === 0;
  // Tomorrow at the earliest, so that a run over midnight keeps its meetings.
  const day = Math.floor(now / dayMs) * dayMs + (isSoon ? dayMs : 5 * dayMs) + place * dayMs;
  const start = day + 9 * hourMs + (index % 16) * meetingMs;
  return {
    eventTypeId: firstEventType + index,
    coachEmail: coach.email,
    menteeEmail: mentee.email,
    menteeName: mentee.name,
    start,
    end: start + meetingMs,
  };
}

function createPerson(role: "coach" | "mentee", index: number, isConnected: boolean): Person {
  const key = `${role}-${String(index + 1).padStart(3, "0")}`;
  const isCoach = role === "coach";
  return {
    key,
    email: `${key}@example.com`,
    firstName: isCoach ? "Coach" : "Mentee",
    lastName: String(index + 1),
    password: `${key}-${random(6)}`,
    timeZone: isCoach ? "Europe/London" : "Europe/Paris",
    clerkUserId: `user_${random(14)}`,
    clerkApiKey: `ak_${random(20)}`,
    calApiKey: isConnected ? `cal_live_${random(16)}` : null,
    calUsername: isConnected ? key : null,
    hours: [{ days: isCoach ? everyDay : weekdays, start: "07:00", end: "20:00" }],
    eventTypes: isCoach
      ? [{ id: firstEventType + index, slug: "talk", title: "Talk", lengthInMinutes: 30 }]
      : [],
    address: `10.${isCoach ? 1 : 2}.${Math.floor(index / 250)}.${(index % 250) + 1}`,
  };
}

function random(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
