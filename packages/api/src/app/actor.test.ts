import type { User } from "@reslot/db";
import { describe, expect, it, vi } from "vitest";
import { Actor, type Context } from "./actor.ts";

interface Given {
  waitMs?: number;
  isStanding?: () => Promise<boolean>;
  isSignedIn?: boolean;
}

/** A request with a session, when so many ms are left of the rate limit. */
function arrange({ waitMs = 0, isStanding, isSignedIn = true }: Given = {}) {
  const app = {
    rateLimiter: { take: vi.fn(async () => waitMs) },
    settings: {},
    log: { info: vi.fn(), error: vi.fn() },
    telemetry: { count: vi.fn() },
    dbFor: () => "their own",
    db: "the server's",
  };
  const session = {
    kind: "session",
    clerkUserId: "user_1",
    via: "cookie",
    accessToken: async () => "token",
    isStanding: isStanding ?? "tokenIsEnough",
  };
  const caller = isSignedIn ? session : null;
  const user = async () => ({ ulid: "u" }) as User;
  const context = { app, caller, request: {}, user } as unknown as Context;
  const load = vi.fn(async (actor: Actor) => actor.reads);
  const admit = (needsActiveSession = true) =>
    Actor.admit(context, { limit: "write", needsActiveSession }, load);
  return { admit, app };
}

describe("the admission of a request", () => {
  it("gives a person their own client of the database", async () => {
    expect(await arrange().admit()).toBe("their own");
  });

  it("counts the request, and refuses one too many", async () => {
    const { admit, app } = arrange({ waitMs: 7_000 });

    await expect(admit()).rejects.toMatchObject({
      code: "RATE_LIMITED",
      details: { retryAfterMs: 7_000 },
    });
    expect(app.rateLimiter.take).toHaveBeenCalledOnce();
  });

  it("is refused to a session that was ended, where something is to be changed", async () => {
    const { admit } = arrange({ isStanding: async () => false });

    await expect(admit()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await admit(false)).toBe("their own");
  });

  it("does not depend on whether the identity provider answers", async () => {
    const { admit, app } = arrange({ isStanding: () => Promise.reject(new Error("down")) });

    expect(await admit()).toBe("their own");
    expect(app.log.error).toHaveBeenCalledWith("SESSION_CHECK_ERROR", expect.any(Error));
  });

  it("is refused to a caller who is not signed in", async () => {
    await expect(arrange({ isSignedIn: false }).admit()).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });
});
