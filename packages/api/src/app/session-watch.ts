import type { SteadyClock } from "@reslot/cal/time";

/** Asks whether the sessions that opened streams are still active. */
export interface SessionWatch {
  /** @param end is called once when the session is seen to be over, unless `leave` was called */
  follow(session: { isStanding: () => Promise<boolean>; end: () => void }): WatchedSession;
}

interface WatchedSession {
  /** Before something is told: asks again when the last answer is a minute old, and ends the stream. */
  isStanding(): Promise<boolean>;
  leave(): void;
}

interface WatchOptions {
  clock: Pick<SteadyClock, "elapsed">;
  everyMs?: number;
  /** Questions in each round: what bounds the calls to the identity provider. */
  perRound?: number;
}

/** As long as a token of an ended session is valid elsewhere. */
const trustedMs = 60_000;

interface Followed {
  isStanding: () => Promise<boolean>;
  end: () => void;
  /** When it was last known to be active, as far as that is known. */
  askedAt: number;
}

/**
 * Each session is asked about once a minute, the one that waited longest first; where there are more than that allows,
 * later, but always before its stream tells anything. Asks nothing while there are no streams.
 */
export function createSessionWatch({
  clock,
  everyMs = 1_000,
  perRound = 5,
}: WatchOptions): SessionWatch {
  /** In the order of `askedAt`. */
  const followed = new Set<Followed>();
  let timer: NodeJS.Timeout | undefined;

  async function ask(session: Followed): Promise<boolean> {
    followed.delete(session);
    session.askedAt = clock.elapsed();
    followed.add(session);
    if (await session.isStanding()) return true;
    if (leave(session)) session.end();
    return false;
  }

  function leave(session: Followed): boolean {
    const wasFollowed = followed.delete(session);
    if (followed.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    return wasFollowed;
  }

  const isDue = ({ askedAt }: Followed) => clock.elapsed() - askedAt >= trustedMs;

  function round(): void {
    const due: Followed[] = [];
    for (const session of followed) {
      if (due.length === perRound || !isDue(session)) break;
      due.push(session);
    }
    for (const session of due) void ask(session);
  }

  return {
    follow(session) {
      const own: Followed = { ...session, askedAt: clock.elapsed() };
      followed.add(own);
      timer ??= setInterval(round, everyMs).unref();
      return {
        isStanding: async () => (isDue(own) ? ask(own) : followed.has(own)),
        leave: () => void leave(own),
      };
    },
  };
}
