import type { CalConnection } from "@reslot/db";
import type { ActorContext } from "../trpc/context.ts";
import type { Ports } from "../app/ports.ts";
import { connectionStatusOf } from "../cal-credentials/connection-status.ts";
import type { CalConnectionView } from "./types.ts";

/** The person's own connection to Cal.com; never the token. */
export async function getCalConnection({
  ports,
  signedIn,
}: ActorContext): Promise<CalConnectionView> {
  return viewOfConnection(ports, await ports.db.calConnections.get(signedIn.user.ulid));
}

export function viewOfConnection(
  ports: Ports,
  connection: CalConnection | null,
): CalConnectionView {
  return {
    status: connectionStatusOf(connection),
    kind: connection?.kind ?? null,
    calUsername: connection?.calUsername ?? null,
    connectedAt: connection?.connectedAt ?? null,
    oauthAvailable: ports.calOAuth !== null,
  };
}
