import type { BookingContext, Consent } from "@reslot/db";
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
  input: RescheduleInput;
}

/** Opens both connections. */
export async function openForMove(
  { calAccounts }: Needs<"calAccounts">,
  around: BookingContext,
  { user }: Pick<Actor, "user">,
): Promise<Pick<Move, "connections" | "consent">> {
  const connections = await calAccounts.openPair(around, { purpose: "move", by: user.ulid });
  return { connections, consent: around.consent };
}
