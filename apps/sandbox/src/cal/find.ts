import type { Booking, Calendar, EventType, Schedule, User } from "./state.ts";
import type { World } from "./world.ts";

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

export function findEventType(world: World, id: number | null): EventType | undefined {
  return world.store.state.eventTypes.find((eventType) => eventType.id === id);
}

/** The schedule an event type is booked by: its own, else its owner's default. */
export function scheduleOf(world: World, eventType: EventType): Schedule | undefined {
  const owner = findUser(world, eventType.ownerId);
  const id = eventType.scheduleId ?? owner?.defaultScheduleId;
  return world.store.state.schedules.find((schedule) => schedule.id === id);
}

export function calendarsOf(world: World, userId: number): Calendar[] {
  return world.store.state.calendars.filter((calendar) => calendar.userId === userId);
}
