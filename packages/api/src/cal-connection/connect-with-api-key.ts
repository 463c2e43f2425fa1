import { CalError } from "@reslot/cal";
import { DbError, Secret } from "@reslot/db";
import { inputs } from "@reslot/messages/inputs";
import type { ActorContext } from "../trpc/context.ts";
import { AppError } from "../core/errors/app-error.ts";
import { viewOfConnection } from "./get-cal-connection.ts";
import { syncAfterConnecting } from "../sync/sync-after-connecting.ts";
import type { CalConnectionView } from "./types.ts";

/**
 * Connects the person's Cal.com account with an API key, after Cal.com itself has accepted it.
 * A second key replaces the first. One Cal.com account belongs to one person.
 *
 * @throws {AppError} INVALID_INPUT for a key Cal.com refuses, or an account somebody else has
 * connected; CAL_UNAVAILABLE, CAL_RATE_LIMITED. Nothing is saved then.
 */
export async function connectWithApiKey(
  { ports, signedIn }: ActorContext,
  apiKey: string,
): Promise<CalConnectionView> {
  const token = new Secret(apiKey);
  const me = await ports.cal(token).me.get().catch(refuseBadKey);
  const connection = await ports.db.calConnections
    .saveApiKey({
      ulid: ports.newUlid(),
      userUlid: signedIn.user.ulid,
      apiKey: token,
      me: { calUserId: me.id, calUsername: me.username, calEmail: me.email },
    })
    .catch(refuseTakenAccount);
  await syncAfterConnecting(ports, signedIn.user.ulid);
  return viewOfConnection(ports, connection);
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
