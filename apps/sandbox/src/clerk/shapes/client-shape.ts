import type { Client } from "../records.ts";
import { activeSession } from "../sessions.ts";
import type { World } from "../world.ts";
import { sessionShape } from "./session-shape.ts";
import { signInShape } from "./sign-in-shape.ts";

/** A browser with its session and its sign-in in progress; null for an unknown browser. */
export async function clientShape(world: World, client: Client | null, azp: string | null) {
  if (client === null) return null;
  const session = activeSession(world, client);
  const signIn = client.signInId === null ? undefined : world.store.signIns.get(client.signInId);
  return {
    object: "client",
    id: client.id,
    sessions: session === null ? [] : [await sessionShape(world, session, azp)],
    sign_in: signIn === undefined ? null : signInShape(world, signIn),
    sign_up: null,
    last_active_session_id: session?.id ?? null,
    last_authentication_strategy: null,
    cookie_expires_at: null,
    captcha_bypass: true,
    created_at: client.createdAt,
    // clerk-js keeps this in a cookie and rejects tokens that are older.
    updated_at: session?.createdAt ?? client.createdAt,
  };
}
