import { randomBytes } from "node:crypto";
import { SignJWT } from "jose";
import { toSeconds } from "./clock.ts";
import { issuerOf } from "./env.ts";
import type { Session } from "./records.ts";
import type { World } from "./world.ts";

// The category that Clerk gives to session tokens; its SDK refuses any other where a session is wanted.
const sessionTokenCategory = "cl_B7d4PD111AAA";

/**
 * A session token, version 2, with the one claim that an instance has to be configured to add for Supabase:
 * `role: "authenticated"`.
 *
 * @param options.azp origin of the page that asked; tokens for servers carry none, as at the real service.
 * @param options.lifeSeconds how long it is valid, by default as long as the instance says.
 */
export function mintSessionToken(
  world: World,
  session: Session,
  options: { readonly azp: string | null; readonly lifeSeconds?: number },
): Promise<string> {
  const nowSeconds = toSeconds(world.clock.now());
  const minutesSinceSignIn = Math.floor((world.clock.now() - session.createdAt) / 60_000);
  return new SignJWT({
    role: "authenticated",
    ...(options.azp === null ? {} : { azp: options.azp }),
    sid: session.id,
    sts: "active",
    fva: [minutesSinceSignIn, -1],
    v: 2,
    jti: randomBytes(10).toString("hex"),
  })
    .setProtectedHeader({
      alg: "RS256",
      cat: sessionTokenCategory,
      kid: world.signingKey.kid,
      typ: "JWT",
    })
    .setIssuer(issuerOf(world.env.publishableKey))
    .setSubject(session.userId)
    .setIssuedAt(nowSeconds)
    .setNotBefore(nowSeconds - 10)
    .setExpirationTime(nowSeconds + (options.lifeSeconds ?? world.env.tokenSeconds))
    .sign(world.signingKey.privateKey);
}
