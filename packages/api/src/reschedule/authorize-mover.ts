import type { CalClient } from "@reslot/cal";
import type { Connections } from "../cal-credentials/open-connection.ts";
import { verifyToken } from "../cal-credentials/verify-token.ts";
import type { Ports } from "../app/ports.ts";
import { connectionFailure } from "./failure.ts";
import type { Participant } from "../core/participant.ts";

/**
 * The client that moves the booking: with the mover's own token, or with none for a mentee who
 * has not connected. Cal.com would take the coach's token on a mentee's move as the coach's
 * consent, so that token only vouches here; it never makes the call.
 *
 * @throws {AppError} CAL_NOT_CONNECTED, CAL_RECONNECT_REQUIRED; `details.who` must act
 * @throws {CalError} when Cal.com could not say whether a token is good
 */
export async function authorizeMover(
  ports: Ports,
  { connections, ...participant }: Participant & { connections: Connections },
): Promise<CalClient> {
  const { role } = participant;
  const own = await verifyToken(ports, connections[role]);
  if (own.kind === "proven") return own.client;
  if (own.kind === "needsReconnect") {
    throw connectionFailure("CAL_RECONNECT_REQUIRED", { ...participant, who: role });
  }
  if (role === "coach")
    throw connectionFailure("CAL_NOT_CONNECTED", { ...participant, who: "coach" });

  const coach = await verifyToken(ports, connections.coach);
  if (coach.kind === "proven") return ports.cal(null);
  throw connectionFailure(
    coach.kind === "notConnected" ? "CAL_NOT_CONNECTED" : "CAL_RECONNECT_REQUIRED",
    { ...participant, who: "coach" },
  );
}
