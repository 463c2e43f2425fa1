import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import {
  apiScopes,
  type AppRouter,
  appRouter,
  createContext,
  type RouterOutputs,
} from "../../src/index.ts";
import { serveRouter } from "../../examples/serve-router.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { countMoves, sql } from "../support/services.ts";

/** The router behind Node's own HTTP server, with one API key per person: `ak_coach`, `ak_mentee` … */
async function serve({ ports, people }: Meeting): Promise<Server> {
  const userIds = Object.entries(people).map(
    ([key, { clerkUserId }]) => [`ak_${key}`, clerkUserId] as const,
  );
  const server = serveRouter(ports, new Map(userIds));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

describe("appRouter served by plain Node HTTP", () => {
  let meeting: Meeting;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    meeting = await arrangeMeeting();
    server = await serve(meeting);
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const clientOf = (key: string) =>
    createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url, headers: { authorization: `Bearer ${key}` } })],
    });

  it("serves a typed tRPC client that authenticates with an API key", async () => {
    const client = clientOf("ak_mentee");
    const { bookingUlid } = meeting;
    const move = meeting.moveTo(11);

    const booking = await client.booking.get.query({ bookingUlid });
    const day = { from: meeting.moveTo(0).newStartTime, to: meeting.moveTo(23).newStartTime };
    const availability = await client.booking.availability.query({
      bookingUlid,
      ...day,
      timeZone: "UTC",
    });
    const result = await client.booking.reschedule.mutate(move);

    expectTypeOf(booking).toEqualTypeOf<RouterOutputs["booking"]["get"]>();
    expect(booking.version).toBe(1);
    expect(availability.slots).toContainEqual({ start: move.newStartTime, verdict: "mutual" });
    expect(result).toMatchObject({ outcome: "moved", booking: { startTime: move.newStartTime } });
    expect(await countMoves()).toBe(1);
  });

  it("answers 410 for a booking that Cal.com no longer has", async () => {
    const lost = await arrangeMeeting();
    await sql(
      `update "Bookings" set "gone" = true, "missingSince" = now() where "ulid" = '${lost.bookingUlid}'`,
    );
    const own = await serve(lost);
    const { port } = own.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/booking.reschedule`, {
      method: "POST",
      headers: { authorization: "Bearer ak_mentee", "content-type": "application/json" },
      body: JSON.stringify(lost.moveTo(11)),
    });
    own.close();

    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({
      error: { data: { httpStatus: 410, app: { code: "GONE" } } },
    });
  });

  it("answers each failure with its error code, message and HTTP status", async () => {
    const call = (path: string, init?: RequestInit) =>
      fetch(`${url}/${path}`, {
        ...init,
        headers: { authorization: "Bearer ak_stranger", "content-type": "application/json" },
      });
    const input = encodeURIComponent(JSON.stringify({ bookingUlid: meeting.bookingUlid }));

    const missing = await call(`booking.get?input=${input}`);
    const malformed = await call("booking.reschedule", { method: "POST", body: "{}" });
    const notJson = await call("booking.reschedule", { method: "POST", body: "{" });
    const nowhere = await call("booking.nothing");

    expect([missing.status, malformed.status, notJson.status, nowhere.status]).toEqual([
      404, 400, 400, 404,
    ]);
    expect(await missing.json()).toMatchObject({
      error: { data: { app: { code: "NOT_FOUND", details: {} } } },
    });
    expect(await malformed.json()).toMatchObject({
      error: {
        data: { app: { code: "INVALID_INPUT", details: { bookingUlid: expect.any(String) } } },
      },
    });
    expect(await notJson.json()).toMatchObject({
      error: { data: { app: { code: "INVALID_INPUT" } } },
    });
  });

  it("answers an unexpected error with INTERNAL and no internals", async () => {
    const { ports } = meeting;
    const broken = createHTTPHandler({
      router: appRouter,
      createContext: () =>
        createContext({
          ...ports,
          db: {
            ...ports.db,
            users: {
              ...ports.db.users,
              getByClerkId: () => Promise.reject(new Error("password=hunter2")),
            },
          },
        })({
          caller: { kind: "apiKey", clerkUserId: "user_1", scopes: apiScopes },
          request: { origin: null, contentType: null, requestId: "r1" },
        }),
    });
    const other = createServer(broken);
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));

    const answer = await fetch(
      `http://127.0.0.1:${(other.address() as AddressInfo).port}/notification.unreadCount`,
    );
    const body = await answer.text();
    other.close();

    expect(answer.status).toBe(500);
    expect(body).toContain("INTERNAL");
    expect(body).not.toContain("hunter2");
    expect(body).not.toContain("stack");
  });

  it("carries the error payload to the typed client's TRPCClientError", async () => {
    const error: unknown = await clientOf("nothing")
      .notification.unreadCount.query()
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TRPCClientError);
    expect((error as TRPCClientError<AppRouter>).data?.app).toEqual({
      code: "UNAUTHENTICATED",
      message: "You are not signed in. Nothing was changed. Sign in and try again.",
      details: {},
    });
  });
});
