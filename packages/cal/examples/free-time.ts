import {
  type Interval,
  intersect,
  mutualAvailability,
  normalize,
  subtract,
  union,
  type WeeklySchedule,
} from "@reslot/cal/availability";

interface Person {
  schedule: WeeklySchedule;
  busy: readonly Interval[];
}

/** When two people can meet in a room: both are free, and no booking holds the room. */
export function freeTime(
  people: readonly [Person, Person],
  { window, bookings }: { window: Interval; bookings: readonly Interval[] },
): Interval[] {
  return subtract(mutualAvailability(people, window), normalize(bookings));
}

/** When at least one of three rooms is free, and the first and the second at once. */
export function roomsFree(rooms: readonly [Interval[], Interval[], Interval[]]): {
  any: Interval[];
  firstTwo: Interval[];
} {
  const [first, second, third] = rooms;
  return { any: union(union(first, second), third), firstTwo: intersect(first, second) };
}
