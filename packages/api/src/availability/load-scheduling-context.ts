import { dayMs, type Interval, parseInstant } from "@reslot/cal/time";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import type { AvailabilityInput } from "../booking/schemas.ts";
import type { CalUse } from "../core/cal-use.ts";
import type { Connections } from "../core/connection.ts";
import type { Consent } from "@reslot/db";
import type { CoachPlans, Pair } from "../core/model.ts";
import { padToDays } from "../core/pad-to-days.ts";

/** What our own database knows of a booking's two people. */
export interface SchedulingContext {
  connections: Connections;
  coachPlans: CoachPlans;
  /** Whether the coach may see when the mentee is busy. */
  consent: Consent | null;
  /** What the connections were opened for. */
  use: CalUse;
}

/**
 * What is offered after a range that offers nothing, and the sessions that a suggestion keeps clear of. Further
 * on, so that it holds what suggestions need too while one looks at the weeks around the meeting.
 */
const aroundMs = { before: 62 * dayMs, after: 104 * dayMs };

/** Both people's connections, the coach's plans around the range, and the consent, in parallel. */
export async function loadSchedulingContext(
  deps: Needs<"caches" | "calAccounts" | "clock" | "db">,
  { coachUserUlid, menteeUserUlid, from, to }: Pair & Pick<AvailabilityInput, "from" | "to">,
  { user }: Pick<Actor, "user">,
): Promise<SchedulingContext> {
  const use: CalUse = { purpose: "view", by: user.ulid };
  const [connections, coachPlans, consent] = await Promise.all([
    deps.calAccounts.openPair({ coachUserUlid, menteeUserUlid }, use),
    loadCoachPlans(deps, coachUserUlid, {
      start: parseInstant(from) - aroundMs.before,
      end: parseInstant(to) + aroundMs.after,
    }),
    deps.db.consents.get({ coachUserUlid, menteeUserUlid }),
  ]);
  return { connections, coachPlans, consent, use };
}

/** All of them from now on, however many: a coach of forty has hundreds in these months. */
export function loadCoachPlans(
  { caches, clock, db }: Needs<"caches" | "clock" | "db">,
  coachUserUlid: string,
  range: Interval,
): Promise<CoachPlans> {
  const { start, end } = padToDays({ ...range, start: Math.max(range.start, clock.now()) });
  return caches.coachPlans([coachUserUlid, start, end].join(" "), async () => {
    const [meetings, moves] = await Promise.all([
      db.bookings.listTimes({ userUlid: coachUserUlid, from: start, to: end }),
      db.attempts.listInFlight({ coachUserUlid }),
    ]);
    return { range: { start, end }, meetings, moves };
  });
}
