import { compactVerify, SignJWT } from "jose";
import { z } from "zod";
import type { World } from "../world.ts";

const claimsSchema = z.object({
  token_type: z.enum(["Access Token", "Refresh Token", "Session"]),
  userId: z.number(),
  /** Both empty in a session token. */
  clientId: z.string(),
  grantId: z.string(),
  jti: z.string(),
  exp: z.number(),
});
/** The claims of a token. Instants are in seconds, as in every JWT. */
type Claims = z.infer<typeof claimsSchema>;

/** Signs a JWT (HS256) that expires `ttlSeconds` after the service's now. Every token is unique. */
export async function signToken(
  world: World,
  claims: Omit<Claims, "jti" | "exp">,
  ttlSeconds: number,
): Promise<{ token: string; id: string; expiresAt: number }> {
  const now = Math.floor(world.clock.now() / 1000);
  const id = world.random.uuid();
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setJti(id)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(keyOf(world));
  return { token, id, expiresAt: (now + ttlSeconds) * 1000 };
}

/** The claims of a token of that kind; null if it is forged or expired, or its grant was revoked. */
export async function readToken(
  world: World,
  kind: Claims["token_type"],
  token: string,
): Promise<Claims | null> {
  const payload = await verify(world, token);
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success || parsed.data.token_type !== kind) return null;
  if (parsed.data.exp * 1000 <= world.clock.now()) return null;
  const { grants } = world.store.state.oauth;
  const isGranted = kind === "Session" || grants.some((grant) => grant.id === parsed.data.grantId);
  return isGranted ? parsed.data : null;
}

async function verify(world: World, token: string): Promise<unknown> {
  try {
    const { payload } = await compactVerify(token, keyOf(world), { algorithms: ["HS256"] });
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return null;
  }
}

function keyOf(world: World): Uint8Array {
  return new TextEncoder().encode(world.store.state.oauth.signingKey);
}
