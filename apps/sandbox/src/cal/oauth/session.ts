import { findUser } from "../state/find.ts";
import type { User } from "../state/state.ts";
import type { World } from "../world.ts";
import { readToken, signToken } from "./tokens.ts";

const cookieName = "next-auth.session-token";
const ttlSeconds = 30 * 24 * 60 * 60;

/** The user who is signed in to the service's own pages, by cookie. */
export async function sessionUser(world: World, cookies: string | null): Promise<User | null> {
  const match = new RegExp(String.raw`(?:^|;\s*)${cookieName}=([^;]+)`).exec(cookies ?? "");
  const claims = match?.[1] === undefined ? null : await readToken(world, "Session", match[1]);
  return claims === null ? null : (findUser(world, claims.userId) ?? null);
}

/** The Set-Cookie value of a 30-day session. */
export async function sessionCookie(world: World, user: User): Promise<string> {
  const claims = { token_type: "Session", userId: user.id, clientId: "", grantId: "" } as const;
  const { token } = await signToken(world, claims, ttlSeconds);
  return `${cookieName}=${token}; Path=/; Max-Age=${ttlSeconds}; HttpOnly; SameSite=Lax`;
}
