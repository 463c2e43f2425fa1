import type { ActorContext } from "../trpc/context.ts";
import { viewOfConnection } from "./get-cal-connection.ts";
import type { CalConnectionView } from "./types.ts";

/** Deletes our copy of the person's Cal.com credentials. Moves under way are finished without them. */
export async function disconnectCal({ ports, signedIn }: ActorContext): Promise<CalConnectionView> {
  await ports.db.calConnections.disconnect(signedIn.user.ulid);
  return viewOfConnection(ports, null);
}
