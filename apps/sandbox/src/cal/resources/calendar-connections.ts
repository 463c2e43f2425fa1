import { calendarsOf, findUser } from "../state/find.ts";
import type { Calendar } from "../state/state.ts";
import type { World } from "../world.ts";

/** One connected account. A broken one has lost its calendars. */
export interface CalendarConnection {
  readonly credentialId: number;
  /** Null: broken. */
  readonly calendars: readonly Calendar[] | null;
}

/**
 * A person's connections, by how their health is set: with `brokenOne` the last of several is broken;
 * a further broken one is added where there is only one.
 */
export function connectionsOf(world: World, userId: number): CalendarConnection[] {
  const health = findUser(world, userId)?.calendarHealth ?? "ok";
  const own = calendarsOf(world, userId);
  const ids = [...new Set(own.map(({ credentialId }) => credentialId))];
  const working = ids.map((credentialId) => ({
    credentialId,
    calendars: own.filter((calendar) => calendar.credentialId === credentialId),
  }));
  switch (health) {
    case "ok":
      return working;
    case "none":
      return [];
    case "brokenAll":
      return ids.map((credentialId) => ({ credentialId, calendars: null }));
    case "brokenOne": {
      const kept = working.length > 1 ? working.slice(0, -1) : working;
      const broken = working.length > 1 ? (ids.at(-1) ?? 0) : userId + 10_000;
      return [...kept, { credentialId: broken, calendars: null }];
    }
  }
}

/** Whether any connection is broken; Cal.com then offers no slots of this person. */
export function hasBrokenCalendar(world: World, userId: number): boolean {
  return connectionsOf(world, userId).some(({ calendars }) => calendars === null);
}

/** The calendars of working connections. */
export function workingCalendarsOf(world: World, userId: number): Calendar[] {
  return connectionsOf(world, userId).flatMap(({ calendars }) => calendars ?? []);
}
