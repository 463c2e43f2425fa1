import type { CalConnection } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { connectionStatusOf } from "../core/connection.ts";
import type { CalConnectionView } from "./types.ts";

/** The person's own connection to Cal.com; never the token. One query. */
export async function getCalConnection(
  { calOAuth, db }: Needs<"calOAuth" | "db">,
  { user }: Actor,
): Promise<CalConnectionView> {
  return viewOfConnection({ calOAuth }, await db.calConnections.get(user.ulid));
}

export function viewOfConnection(
  { calOAuth }: Needs<"calOAuth">,
  connection: CalConnection | null,
): CalConnectionView {
  return {
    status: connectionStatusOf(connection),
    kind: connection?.kind ?? null,
    calUsername: connection?.calUsername ?? null,
    connectedAt: connection?.connectedAt ?? null,
    oauthAvailable: calOAuth !== null,
    leftAlone: connection?.leftAlone ?? [],
  };
}
