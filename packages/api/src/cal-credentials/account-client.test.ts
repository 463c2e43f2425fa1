import type { CalClientOptions } from "@reslot/cal";
import { fixedClock } from "@reslot/cal/time";
import { Secret } from "@reslot/db";
import { describe, expect, it, vi } from "vitest";
import { createAccountClient } from "./account-client.ts";

type OnTokenRefused = NonNullable<CalClientOptions["onTokenRefused"]>;

/** What happens when Cal.com refuses a token of an account whose refresh gives the token "new". */
function arrange(kind: "apiKey" | "oauth" = "oauth") {
  const markNeedsReconnect = vi.fn(async () => undefined);
  let refuse: OnTokenRefused = async () => null;
  createAccountClient(
    {
      cal: (_credential: unknown, options: { onTokenRefused: OnTokenRefused }) => {
        refuse = options.onTokenRefused;
        return {};
      },
      caches: {
        refreshes: async () => ({ kind: "usable", token: new Secret("new"), generation: 2 }),
      },
      clock: fixedClock("2026-11-25T12:00:00Z"),
      db: { calConnections: { markNeedsReconnect } },
    } as unknown as Parameters<typeof createAccountClient>[0],
    {
      connection: { userUlid: "u", generation: 1, kind } as Parameters<
        typeof createAccountClient
      >[1]["connection"],
      token: new Secret("old"),
      use: { purpose: "sync" },
    },
  );
  return {
    refuse: (token: string, operation: string) => refuse(token, operation),
    markNeedsReconnect,
  };
}

describe("an account's token that Cal.com refuses", () => {
  it("is refreshed once, however many calls were refused together", async () => {
    const { refuse, markNeedsReconnect } = arrange();

    expect(await Promise.all([refuse("old", "slots.list"), refuse("old", "me.get")])).toEqual([
      "new",
      "new",
    ]);
    expect(markNeedsReconnect).not.toHaveBeenCalled();
  });

  it("asks for a reconnection when /v2/me refuses the new one as well", async () => {
    const { refuse, markNeedsReconnect } = arrange();
    await refuse("old", "me.get");

    expect(await refuse("new", "me.get")).toBeNull();
    expect(markNeedsReconnect).toHaveBeenCalledWith({ userUlid: "u", generation: 2 });
  });

  it("keeps the connection when only another endpoint refuses the new one", async () => {
    const { refuse, markNeedsReconnect } = arrange();
    await refuse("old", "eventTypes.get");

    expect(await refuse("new", "eventTypes.get")).toBeNull();
    expect(markNeedsReconnect).not.toHaveBeenCalled();
  });

  it("asks for a reconnection at once for an API key", async () => {
    const { refuse, markNeedsReconnect } = arrange("apiKey");

    expect(await refuse("old", "slots.list")).toBeNull();
    expect(markNeedsReconnect).toHaveBeenCalledWith({ userUlid: "u", generation: 1 });
  });
});
