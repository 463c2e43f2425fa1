import { dayMs, parseInstant } from "@reslot/cal/time";
import type { BookingContext, Consent, PlansToRead } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import type { AvailabilityInput } from "../booking/schemas.ts";
import type { CalUse } from "../core/cal-use.ts";
import type { Connections } from "../core/connection.ts";
import type { CoachPlans } from "../core/model.ts";

/** What our own database knows of a booking's two people. */
export interface SchedulingContext {
  connections: Connections;
  coachPlans: CoachPlans;
  /** Whether the coach may see when the mentee is busy. */
  consent: Consent | null;
  /** What the connections were opened for. */
  use: CalUse;
}

/** What is offered after a range that offers nothing, and a session before it that a suggestion keeps clear of. */
const aroundMs = { before: 62 * dayMs, after: 104 * dayMs };
/** Suggestions reach three weeks beyond the meeting, and the sessions that make up the pair's rhythm six more. */
const beyondMs = 63 * dayMs;

/** Which of the coach's meetings an answer depends on: from now on, however many there are. */
export function plansFor(
  { clock }: Needs<"clock">,
  { from, to }: Pick<AvailabilityInput, "from" | "to">,
): PlansToRead {
  const now = clock.now();
  const view = { start: Math.max(parseInstant(from), now), end: parseInstant(to) };
  const start = Math.max(view.start - aroundMs.before, now);
  return { now, view, plans: { start, end: view.end + aroundMs.after }, beyondMs };
}

/** Opens both connections. */
export async function openSchedulingContext(
  { calAccounts }: Needs<"calAccounts">,
  around: BookingContext,
  { user }: Pick<Actor, "user">,
): Promise<SchedulingContext> {
  const use: CalUse = { purpose: "view", by: user.ulid };
  const connections = await calAccounts.openPair(around, use);
  return { connections, coachPlans: around, consent: around.consent, use };
}
