import { describe, expect, it } from "vitest";
import { noTelemetry } from "../infra/telemetry/telemetry.ts";
import {
  enforceAddressLimit,
  enforceLookupLimit,
  enforcePersonLimit,
  enforceSenderLimit,
  type LimitDeps,
  limitOf,
} from "./call-limits.ts";
import {
  createMemoryRateLimiter,
  type RateLimiter,
} from "../infra/rate-limit/memory-rate-limiter.ts";

const broken: RateLimiter = { take: () => Promise.reject(new Error("The store is away.")) };

function portsWith(rateLimiter: RateLimiter, callLimits = {}) {
  const logged: string[] = [];
  const log = { info: () => undefined, error: (context: string) => void logged.push(context) };
  const ports = {
    rateLimiter,
    log,
    telemetry: noTelemetry,
    settings: { callLimits },
  } as unknown as LimitDeps;
  return { ports, logged };
}

const inMemory = () => createMemoryRateLimiter({ now: () => 600_000 });

describe("limitOf", () => {
  it("distinguishes reads, changes and connecting", () => {
    expect(limitOf("booking.list", "query")).toBe("read");
    expect(limitOf("booking.onChange", "subscription")).toBe("read");
    expect(limitOf("booking.reschedule", "mutation")).toBe("write");
    expect(limitOf("calConnection.connectWithApiKey", "mutation")).toBe("connect");
    expect(limitOf("calConnection.disconnect", "mutation")).toBe("write");
  });
});

describe("enforcePersonLimit", () => {
  it("refuses with a retry time, per person and kind", async () => {
    const { ports } = portsWith(inMemory(), { connectsPerPersonPerHour: 2 });
    const connect = (clerkUserId: string) =>
      enforcePersonLimit(ports, { clerkUserId, kind: "connect" });
    await connect("a");
    await connect("a");

    await expect(connect("a")).rejects.toMatchObject({
      code: "RATE_LIMITED",
      details: { retryAfterMs: expect.any(Number) },
    });
    await connect("b");
    await enforcePersonLimit(ports, { clerkUserId: "a", kind: "read" });
  });

  it("allows reads, and is busy for changes, when the counts cannot be read", async () => {
    const { ports, logged } = portsWith(broken);

    await enforcePersonLimit(ports, { clerkUserId: "a", kind: "read" });
    for (const kind of ["write", "connect"] as const) {
      await expect(enforcePersonLimit(ports, { clerkUserId: "a", kind })).rejects.toMatchObject({
        code: "SERVICE_BUSY",
        details: { retryAfterMs: expect.any(Number) },
      });
    }
    expect(logged).toEqual(Array(3).fill("RATE_LIMIT_ERROR"));
  });
});

describe("enforceAddressLimit", () => {
  it("counts every call of a batch", async () => {
    const { ports } = portsWith(inMemory(), { callsPerAddressPerMinute: 10 });
    const ask = (calls: number) =>
      enforceAddressLimit(ports, { address: "192.0.2.1", kind: "call", calls });
    await ask(8);

    await expect(ask(3)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("allows everything when the address or the counts are unknown", async () => {
    const { ports } = portsWith(broken, { webhooksPerAddressPerMinute: 1 });
    const counted = portsWith(inMemory(), { webhooksPerAddressPerMinute: 1 }).ports;
    const passing = [
      enforceAddressLimit(ports, { address: "192.0.2.1", kind: "webhook" }),
      ...[1, 2, 3].map(() => enforceAddressLimit(counted, { address: null, kind: "webhook" })),
    ];
    expect(await Promise.all(passing)).toEqual(Array(4).fill(undefined));
  });
});

describe("enforceLookupLimit", () => {
  it("refuses what one address asks too often, and leaves room for others", async () => {
    const { ports } = portsWith(inMemory());
    const lookFrom = (address: string) => enforceLookupLimit(ports, { address });
    for (let call = 0; call < 300; call += 1) await lookFrom("192.0.2.1");

    await expect(lookFrom("192.0.2.1")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await lookFrom("192.0.2.2");
  });

  it("bounds what all addresses ask together", async () => {
    const { ports } = portsWith(inMemory());
    const lookUp = (call: number) =>
      enforceLookupLimit(ports, { address: call % 2 === 0 ? `192.0.2.${call % 200}` : null });
    for (let call = 0; call < 1_200; call += 1) await lookUp(call);

    await expect(lookUp(0)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });
});

describe("enforceSenderLimit", () => {
  const take = (ports: LimitDeps, address: string | null = "192.0.2.1") =>
    enforceSenderLimit(ports, { address });

  it("counts each address by itself", async () => {
    const { ports } = portsWith(inMemory(), { webhooksPerAddressPerMinute: 1 });
    await take(ports);
    await take(ports, "192.0.2.2");
    await take(ports, null);

    await expect(take(ports)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(take(ports, null)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("is busy for all when the counts cannot be read", async () => {
    await expect(take(portsWith(broken).ports)).rejects.toMatchObject({
      code: "SERVICE_BUSY",
    });
  });
});
