import type { Booking } from "@reslot/db";
import { type Connections, openConnections } from "../cal-connection/open-connection.ts";
import type { Pair } from "../memory/memory.ts";
import type { Ports } from "../ports.ts";

/** What our own database knows around a meeting. */
export interface Surroundings {
  connections: Connections;
  /** The coach's next meetings, given and taken. */
  coachMeetings: readonly Booking[];
}

/** More than anybody has in the two months that are offered. */
const maxMeetings = 200;

/** Both people's connections and the coach's meetings, side by side. */
export async function readSurroundings(ports: Ports, pair: Pair): Promise<Surroundings> {
  const [connections, coachMeetings] = await Promise.all([
    openConnections(ports, pair),
    readCoachMeetings(ports, pair.coachUserUlid),
  ]);
  return { connections, coachMeetings };
}

/** The connections alone, for a move. */
export async function readConnections(
  ports: Ports,
  pair: Pair,
): Promise<Pick<Surroundings, "connections">> {
  return { connections: await openConnections(ports, pair) };
}

function readCoachMeetings(ports: Ports, userUlid: string): Promise<readonly Booking[]> {
  return ports.memory.coachMeetings(userUlid, async () => {
    const now = ports.clock.now();
    const query = { userUlid, when: "upcoming", now, cursor: null, limit: maxMeetings } as const;
    return (await ports.db.bookings.list(query)).items;
  });
}
