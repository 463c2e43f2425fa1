import { CalError, type CalErrorCode } from "@reslot/cal";
import { fixedClock, formatInstant, hourMs, minuteMs, parseInstant } from "@reslot/cal/time";
import type { CalConnection } from "@reslot/db";
import { describe, expect, it, vi } from "vitest";
import { createCaches } from "../infra/cache/caches.ts";
import type { OpenConnection } from "../core/connection.ts";
import { createCalAccounts } from "./cal-accounts.ts";

const now = parseInstant("2026-12-01T09:00:00.000Z");

/** An account whose token was last proven so long ago, and is answered by `answer` when it is asked for again. */
function arrange(provenMsAgo: number, answer: CalErrorCode | "accepted" = "accepted") {
  const clock = fixedClock(formatInstant(now));
  const connection = {
    userUlid: "u",
    generation: 3,
    kind: "apiKey",
    status: "connected",
    provenAt: formatInstant(now - provenMsAgo),
  } as CalConnection;
  const get = vi.fn(async () => {
    if (answer !== "accepted") throw new CalError(answer);
    return { timeZone: null };
  });
  const use = { purpose: "move", by: "u" };
  const opened = { status: "connected", connection, client: { me: { get } }, use };
  const calConnections = {
    getWithToken: vi.fn(async () => ({ connection, token: null, accessExpiresAt: null })),
    markProven: vi.fn(async () => true),
    markNeedsReconnect: vi.fn(async () => true),
  };
  const users = { learnTimeZone: async () => [] };
  const accounts = createCalAccounts({
    clock,
    caches: createCaches(clock, 120_000),
    cal: () => opened.client,
    credentialBudgets: { prepare: () => undefined, takeIn: () => undefined },
    db: { calConnections, users },
    log: { info: vi.fn(), error: vi.fn() },
  } as unknown as Parameters<typeof createCalAccounts>[0]);
  return {
    verify: () => accounts.verify(opened as unknown as OpenConnection),
    get,
    ...calConnections,
  };
}

describe("a token", () => {
  it("is trusted for a minute after Cal.com has accepted it", async () => {
    const { verify, get } = arrange(minuteMs - 1);

    expect(await verify()).toMatchObject({ kind: "verified" });
    expect(get).not.toHaveBeenCalled();
  });

  it.each([minuteMs, hourMs, -1])("is verified again %i ms after it was", async (ageMs) => {
    const { verify, get, markProven } = arrange(ageMs);

    expect(await verify()).toMatchObject({ kind: "verified" });
    expect(get).toHaveBeenCalledOnce();
    expect(markProven).toHaveBeenCalledExactlyOnceWith({ userUlid: "u", generation: 3 });
  });

  it.each(["TOKEN_INVALID", "FORBIDDEN"] as const)(
    "that Cal.com refuses with %s asks for a reconnection",
    async (code) => {
      const { verify, markNeedsReconnect } = arrange(minuteMs, code);

      expect(await verify()).toEqual({ kind: "needsReconnect" });
      expect(markNeedsReconnect).toHaveBeenCalledExactlyOnceWith({ userUlid: "u", generation: 3 });
    },
  );

  it("is not judged while Cal.com does not answer", async () => {
    const { verify, markNeedsReconnect } = arrange(minuteMs, "UNREACHABLE");

    await expect(verify()).rejects.toMatchObject({ code: "UNREACHABLE" });
    expect(markNeedsReconnect).not.toHaveBeenCalled();
  });
});
