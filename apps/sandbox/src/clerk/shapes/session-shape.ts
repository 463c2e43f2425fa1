import { notFound } from "../problem.ts";
import type { Session } from "../records.ts";
import { isActive } from "../sessions.ts";
import { mintSessionToken } from "../tokens.ts";
import type { World } from "../world.ts";
import { publicUserShape, userShape } from "./user-shape.ts";
import { dayMs } from "../../time/durations.ts";

const abandonMs = 30 * dayMs;

/** A session in the Backend API. */
export function backendSessionShape(world: World, session: Session) {
  return {
    object: "session",
    id: session.id,
    client_id: session.clientId,
    user_id: session.userId,
    status: session.status === "active" && !isActive(world, session) ? "expired" : session.status,
    last_active_at: world.clock.now(),
    expire_at: session.expireAt,
    abandon_at: session.expireAt + abandonMs,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}

/** A session in the Frontend API, with a fresh token while it is active. */
export async function sessionShape(world: World, session: Session, azp: string | null) {
  const user = world.store.users.get(session.userId);
  if (user === undefined) throw notFound("The session's user");
  const jwt = isActive(world, session) ? await mintSessionToken(world, session, { azp }) : null;
  return {
    ...backendSessionShape(world, session),
    factor_verification_age: [0, -1],
    last_active_token: jwt === null ? null : { object: "token", id: "", jwt },
    last_active_organization_id: null,
    actor: null,
    tasks: null,
    user: userShape(user),
    public_user_data: { ...publicUserShape(user), identifier: user.email, user_id: user.id },
  };
}
