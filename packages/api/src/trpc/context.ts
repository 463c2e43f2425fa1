import type { Db, User } from "@reslot/db";
import { getOrCreateUser } from "../person/get-or-create-user.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Ports } from "../app/ports.ts";

/** Who sent the request, as the host has already verified it. */
export type Caller =
  | {
      kind: "session";
      clerkUserId: string;
      via: "cookie" | "bearer";
      /** A fresh token of that session; it lives a minute at most. */
      accessToken: () => Promise<string | null>;
      /** Whether that session has not been ended, asked now. Left out, a valid token is enough for changes too. */
      isStanding?: () => Promise<boolean>;
    }
  | { kind: "apiKey"; clerkUserId: string; scopes: readonly string[] };

/** What the origin rule and the log need of the HTTP request. */
export interface RequestInfo {
  origin: string | null;
  contentType: string | null;
  secFetchSite?: string | null;
  requestId: string;
}

/** The person a request acts for. */
export interface Actor {
  user: User;
  /** For reads: under row level security when a session called, else the server's client. */
  reads: Db;
}

export interface Context {
  ports: Ports;
  caller: Caller | null;
  request: RequestInfo;
  /** @throws {AppError} UNAUTHENTICATED; one look-up for all calls of a batch */
  actor(): Promise<Actor>;
}

/** The context of a procedure for signed-in people. */
export interface ActorContext extends Context {
  signedIn: Actor;
}

/**
 * Binds the ports once; the result makes one context per request. Nothing is read until a
 * procedure asks for the actor.
 */
export function createContext(
  ports: Ports,
): (input: { caller: Caller | null; request: RequestInfo }) => Promise<Context> {
  return async ({ caller, request }) => {
    let actor: Promise<Actor> | undefined;
    return {
      ports,
      caller,
      request,
      actor: () => (actor ??= resolveActor(ports, caller)),
    };
  };
}

async function resolveActor(ports: Ports, caller: Caller | null): Promise<Actor> {
  if (!caller) throw new AppError("UNAUTHENTICATED");
  const { clerkUserId } = caller;
  const { value: user } = await ports.caches.users.get(clerkUserId, () =>
    getOrCreateUser(ports, clerkUserId),
  );
  const reads = caller.kind === "session" ? ports.dbFor(caller.accessToken) : ports.db;
  return { user, reads };
}
