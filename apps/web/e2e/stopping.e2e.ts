import { afterEach, describe, expect, it } from "vitest";
import { startAnotherServer } from "./support/another-server.ts";
import { bookingUlid, firstStart, getBooking, moveInput, person, stack } from "./support/stack.ts";

const faults = `${stack.calUrl}/_sandbox/faults`;
afterEach(() => fetch(faults, { method: "DELETE" }));

const asCoach = { authorization: `Bearer ${person("coach").apiKey}` };

function delayMoveAtCal(delayMs: number): Promise<Response> {
  return fetch(faults, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      operation: "reschedule",
      fault: "delayBeforeCommit",
      times: 1,
      delayMs,
    }),
  });
}

describe("a server that is told to stop", () => {
  it("is not ready, ends the stream of an open page and exits by itself", async () => {
    const server = await startAnotherServer({});
    const input = encodeURIComponent(JSON.stringify({}));
    const stream = await fetch(`${server.url}/api/trpc/live.onChange?input=${input}`, {
      headers: { ...asCoach, accept: "text/event-stream" },
    });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");

    const stopped = server.stop();
    const health = await fetch(`${server.url}/api/health`);
    const text = await stream.text();

    expect(health.status).toBe(503);
    expect(await health.json()).toEqual({ live: true, ready: false, draining: true });
    expect(health.headers.get("connection")).toBe("close");
    expect(text).toContain("event: connected");
    expect(await stopped).toBe(0);
    await expect(fetch(`${server.url}/api/health?probe=live`)).rejects.toThrow("fetch failed");
  });

  it("answers a move that is in flight first", async () => {
    const server = await startAnotherServer({});
    const start = await firstStart("coach", "connected", "mutual");
    const move = await moveInput("coach", "connected", start);
    await delayMoveAtCal(2_500);
    const answer = fetch(`${server.url}/api/trpc/booking.reschedule`, {
      method: "POST",
      headers: { ...asCoach, "content-type": "application/json" },
      body: JSON.stringify(move),
    });
    await expect.poll(async () => (await getBooking("coach", "connected")).inFlight).not.toBeNull();

    const stopped = server.stop();

    const { result } = await (await answer).json();
    expect(result.data.outcome).toBe("moved");
    expect(await stopped).toBe(0);
    const { startTime } = await getBooking("coach", "connected");
    expect(Date.parse(startTime)).toBe(Date.parse(start));
  });
});

describe("a server behind a proxy on the same machine", () => {
  it.each(["127.0.0.1", "localhost", "0.0.0.0"])("answers when it listens at %s", async (HOST) => {
    const server = await startAnotherServer({ HOST });
    const { port } = new URL(server.url);

    const asked = await Promise.all(
      ["127.0.0.1", "localhost"].flatMap((host) =>
        ["/api/health?probe=live", "/sign-in"].map(async (path) => {
          const response = await fetch(`http://${host}:${port}${path}`, { redirect: "manual" });
          return response.status;
        }),
      ),
    );
    const page = await fetch(`http://127.0.0.1:${port}/meetings/${bookingUlid("connected")}`, {
      headers: { "x-forwarded-proto": "https", "x-forwarded-host": new URL(stack.webUrl).host },
      redirect: "manual",
    });

    expect(asked).toEqual([200, 200, 200, 200]);
    expect(page.status).toBe(307);
    expect(await server.stop()).toBe(0);
  });
});
