import { readFileSync } from "node:fs";
import { z } from "zod";
import { findUserByEmail } from "./find.ts";
import { bookingWindowSchema, rateRuleSchema, type EventType, type User } from "./state.ts";
import type { World } from "./world.ts";

const hoursSchema = z.object({
  days: z.array(z.number().int().min(0).max(6)),
  start: z.string(),
  end: z.string(),
});

const eventTypeSeedSchema = z.object({
  id: z.number().int(),
  slug: z.string(),
  title: z.string(),
  lengthInMinutes: z.number().int().positive(),
  requiresConfirmation: z.boolean().default(false),
  minimumBookingNotice: z.number().int().min(0).default(0),
  slotInterval: z.number().int().nullable().default(null),
  beforeEventBuffer: z.number().int().default(0),
  afterEventBuffer: z.number().int().default(0),
  bookingWindow: bookingWindowSchema.nullable().default(null),
  disableRescheduling: z.boolean().default(false),
  /** Addresses of people who host it too, as in a team's collective event type. */
  coHosts: z.array(z.string()).default([]),
});

/** One entry of people.json; unknown fields belong to the other stand-ins. */
const personSchema = z.object({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string().default(""),
  timeZone: z.string(),
  calApiKey: z.string().nullable(),
  calUsername: z.string().nullable().default(null),
  weekStart: z.string().default("Monday"),
  /** Whether a calendar is connected and selected from the start. */
  hasCalendar: z.boolean().default(true),
  hours: z.array(hoursSchema).default([]),
  eventTypes: z.array(eventTypeSeedSchema).default([]),
});
export type Person = z.infer<typeof personSchema>;

const customSeedSchema = z.union([
  z.array(personSchema),
  z.object({
    people: z.array(personSchema).optional(),
    apiKeys: z
      .array(
        z.object({
          key: z.string(),
          email: z.string(),
          expiresAt: z.string().optional(),
          rate: rateRuleSchema.optional(),
        }),
      )
      .default([]),
  }),
]);
/** People, and more API keys of theirs, in place of people.json. */
export type Seed = z.infer<typeof customSeedSchema>;

/** What a reset takes as its seed: people, or a text or number that makes uids repeatable. */
export const seedSchema = z.union([customSeedSchema, z.string(), z.number(), z.null()]);

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Reads people.json. Throws a sentence when the file is missing or is not what it should be. */
export function readPeople(file: string | null): Person[] {
  if (file === null) return [];
  try {
    return z.array(personSchema).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`Cal.com stand-in: cannot read people from ${file}.`, { cause: error });
  }
}

/**
 * Gives everybody who has an API key or a username an account: user, key, default schedule, event types and one connected and
 * selected calendar. Accounts that exist are brought up to date; bookings, busy times and webhooks stay.
 */
export function seatPeople(world: World, people: readonly Person[]): void {
  const withAccount = people.filter(
    (person) => person.calApiKey !== null || person.calUsername !== null,
  );
  const seated = withAccount.map((person) => [seatUser(world, person), person] as const);
  for (const [user, person] of seated) {
    if (person.calApiKey !== null) seatKey(world, user, person.calApiKey);
    seatSchedule(world, user, person);
    seatEventTypes(world, user, person);
    if (person.hasCalendar) seatCalendar(world, user);
  }
}

function seatUser(world: World, person: Person): User {
  const { users } = world.store.state;
  const facts = {
    email: person.email,
    name: `${person.firstName} ${person.lastName}`.trim(),
    username: person.calUsername ?? person.email.split("@")[0] ?? person.email,
    timeZone: person.timeZone,
    weekStart: person.weekStart,
  };
  const known = users.find((user) => user.email === person.email);
  if (known !== undefined) return Object.assign(known, facts);
  const user: User = {
    id: world.store.nextId("user", 1001),
    ...facts,
    defaultScheduleId: null,
  };
  users.push(user);
  return user;
}

function seatKey(world: World, user: User, key: string): void {
  const { state } = world.store;
  if (state.apiKeys.some((entry) => entry.key === key)) return;
  state.apiKeys = state.apiKeys.filter((entry) => entry.userId !== user.id);
  state.apiKeys.push({ key, userId: user.id, expiresAt: null, rate: null });
}

function seatSchedule(world: World, user: User, person: Person): void {
  if (person.hours.length === 0) return;
  const { schedules } = world.store.state;
  const availability = person.hours.map((entry) => ({
    days: entry.days.map((day) => dayNames[day] ?? "Sunday"),
    startTime: entry.start,
    endTime: entry.end === "24:00" ? "23:59" : entry.end,
  }));
  const known = schedules.find((schedule) => schedule.id === user.defaultScheduleId);
  if (known !== undefined) {
    Object.assign(known, { timeZone: person.timeZone, availability });
    return;
  }
  const id = world.store.nextId("schedule");
  const fresh = {
    id,
    ownerId: user.id,
    name: "Working hours",
    timeZone: person.timeZone,
    isDefault: true,
    overrides: [],
  };
  schedules.push({ ...fresh, availability });
  user.defaultScheduleId = id;
}

function seatEventTypes(world: World, user: User, person: Person): void {
  const { eventTypes, nextIds } = world.store.state;
  for (const { requiresConfirmation, coHosts, ...seed } of person.eventTypes) {
    nextIds["eventType"] = Math.max(nextIds["eventType"] ?? 1, seed.id + 1);
    const eventType: EventType = {
      ...seed,
      ownerId: user.id,
      coHostIds: coHosts.map((email) => coHostId(world, email)),
      lengthInMinutesOptions: null,
      confirmation: requiresConfirmation ? { blockUnconfirmedBookingsInBooker: false } : null,
      location: `https://meet.example.test/${user.username}`,
      scheduleId: null,
    };
    const known = eventTypes.find((entry) => entry.id === seed.id);
    if (known === undefined) eventTypes.push(eventType);
    else Object.assign(known, eventType);
  }
}

function coHostId(world: World, email: string): number {
  const user = findUserByEmail(world, email);
  if (user === undefined)
    throw new Error(`Cal.com stand-in: the co-host ${email} has no Cal.com account.`);
  return user.id;
}

function seatCalendar(world: World, user: User): void {
  const { calendars } = world.store.state;
  if (calendars.some((calendar) => calendar.userId === user.id)) return;
  calendars.push({
    credentialId: world.store.nextId("credential"),
    userId: user.id,
    externalId: `https://calendar.example.test/${user.username}.ics`,
    name: `${user.name}'s calendar`,
    selected: true,
    isFeed: false,
    busy: [],
  });
}
