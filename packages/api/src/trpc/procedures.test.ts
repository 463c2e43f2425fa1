import { describe, expect, it, vi } from "vitest";
import type { Context } from "../app/actor.ts";
import { createCallerFactory, publicProcedure, router } from "./procedures.ts";

const routes = router({
  change: publicProcedure.mutation(() => "changed"),
  look: publicProcedure.query(() => "seen"),
});

/** A request to the two procedures, from our own page unless told otherwise. */
function request({
  via = "cookie",
  ...headers
}: {
  via?: string;
  origin?: string;
  contentType?: string;
}) {
  const telemetry = {
    span: (_name: string, _fields: object, run: (note: () => void) => unknown) =>
      run(() => undefined),
    duration: vi.fn(),
  };
  const app = {
    telemetry,
    clock: { now: () => 0 },
    settings: { appOrigin: "https://reslot.test" },
    log: { error: vi.fn() },
  };
  const own = { origin: "https://reslot.test", contentType: "application/json; charset=utf-8" };
  const caller = { kind: "session", via, clerkUserId: "user_1", isStanding: "tokenIsEnough" };
  const context = { app, caller, request: { ...own, ...headers, requestId: "r" } };
  return createCallerFactory(routes)(context as unknown as Context);
}

describe("a change that a browser asks for with its cookie", () => {
  it("is made for our own pages", async () => {
    expect(await request({}).change()).toBe("changed");
  });

  it.each([
    { origin: "https://reslot.test.evil.example" },
    { origin: "null" },
    { contentType: "text/plain" },
    { contentType: "application/x-www-form-urlencoded" },
  ])("is refused to %j", async (headers) => {
    await expect(request(headers).change()).rejects.toMatchObject({
      cause: { code: "FORBIDDEN_ORIGIN" },
    });
    expect(await request(headers).look()).toBe("seen");
  });

  it("needs no origin where no cookie was sent", async () => {
    expect(await request({ via: "bearer", origin: "null" }).change()).toBe("changed");
  });
});
