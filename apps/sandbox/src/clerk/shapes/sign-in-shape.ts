import type { SignIn } from "../records.ts";
import type { World } from "../world.ts";
import { publicUserShape } from "./user-shape.ts";
import { dayMs } from "../../time/durations.ts";

const abandonMs = dayMs;

/** A sign-in: its user, its next step and, once complete, its session. */
export function signInShape(world: World, signIn: SignIn) {
  const { user } = signIn;
  return {
    object: "sign_in",
    id: signIn.id,
    status: statusOf(signIn),
    supported_identifiers: ["email_address"],
    identifier: user?.email ?? null,
    user_data: user === null ? null : publicUserShape(user),
    supported_first_factors: user === null ? null : [{ strategy: "password" }],
    supported_second_factors: null,
    first_factor_verification: null,
    second_factor_verification: null,
    created_session_id: signIn.createdSessionId,
    abandon_at: world.clock.now() + abandonMs,
    timezone: null,
  };
}

function statusOf({ user, createdSessionId }: SignIn): string {
  if (createdSessionId !== null) return "complete";
  return user === null ? "needs_identifier" : "needs_first_factor";
}
