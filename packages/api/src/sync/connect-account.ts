import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { getCalConnection } from "../cal-connection/get-cal-connection.ts";
import {
  saveOAuthConnection,
  type FinishedOAuth,
  type OAuthCallback,
} from "../cal-connection/save-oauth-connection.ts";
import { saveApiKey } from "../cal-connection/save-api-key.ts";
import type { CalConnectionView } from "../cal-connection/types.ts";
import { withTimeout } from "../infra/with-timeout.ts";
import { hashAddress } from "../core/address/hash-address.ts";
import { askAboutCoaches } from "../sharing/ask-mentee.ts";
import { allowCoachOf } from "../sharing/decide.ts";
import { syncCoachNow, type SyncDeps } from "./sync-coach.ts";

/** How long a person who has just connected waits for their meetings; reading goes on after that. */
const timeoutMs = 5_000;

type ConnectDeps = SyncDeps & Needs<"calOAuth">;

/**
 * Connects the person's Cal.com account with an API key, imports their meetings, and reads which
 * calendars are checked. With `bookingUlid` that meeting's coach may see when the person is busy; the
 * person is asked about every other coach.
 *
 * @throws {AppError} as `saveApiKey`
 */
export async function connectWithApiKey(
  deps: ConnectDeps,
  actor: Actor,
  { apiKey, bookingUlid = null }: { apiKey: string; bookingUlid?: string | null | undefined },
): Promise<CalConnectionView> {
  await saveApiKey(deps, actor, apiKey);
  await importMeetings(deps, actor);
  await settleSharing(deps, actor, bookingUlid);
  return getCalConnection(deps, actor);
}

/** Completes a connection by OAuth, and imports the person's meetings once they are connected. */
export async function finishCalOAuth(
  deps: ConnectDeps,
  actor: Actor,
  callback: OAuthCallback,
): Promise<FinishedOAuth> {
  const finished = await saveOAuthConnection(deps, actor, callback);
  if (finished.kind !== "connected") return finished;
  await importMeetings(deps, actor);
  await settleSharing(deps, actor, finished.shareForBookingUlid);
  return finished;
}

/** Never rejects: what is not decided is asked on the pages. */
async function settleSharing(
  deps: ConnectDeps,
  actor: Actor,
  bookingUlid: string | null,
): Promise<void> {
  try {
    if (bookingUlid !== null) await allowCoachOf(deps, actor, bookingUlid);
    await askAboutCoaches(deps, actor.user.ulid);
  } catch (error) {
    deps.log.error("SHARING_ERROR", error, { userUlid: actor.user.ulid });
  }
}

/** Never rejects: the person is connected whatever comes of it. */
async function importMeetings(deps: SyncDeps, { user }: Actor): Promise<void> {
  const userUlid = user.ulid;
  const syncing = Promise.all([syncCoachNow(deps, userUlid), hurryCoachesOf(deps, userUlid)]).catch(
    (error: unknown) => {
      deps.log.error("SYNC_COACH_ERROR", error, { userUlid });
      return null;
    },
  );
  await withTimeout(syncing, timeoutMs);
}

/** The address of the account may be the one that coaches' bookings have the person under. */
async function hurryCoachesOf({ db }: SyncDeps, userUlid: string): Promise<void> {
  const connection = await db.calConnections.get(userUlid);
  if (connection?.calEmail) await db.coachSyncs.hurryForAddress(hashAddress(connection.calEmail));
}
