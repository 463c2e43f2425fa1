import { findUser } from "../state/find.ts";
import type { Schedule } from "../state/state.ts";
import { formatInstant } from "../time/instant.ts";
import { addDays, startOfDate } from "../time/zone.ts";
import type { World } from "../world.ts";
import { subtractFrom, type Interval } from "./interval.ts";
import { workingHours } from "./working-hours.ts";

/** A host's days out of office. Entries are UTC dates, which count as whole days of the schedule's zone. */
export function daysAway(
  world: World,
  { hostId, timeZone }: { hostId: number; timeZone: string },
): Interval[] {
  return (findUser(world, hostId)?.outOfOffice ?? []).map(({ start, end }) => ({
    start: startOfDate(timeZone, formatInstant(start).slice(0, 10)),
    end: startOfDate(timeZone, addDays(formatInstant(end).slice(0, 10), 1)),
  }));
}

/** A host's hours; during a trip those of their default schedule are read in the trip's zone. */
export function hoursWhileTravelling(
  world: World,
  { hostId, schedule, range }: { hostId: number; schedule: Schedule; range: Interval },
): Interval[] {
  const host = findUser(world, hostId);
  const trips = host?.defaultScheduleId === schedule.id ? host.travels : [];
  const atHome = workingHours(schedule, range).flatMap((open) => subtractFrom(open, trips));
  const abroad = trips.flatMap(({ timeZone, start, end }) => {
    const stay = { start: Math.max(start, range.start), end: Math.min(end, range.end) };
    return stay.start < stay.end ? workingHours({ ...schedule, timeZone }, stay) : [];
  });
  return [...atHome, ...abroad].toSorted((a, b) => a.start - b.start || a.end - b.end);
}
