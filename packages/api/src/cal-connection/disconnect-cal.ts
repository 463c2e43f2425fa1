import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { countsOf, viewOfConnection } from "./get-cal-connection.ts";
import type { CalConnectionView } from "./types.ts";

/** Deletes our copy of the person's Cal.com credentials. Moves in flight are finished without them. */
export async function disconnectCal(
  { calOAuth, db }: Needs<"calOAuth" | "db">,
  { user }: Actor,
): Promise<CalConnectionView> {
  const [counts] = await Promise.all([
    countsOf({ db }, user.ulid),
    db.calConnections.disconnect(user.ulid),
  ]);
  return { ...viewOfConnection({ calOAuth }, null), ...counts };
}
