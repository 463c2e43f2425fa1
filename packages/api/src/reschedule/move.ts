import type { Actor } from "../app/actor.ts";
import type { RescheduleInput } from "../booking/schemas.ts";
import type { Connections } from "../core/connection.ts";
import type { Participant } from "../core/participant.ts";

/** One person's request to move one meeting. */
export interface Move extends Participant {
  actor: Actor;
  connections: Connections;
  input: RescheduleInput;
}
