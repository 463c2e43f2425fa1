import type { Consent } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { RescheduleInput } from "../booking/schemas.ts";
import type { Needs } from "../app/app.ts";
import type { Connections } from "../core/connection.ts";
import type { Pair } from "../core/model.ts";
import type { Participant } from "../core/participant.ts";

/** One person's request to move one meeting. */
export interface Move extends Participant {
  actor: Actor;
  connections: Connections;
  /** Whether the coach may see when the mentee is busy. */
  consent: Consent | null;
  input: RescheduleInput;
}

/** Both people's connections and the consent, in parallel. */
export async function loadPairForMove(
  { calAccounts, db }: Needs<"calAccounts" | "db">,
  { coachUserUlid, menteeUserUlid }: Pair,
  { user }: Pick<Actor, "user">,
): Promise<Pick<Move, "connections" | "consent">> {
  const pair = { coachUserUlid, menteeUserUlid };
  const [connections, consent] = await Promise.all([
    calAccounts.openPair(pair, { purpose: "move", by: user.ulid }),
    db.consents.get(pair),
  ]);
  return { connections, consent };
}
