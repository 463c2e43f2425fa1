import type { User } from "@reslot/db";
import type { Context } from "../app/actor.ts";
import type { App } from "../app/app.ts";
import type { Caller, RequestInfo } from "../app/caller.ts";
import { AppError } from "../core/errors/app-error.ts";
import { withTimeout } from "../infra/with-timeout.ts";
import { getOrCreateUser } from "../person/get-or-create-user.ts";
import { syncNewPerson } from "../sync/sync-new-person.ts";

/** How long a first request waits for the person's meetings to be found. */
const firstSyncTimeoutMs = 3_000;

/**
 * Binds the app once; the result makes one context per request. Nothing is read until a procedure
 * asks for the person.
 */
export function createContext(
  app: App,
): (input: { caller: Caller | null; request: RequestInfo }) => Promise<Context> {
  return async ({ caller, request }) => {
    let user: Promise<User> | undefined;
    const find = (ahead?: Promise<User | null>) => (user ??= findUser(app, caller, ahead));
    return { app, caller, request, user: find };
  };
}

async function findUser(
  app: App,
  caller: Caller | null,
  ahead?: Promise<User | null>,
): Promise<User> {
  if (!caller) throw new AppError("UNAUTHENTICATED");
  const { clerkUserId } = caller;
  const { value } = await app.caches.users.get(clerkUserId, async () => {
    const read = await ahead?.catch(() => null); // what failed may be the call's own fault
    if (read) return read;
    const { user, newAddresses } = await getOrCreateUser(app, clerkUserId);
    if (newAddresses.length === 0) return user;
    await withTimeout(syncNewPerson(app, user, newAddresses), firstSyncTimeoutMs);
    return (await app.db.users.getByClerkId(clerkUserId)) ?? user; // with the time zone found there
  });
  return value;
}
