import { findUserByEmail } from "./find.ts";
import type { Person } from "./person.ts";
import type { EventType, User } from "./state.ts";
import type { World } from "../world.ts";

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * Creates or updates the account of each person with an API key or a username: user, key, default
 * schedule, event types and one selected calendar. Bookings, busy times and webhooks stay.
 */
export function upsertAccounts(world: World, people: readonly Person[]): void {
  const withAccount = people.filter(
    (person) => person.calApiKey !== null || person.calUsername !== null,
  );
  const accounts = withAccount.map((person) => [upsertUser(world, person), person] as const);
  for (const [user, person] of accounts) {
    if (person.calApiKey !== null) addKey(world, user, person.calApiKey);
    upsertSchedule(world, user, person);
    upsertEventTypes(world, user, person);
    if (person.hasCalendar) addCalendar(world, user);
  }
}

function upsertUser(world: World, person: Person): User {
  const { users } = world.store.state;
  const profile = {
    email: person.email,
    name: `${person.firstName} ${person.lastName}`.trim(),
    username: person.calUsername ?? person.email.split("@")[0] ?? person.email,
    timeZone: person.timeZone,
    weekStart: person.weekStart,
    calendarHealth: person.calendarHealth,
  };
  const known = users.find((user) => user.email === person.email);
  if (known !== undefined) return Object.assign(known, profile);
  const user: User = {
    id: world.store.nextId("user", 1001),
    ...profile,
    defaultScheduleId: null,
    outOfOffice: [],
    travels: [],
  };
  users.push(user);
  return user;
}

function addKey(world: World, user: User, key: string): void {
  const { state } = world.store;
  if (state.apiKeys.some((entry) => entry.key === key)) return;
  state.apiKeys = state.apiKeys.filter((entry) => entry.userId !== user.id);
  state.apiKeys.push({ key, userId: user.id, expiresAt: null, rate: null });
}

function upsertSchedule(world: World, user: User, person: Person): void {
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

function upsertEventTypes(world: World, user: User, person: Person): void {
  const { eventTypes, nextIds } = world.store.state;
  for (const { requiresConfirmation, coHosts, rotatingHosts, ...seed } of person.eventTypes) {
    nextIds["eventType"] = Math.max(nextIds["eventType"] ?? 1, seed.id + 1);
    const eventType: EventType = {
      ...seed,
      ownerId: user.id,
      coHostIds: coHosts.map((email) => coHostId(world, email)),
      rotatingHostIds: rotatingHosts.map((email) => coHostId(world, email)),
      confirmation: requiresConfirmation ? { blockUnconfirmedBookingsInBooker: false } : null,
      location: `https://meet.example.test/${user.username}`,
      scheduleId: null,
      bookerActiveBookingsLimit: null,
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

function addCalendar(world: World, user: User): void {
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
