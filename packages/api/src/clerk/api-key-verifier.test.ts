import { ClerkAPIResponseError } from "@clerk/backend/errors";
import { describe, expect, it, vi } from "vitest";
import { createApiKeyVerifier } from "./api-key-verifier.ts";

const key = { subject: "user_1", scopes: ["booking:read"], revoked: false, expired: false };
const proven = { clerkUserId: "user_1", scopes: ["booking:read"] };
const answer = (status: number) =>
  Promise.reject(new ClerkAPIResponseError("Clerk", { data: [], status }));

function arrange() {
  const clock = { now: 0 };
  const ask = vi.fn(async (_secret: string) => key);
  return { clock, ask, verify: createApiKeyVerifier({ ask, elapsed: () => clock.now }) };
}

describe("an API key", () => {
  it("that Clerk has proven is remembered for a minute, and no longer", async () => {
    const { ask, clock, verify } = arrange();
    expect(await verify("ak_1")).toEqual(proven);

    ask.mockImplementation(() => answer(503));
    clock.now = 59_999;
    expect(await verify("ak_1")).toEqual(proven);
    expect(ask).toHaveBeenCalledTimes(1);

    clock.now = 60_000;
    await expect(verify("ak_1")).rejects.toMatchObject({ code: "SERVICE_BUSY" });
  });

  it("is asked for once by a hundred requests at the same time, now and a minute later", async () => {
    const { ask, clock, verify } = arrange();
    const many = () => Promise.all(Array.from({ length: 100 }, () => verify("ak_1")));

    expect(new Set(await many())).toEqual(new Set([proven]));
    expect(ask).toHaveBeenCalledTimes(1);

    clock.now = 60_000;
    await many();
    expect(ask).toHaveBeenCalledTimes(2);
    await Promise.all([verify("ak_1"), verify("ak_2")]);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it("is asked for again by those who come after Clerk could not say", async () => {
    const { ask, verify } = arrange();
    ask.mockImplementationOnce(() => answer(503));

    const failed = await Promise.allSettled([verify("ak_1"), verify("ak_1")]);

    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await verify("ak_1")).toEqual(proven);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it.each([404, 400])(
    "that Clerk refuses is no one's (%i), and is asked for again",
    async (status) => {
      const { ask, verify } = arrange();
      ask.mockImplementationOnce(() => answer(status));

      expect(await verify("ak_1")).toBeNull();
      expect(await verify("ak_1")).toEqual(proven);
    },
  );

  it.each([{ revoked: true }, { expired: true }, { subject: "org_1" }])(
    "is no one's with %j",
    async (change) => {
      const { ask, verify } = arrange();
      ask.mockResolvedValue({ ...key, ...change });

      expect(await verify("ak_1")).toBeNull();
    },
  );

  it.each([503, 500, 429, 401])("is not called wrong when Clerk answers %i", async (status) => {
    const { ask, verify } = arrange();
    ask.mockImplementation(() => answer(status));

    await expect(verify("ak_1")).rejects.toMatchObject({
      code: "SERVICE_BUSY",
      details: { retryAfterMs: 5_000 },
    });
  });

  it("waits three seconds for Clerk", async () => {
    vi.useFakeTimers();
    const { ask, verify } = arrange();
    ask.mockImplementation(() => new Promise(() => undefined));
    const verifying = verify("ak_1").catch((error: unknown) => error);

    await vi.advanceTimersByTimeAsync(3_000);

    expect(await verifying).toMatchObject({ code: "SERVICE_BUSY" });
    vi.useRealTimers();
  });
});
