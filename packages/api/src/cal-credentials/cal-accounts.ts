import { type CalClient, CalError } from "@reslot/cal";
import { CalOAuthError } from "@reslot/cal/oauth";
import { parseInstant } from "@reslot/cal/time";
import type { AccountWithToken, SealedAccount } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type {
  CalAccounts,
  Connection,
  Connections,
  FreshToken,
  OpenConnection,
  ReadAccounts,
  Verification,
} from "../core/connection.ts";
import type { CalUse } from "../core/cal-use.ts";
import { createAccountClient } from "./account-client.ts";
import { learnAccountTimeZone } from "./learn-account-time-zone.ts";
import { refreshAccessToken, refreshBeforeMs, type RefreshDeps } from "./refresh-access-token.ts";

type AccountDeps = RefreshDeps & Needs<"cal" | "credentialBudgets">;

/** How long a token that Cal.com has accepted is trusted without asking again. */
const trustedForMs = 60_000;

/** Opens and verifies people's Cal.com accounts. Cheap to create; concurrent reads are shared through the caches. */
export function createCalAccounts(deps: AccountDeps): CalAccounts {
  return {
    open: (userUlid, use) => openConnection(deps, userUlid, use),
    openPair: (read, use) => openBoth(deps, read, use),
    prepare({ coachUserUlid, menteeUserUlid }, use) {
      for (const userUlid of [coachUserUlid, menteeUserUlid])
        deps.credentialBudgets.prepare({ of: "account", userUlid }, use);
    },
    takeIn({ coachUserUlid, menteeUserUlid }, use, leased) {
      for (const userUlid of [coachUserUlid, menteeUserUlid])
        deps.credentialBudgets.takeIn({ of: "account", userUlid }, use, leased);
    },
    verify: (connection) => verify(deps, connection),
  };
}

async function openBoth(
  deps: AccountDeps,
  { booking: { coachUserUlid, menteeUserUlid }, coachAccount, menteeAccount }: ReadAccounts,
  use: CalUse,
): Promise<Connections> {
  const open = (userUlid: string, sealed: SealedAccount | null) =>
    openStored(deps, { userUlid, use, read: () => unseal(deps, sealed) });
  const [coach, mentee] = await Promise.all([
    open(coachUserUlid, coachAccount),
    open(menteeUserUlid, menteeAccount),
  ]);
  return { coach, mentee };
}

async function unseal(
  { db }: Needs<"db">,
  sealed: SealedAccount | null,
): Promise<AccountWithToken | null> {
  return sealed && db.calConnections.unseal(sealed);
}

function openConnection(deps: AccountDeps, userUlid: string, use: CalUse): Promise<Connection> {
  const read = () => deps.db.calConnections.getWithToken(userUlid);
  return openStored(deps, { userUlid, use, read });
}

interface StoredAccount {
  userUlid: string;
  use: CalUse;
  read: () => Promise<AccountWithToken | null>;
}

/** A token that cannot be decrypted any more asks for a reconnection, like one that Cal.com refuses. */
async function openStored(
  deps: AccountDeps,
  { userUlid, use, read }: StoredAccount,
): Promise<Connection> {
  deps.credentialBudgets.prepare({ of: "account", userUlid }, use);
  const account = await read().catch((error: unknown) => {
    if (!(error instanceof RangeError)) throw error;
    deps.log.error("CAL_TOKEN_ERROR", error, { userUlid });
    return "unreadable" as const;
  });
  if (!account) return { status: "notConnected" };
  if (account === "unreadable" || account.connection.status === "needsReconnect") {
    return { status: "needsReconnect" };
  }
  const { connection } = account;
  const fresh = isExpiring(deps, account)
    ? await replaceToken(deps, userUlid)
    : { kind: "usable" as const, token: account.token, generation: connection.generation };
  switch (fresh.kind) {
    case "none":
      return { status: "notConnected" };
    case "needsReconnect":
      return { status: fresh.kind };
    case "unreachable":
      return { status: fresh.kind, cause: fresh.cause };
    case "usable": {
      const current = { ...connection, generation: fresh.generation };
      const { token } = fresh;
      const clientFor = (purpose: CalUse) =>
        createAccountClient(deps, { connection: current, token, use: purpose });
      const client = clientFor(use);
      const refreshing =
        use.purpose === "view" ? clientFor({ purpose: "refresh", by: use.by }) : client;
      const known = account.calFacts;
      return { status: "connected", connection: current, client, refreshing, known, use };
    }
  }
}

function isExpiring({ clock }: Needs<"clock">, { accessExpiresAt }: AccountWithToken): boolean {
  return accessExpiresAt !== null && parseInstant(accessExpiresAt) - clock.now() < refreshBeforeMs;
}

async function replaceToken(
  deps: RefreshDeps,
  userUlid: string,
): Promise<FreshToken | { kind: "unreachable"; cause: CalError }> {
  return refreshAccessToken(deps, { userUlid }).catch((error: unknown) => {
    if (!(error instanceof CalOAuthError)) throw error;
    return { kind: "unreachable" as const, cause: toCalError(error) };
  });
}

/** Where a rate limit is all that stops it, it is we who wait. */
function toCalError({ code, reason, retryAfterMs }: CalOAuthError): CalError {
  const operation = "refresh";
  if (reason === "heldBack") return new CalError("HELD_BACK", { operation, retryAfterMs });
  if (code === "RATE_LIMITED") return new CalError("RATE_LIMITED", { operation, retryAfterMs });
  return new CalError("UNREACHABLE", { operation });
}

async function verify(deps: AccountDeps, opened: Connection): Promise<Verification> {
  if (opened.status === "unreachable") throw opened.cause;
  if (opened.status !== "connected") return { kind: opened.status };
  const { client } = opened;
  if (isTrusted(opened, deps.clock.now())) return { kind: "verified", client };
  const me = await readMe(client);
  if (!me) return verifyAfterRefusal(deps, opened);
  const { userUlid, generation } = opened.connection;
  void learnAccountTimeZone(deps, { userUlid, me });
  // Not awaited: if it is lost, the token is verified once more.
  deps.db.calConnections
    .markProven({ userUlid, generation })
    .catch((error: unknown) => deps.log.error("CAL_TOKEN_ERROR", error, { userUlid }));
  return { kind: "verified", client };
}

/** Since it was opened, the account may have been disconnected, connected again, or its token may have expired. */
async function verifyAfterRefusal(
  deps: AccountDeps,
  { connection: { userUlid, generation }, use }: OpenConnection,
): Promise<Verification> {
  const now = await openConnection(deps, userUlid, use);
  const isSame = now.status === "connected" && now.connection.generation === generation;
  if (!isSame) return verify(deps, now);
  await deps.db.calConnections.markNeedsReconnect({ userUlid, generation });
  return { kind: "needsReconnect" };
}

function isTrusted({ connection }: OpenConnection, now: number): boolean {
  const ageMs = now - parseInstant(connection.provenAt);
  return ageMs >= 0 && ageMs < trustedForMs;
}

/** The account; null when Cal.com refuses the token. */
async function readMe(client: CalClient) {
  return client.me.get().catch((error: unknown) => {
    const isRefusal = error instanceof CalError && isRefusedCode(error);
    if (!isRefusal) throw error;
    return null;
  });
}

function isRefusedCode({ code }: CalError): boolean {
  return code === "TOKEN_INVALID" || code === "FORBIDDEN";
}
