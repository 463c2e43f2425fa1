import {
  type Connections,
  openConnections,
  openUrgently,
} from "../cal-credentials/open-connection.ts";
import type { CoachPlans, Pair } from "../infra/cache/caches.ts";
import type { Ports } from "../app/ports.ts";

/** What our own database knows around a meeting. */
export interface Surroundings {
  connections: Connections;
  coachPlans: CoachPlans;
}

/** More than anybody has in the two months that are offered. */
const maxMeetings = 200;

/** Both people's connections and the coach's plans, side by side. */
export async function readSurroundings(ports: Ports, pair: Pair): Promise<Surroundings> {
  const [connections, coachPlans] = await Promise.all([
    openConnections(ports, pair),
    readCoachPlans(ports, pair.coachUserUlid),
  ]);
  return { connections, coachPlans };
}

/** The connections alone, for a move. */
export async function readConnections(
  ports: Ports,
  pair: Pair,
): Promise<Pick<Surroundings, "connections">> {
  return { connections: await openUrgently(ports, pair) };
}

function readCoachPlans(ports: Ports, userUlid: string): Promise<CoachPlans> {
  return ports.caches.coachPlans(userUlid, async () => {
    const now = ports.clock.now();
    const query = { userUlid, when: "upcoming", now, cursor: null, limit: maxMeetings } as const;
    const [{ items: meetings }, moves] = await Promise.all([
      ports.db.bookings.list(query),
      ports.db.attempts.listInFlight({ coachUserUlid: userUlid }),
    ]);
    return { meetings, moves };
  });
}
