import { CalError } from "@reslot/cal";
import { DbError, Secret } from "@reslot/db";
import { inputs } from "@reslot/messages/inputs";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { learnAccountTimeZone } from "../cal-credentials/learn-account-time-zone.ts";
import { AppError } from "../core/errors/app-error.ts";

/**
 * Saves the person's Cal.com API key, after Cal.com itself has accepted it.
 * A second key replaces the first. One Cal.com account belongs to one person.
 *
 * @throws {AppError} INVALID_INPUT for a key Cal.com refuses, or an account another person has
 * connected; CAL_UNAVAILABLE, CAL_RATE_LIMITED. Nothing is saved then.
 */
export async function saveApiKey(
  deps: Needs<"cal" | "caches" | "db" | "log" | "newUlid">,
  { user }: Actor,
  apiKey: string,
): Promise<void> {
  const { cal, db, newUlid } = deps;
  const token = new Secret(apiKey);
  const use = { purpose: "view", by: user.ulid } as const;
  const me = await cal({ of: "newToken", token }, use).me.get().catch(refuseBadKey);
  await db.calConnections
    .saveApiKey({
      ulid: newUlid(),
      userUlid: user.ulid,
      apiKey: token,
      me: { calUserId: me.id, calUsername: me.username, calEmail: me.email },
    })
    .catch(refuseTakenAccount);
  await learnAccountTimeZone(deps, { userUlid: user.ulid, me });
}

function refuseBadKey(error: unknown): never {
  if (error instanceof CalError && (error.code === "TOKEN_INVALID" || error.code === "FORBIDDEN")) {
    throw refusedKey(inputs.apiKeyRefused, error);
  }
  throw error;
}

function refuseTakenAccount(error: unknown): never {
  if (error instanceof DbError && error.code === "CONFLICT") {
    throw refusedKey(inputs.accountTaken, error);
  }
  throw error;
}

function refusedKey(problem: string, cause: Error): AppError {
  return new AppError("INVALID_INPUT", { message: problem, details: { apiKey: problem }, cause });
}
