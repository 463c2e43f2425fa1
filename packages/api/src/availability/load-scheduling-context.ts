import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import type { CalUse } from "../core/cal-use.ts";
import type { Connections } from "../core/connection.ts";
import type { CoachPlans, Pair } from "../core/model.ts";

/** What our own database knows of a booking's two people. */
export interface SchedulingContext {
  connections: Connections;
  coachPlans: CoachPlans;
  /** What the connections were opened for. */
  use: CalUse;
}

/** More than anyone has in the two months that are offered. */
const maxMeetings = 200;

/** Both people's connections and the coach's plans, in parallel. */
export async function loadSchedulingContext(
  deps: Needs<"caches" | "calAccounts" | "clock" | "db">,
  pair: Pair,
  { user }: Pick<Actor, "user">,
): Promise<SchedulingContext> {
  const use: CalUse = { purpose: "view", by: user.ulid };
  const [connections, coachPlans] = await Promise.all([
    deps.calAccounts.openPair(pair, use),
    loadCoachPlans(deps, pair.coachUserUlid),
  ]);
  return { connections, coachPlans, use };
}

function loadCoachPlans(
  { caches, clock, db }: Needs<"caches" | "clock" | "db">,
  userUlid: string,
): Promise<CoachPlans> {
  return caches.coachPlans(userUlid, async () => {
    const now = clock.now();
    const query = { userUlid, when: "upcoming", now, cursor: null, limit: maxMeetings } as const;
    const [{ items: meetings }, moves] = await Promise.all([
      db.bookings.list(query),
      db.attempts.listInFlight({ coachUserUlid: userUlid }),
    ]);
    return { meetings, moves };
  });
}
