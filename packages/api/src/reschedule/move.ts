import { type Interval, parseInstant } from "@reslot/cal/time";
import type { BookingContext, Consent, PlansToRead } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { RescheduleInput } from "../booking/schemas.ts";
import type { Needs } from "../app/app.ts";
import type { Connections } from "../core/connection.ts";
import type { Participant } from "../core/participant.ts";

/** One person's request to move one meeting. */
export interface Move extends Participant {
  actor: Actor;
  connections: Connections;
  /** Whether the coach may see when the mentee is busy. */
  consent: Consent | null;
  /** The coach's other meetings around the new time, and the times to which some are being moved. */
  taken: readonly Interval[];
  input: RescheduleInput;
}

/** Those of the coach's meetings that the new time may overlap. */
export function plansAtTarget(
  { clock }: Needs<"clock">,
  { newStartTime, newEndTime }: Pick<RescheduleInput, "newStartTime" | "newEndTime">,
): PlansToRead {
  const target = { start: parseInstant(newStartTime), end: parseInstant(newEndTime) };
  return { now: clock.now(), view: target, plans: target, beyondMs: 0 };
}

/** Opens both connections. */
export async function openForMove(
  { calAccounts }: Needs<"calAccounts">,
  around: BookingContext,
  { user }: Pick<Actor, "user">,
): Promise<Pick<Move, "connections" | "consent" | "taken">> {
  const connections = await calAccounts.openPair(around, { purpose: "move", by: user.ulid });
  return { connections, consent: around.consent, taken: takenIn(around) };
}

function takenIn({ booking, plans, own, inFlight }: BookingContext): Interval[] {
  const others = inFlight.filter(({ bookingUlid }) => bookingUlid !== booking.ulid);
  const targets = others.map(({ toStartTime, toEndTime }) => ({
    start: parseInstant(toStartTime),
    end: parseInstant(toEndTime),
  }));
  return [...plans, ...own, ...targets];
}
