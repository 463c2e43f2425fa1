import { newId } from "./ids.ts";
import type { Client, Session, User } from "./records.ts";
import type { World } from "./world.ts";
import { weekMs } from "../time/durations.ts";

const sessionLifeMs = weekMs;

export function createClient(world: World): Client {
  const client: Client = {
    id: newId("client"),
    token: newId("dvb"),
    sessionId: null,
    signInId: null,
    createdAt: world.clock.now(),
  };
  world.store.clients.set(client.token, client);
  return client;
}

/** Signs the user in on this client and ends the session it had. */
export function startSession(world: World, client: Client, user: User): Session {
  const now = world.clock.now();
  endSession(world, client);
  const session: Session = {
    id: newId("sess"),
    userId: user.id,
    clientId: client.id,
    status: "active",
    createdAt: now,
    updatedAt: now,
    expireAt: now + sessionLifeMs,
  };
  world.store.sessions.set(session.id, session);
  client.sessionId = session.id;
  client.signInId = null;
  user.lastSignInAt = now;
  return session;
}

/** Ends the client's session. */
export function endSession(world: World, client: Client): void {
  const session = activeSession(world, client);
  if (session !== null) Object.assign(session, { status: "ended", updatedAt: world.clock.now() });
  client.sessionId = null;
}

/** The client's session, if it is active and its user still exists. */
export function activeSession(world: World, client: Client | null): Session | null {
  if (client === null || client.sessionId === null) return null;
  const session = world.store.sessions.get(client.sessionId);
  return session !== undefined && isActive(world, session) ? session : null;
}

export function isActive(world: World, session: Session): boolean {
  const isKnown = world.store.users.has(session.userId);
  return isKnown && session.status === "active" && session.expireAt > world.clock.now();
}
