import type { CalClient, OnTokenRefused } from "@reslot/cal";
import { CalOAuthError } from "@reslot/cal/oauth";
import type { CalConnection, Secret } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { CalUse } from "../core/cal-use.ts";
import type { FreshToken } from "../core/connection.ts";
import { refreshAccessToken, type RefreshDeps } from "./refresh-access-token.ts";

interface Account {
  connection: CalConnection;
  token: Secret;
  use: CalUse;
}

/**
 * Cal.com's API as one person, with a token that looks after itself. When Cal.com refuses it, an
 * access token is refreshed once under the lease, and an API key is marked `needsReconnect`. So is a new
 * access token that even `GET /v2/me` refuses; one that another endpoint refuses may be good elsewhere.
 */
export function createAccountClient(
  deps: RefreshDeps & Needs<"cal">,
  { connection, token, use }: Account,
): CalClient {
  const { userUlid } = connection;
  let renewal: Promise<FreshToken> | undefined;
  const onTokenRefused: OnTokenRefused = async (refused, operation) => {
    renewal ??= renew(deps, connection).catch((error: unknown) => {
      renewal = undefined; // the database did not answer: the next refusal tries again
      throw error;
    });
    const fresh = await renewal;
    if (fresh.kind !== "usable") return null;
    if (refused !== fresh.token.reveal()) return fresh.token.reveal();
    if (operation !== "me.get") return null;
    const { generation } = fresh;
    await deps.db.calConnections.markNeedsReconnect({ userUlid, generation });
    return null;
  };
  return deps.cal({ of: "account", userUlid, token }, { ...use, onTokenRefused });
}

async function renew(
  deps: RefreshDeps,
  { userUlid, generation, kind }: CalConnection,
): Promise<FreshToken> {
  if (kind === "apiKey") {
    await deps.db.calConnections.markNeedsReconnect({ userUlid, generation });
    return { kind: "needsReconnect" };
  }
  const fresh = await refreshAccessToken(deps, { userUlid, refused: generation }).catch(
    (error: unknown): FreshToken => {
      if (!(error instanceof CalOAuthError)) throw error;
      return { kind: "none" };
    },
  );
  const isNew = fresh.kind === "usable" && fresh.generation !== generation;
  return isNew ? fresh : { kind: "none" };
}
