import { findEventType, hostIdsOf } from "../state/find.ts";
import type { EventType, Reservation } from "../state/state.ts";
import type { World } from "../world.ts";

/** Reservations that have not expired. */
export function liveReservations(world: World): Reservation[] {
  const now = world.clock.now();
  return world.store.state.reservations.filter(({ until }) => until > now);
}

/** Reserved times of any of the hosts: they only hide slots (recording 10-slots-with-reservation). */
export function heldTimes(world: World, eventType: EventType): Reservation[] {
  const hosts = new Set(hostIdsOf(eventType));
  return liveReservations(world).filter((reservation) => {
    const held = findEventType(world, reservation.eventTypeId);
    return held !== undefined && hostIdsOf(held).some((id) => hosts.has(id));
  });
}
