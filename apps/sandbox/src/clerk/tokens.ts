import { randomBytes } from "node:crypto";
import { SignJWT } from "jose";
import { toSeconds } from "../time/clock.ts";
import { issuerOf } from "./env.ts";
import type { Session } from "./records.ts";
import type { World } from "./world.ts";
import { minuteMs } from "../time/durations.ts";

// Clerk's category of session tokens; the SDK rejects any other.
const sessionTokenCategory = "cl_B7d4PD111AAA";

/**
 * A version 2 session token with the claim that Supabase needs and an instance must be configured
 * to add: `role: "authenticated"`.
 *
 * @param options.azp origin of the requesting page; none for the Backend API, as in the real
 * service
 * @param options.lifeSeconds lifetime; by default the instance's setting
 */
export function mintSessionToken(
  world: World,
  session: Session,
  options: { readonly azp: string | null; readonly lifeSeconds?: number },
): Promise<string> {
  const nowSeconds = toSeconds(world.clock.now());
  const minutesSinceSignIn = Math.floor((world.clock.now() - session.createdAt) / minuteMs);
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
