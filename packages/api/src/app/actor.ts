import type { Db, User } from "@reslot/db";
import { AppError } from "../core/errors/app-error.ts";
import type { App } from "./app.ts";
import { enforcePersonLimit, type PersonLimit } from "./call-limits.ts";
import type { Caller, RequestInfo } from "./caller.ts";
import { requireActiveSession } from "./require-active-session.ts";

/** One request. What is in it has not been admitted yet: only an `Actor` acts. */
export interface Context {
  app: App;
  caller: Caller | null;
  request: RequestInfo;
  /**
   * The caller's row; one look-up for all calls of a batch, and none where `ahead` brings it.
   *
   * @throws {AppError} UNAUTHENTICATED
   */
  user(ahead?: Promise<User | null>): Promise<User>;
}

/** What a request must pass before it acts. */
export interface Admission {
  limit: PersonLimit;
  /** Whether a session that was ended within its token's last minute is refused. */
  needsActiveSession: boolean;
  /** Starts to read what `load` will need before the caller's row is known; resolves with that row if it reads it. */
  readAhead?: (reads: Db, clerkUserId: string) => Promise<User | null>;
  /** Whether the request repeats one that is known: it gets its answer again, whatever the counts say. */
  isRepeat?: (user: User) => Promise<boolean>;
}

/**
 * A person whose request was admitted. There is no other way to get one than `admit`, and every
 * function that acts for a person asks for one, so no endpoint can leave the admission out.
 */
export class Actor {
  readonly user: User;
  /** For reads: under row-level security when a session called, else the server's client. */
  readonly reads: Db;

  private constructor(user: User, reads: Db) {
    this.user = user;
    this.reads = reads;
  }

  /**
   * Admits a request: rate limit, active session and the person's row, in parallel with `load`, which
   * must only read: its result is released only once all of them have passed. A refusal wins over a failure of `load`.
   *
   * @throws {AppError} UNAUTHENTICATED RATE_LIMITED SERVICE_BUSY, and whatever `load` throws
   */
  static async admit<Loaded>(
    context: Context,
    { limit, needsActiveSession, readAhead, isRepeat }: Admission,
    load: (actor: Actor) => Promise<Loaded>,
  ): Promise<Loaded> {
    const { app, caller } = context;
    if (!caller) throw new AppError("UNAUTHENTICATED");
    const reads = caller.kind === "session" ? app.dbFor(caller.accessToken) : app.db;
    const ahead = readAhead?.(reads, caller.clerkUserId);
    ahead?.catch(() => undefined); // `load` awaits it
    const loading = context.user(ahead).then((row) => load(new Actor(row, reads)));
    loading.catch(() => undefined); // reported below, unless the request is refused first
    const counted = enforcePersonLimit(app, { clerkUserId: caller.clerkUserId, kind: limit });
    await Promise.all([
      counted.catch(async (refusal: unknown) => {
        const known = context.user().then((user) => isRepeat?.(user));
        if (!(await known.catch(() => false))) throw refusal;
      }),
      needsActiveSession ? requireActiveSession(app, caller) : null,
    ]);
    return loading;
  }
}
