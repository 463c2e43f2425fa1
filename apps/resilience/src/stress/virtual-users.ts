import { randomBytes } from "node:crypto";
import { dayMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";

const FIRST_EVENT_TYPE = 1001;
const MINUTES = 30;
const WEEKDAYS = [1, 2, 3, 4, 5];
const SATURDAY = 6;

/** One user of the run: an entry of people.json, and the key of their row. */
export interface VirtualUser {
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
  /** The address that this user's calls come from, as a proxy would report it. */
  readonly address: string;
}

/** A meeting that is created before the run. */
export interface UserMeeting {
  readonly ulid: string;
  readonly coach: VirtualUser;
  readonly mentee: VirtualUser;
  readonly eventTypeId: number;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
}

export interface VirtualUsers {
  readonly users: readonly VirtualUser[];
  readonly meetings: readonly UserMeeting[];
}

/** How many there are. */
interface Size {
  readonly coaches: number;
  /** Of each coach. */
  readonly mentees: number;
  /** Of each coach's mentees, those with a connected calendar. */
  readonly connected: number;
  /** Of each coach, one on every working day. */
  readonly meetings: number;
}

/** 10 coaches with 3 mentees and 20 meetings each by default; one mentee in three has no connected calendar. */
export function createVirtualUsers(
  now: number,
  size: Size = { coaches: 10, mentees: 3, connected: 2, meetings: 20 },
): VirtualUsers {
  const groups = Array.from({ length: size.coaches }, (_, index) => createGroup(index, size));
  return {
    users: groups.flatMap(({ coach, mentees }) => [coach, ...mentees]),
    meetings: groups.flatMap((group, index) =>
      createMeetings(group, { index, days: workingDays(now, size.meetings) }),
    ),
  };
}

interface Group {
  readonly coach: VirtualUser;
  readonly mentees: readonly VirtualUser[];
}

function createGroup(index: number, { mentees: count, connected }: Size): Group {
  const coach = createUser("coach", index, true);
  const mentees = Array.from({ length: count }, (_, place) =>
    createUser("mentee", index * count + place, place < connected),
  );
  return { coach, mentees };
}

function createUser(role: VirtualUser["role"], index: number, isConnected: boolean): VirtualUser {
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
    address: `10.${isCoach ? 1 : 2}.${Math.floor(index / 250)}.${(index % 250) + 1}`,
  };
}

function createMeetings(
  { coach, mentees }: Group,
  { index, days }: { index: number; days: readonly number[] },
): UserMeeting[] {
  return days.flatMap((day, place) => {
    const mentee = mentees[place % mentees.length];
    if (!mentee) return [];
    const start = day + (10 * 60 + (index % 4) * MINUTES) * minuteMs;
    const eventTypeId = FIRST_EVENT_TYPE + index;
    return [{ ulid: ulid(), coach, mentee, eventTypeId, start, end: start + MINUTES * minuteMs }];
  });
}

/** The next working days in UTC, from the day after tomorrow. */
function workingDays(now: number, count: number): number[] {
  const days: number[] = [];
  for (let day = Math.floor(now / dayMs) * dayMs + 2 * dayMs; days.length < count; day += dayMs) {
    if (weekday(day) % SATURDAY !== 0) days.push(day);
  }
  return days;
}

/** Sunday is 0; the epoch was a Thursday. */
function weekday(day: number): number {
  return (day / dayMs + 4) % 7;
}

function random(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
