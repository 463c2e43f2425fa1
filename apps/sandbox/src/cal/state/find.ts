import type { Booking, Calendar, EventType, Schedule, User } from "./state.ts";
import type { World } from "../world.ts";

export function findUser(world: World, id: number): User | undefined {
  return world.store.state.users.find((user) => user.id === id);
}

export function findUserByEmail(world: World, email: string): User | undefined {
  const wanted = email.toLowerCase();
  return world.store.state.users.find((user) => user.email.toLowerCase() === wanted);
}

export function findBooking(world: World, uid: string): Booking | undefined {
  return world.store.state.bookings.find((booking) => booking.uid === uid);
}

/** Every occurrence of a recurring series by its start, whatever its status; empty for another uid. */
export function findSeries(world: World, seriesUid: string): Booking[] {
  return world.store.state.bookings
    .filter(({ recurringBookingUid }) => recurringBookingUid === seriesUid)
    .toSorted((a, b) => a.start - b.start || a.id - b.id);
}

export function findEventType(world: World, id: number | null): EventType | undefined {
  return world.store.state.eventTypes.find((eventType) => eventType.id === id);
}

/** Every host of the event type, starting with the owner. */
export function hostIdsOf({ ownerId, coHostIds, rotatingHostIds }: EventType): readonly number[] {
  return [ownerId, ...coHostIds, ...rotatingHostIds];
}

export function isRoundRobin({ rotatingHostIds }: EventType): boolean {
  return rotatingHostIds.length > 0;
}

/** A host's schedule: for the owner the event type's own, if it has one; otherwise the host's default. */
export function scheduleOf(
  world: World,
  eventType: EventType,
  hostId = eventType.ownerId,
): Schedule | undefined {
  const own = hostId === eventType.ownerId ? eventType.scheduleId : null;
  const id = own ?? findUser(world, hostId)?.defaultScheduleId;
  return world.store.state.schedules.find((schedule) => schedule.id === id);
}

export function calendarsOf(world: World, userId: number): Calendar[] {
  return world.store.state.calendars.filter((calendar) => calendar.userId === userId);
}
