import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CalTap, startCalTap } from "./cal-proxy.ts";

const seen: string[] = [];
/** Answers what it was sent; breaks the connection when it is told to. */
const cal = createServer((request, response) => {
  const answer = async () => {
    const body = await text(request);
    seen.push(`${request.method} ${request.url} ${body}`);
    if (request.url?.includes("reset")) request.socket.resetAndDestroy();
    else response.writeHead(201, { "content-type": "text/plain" }).end(`got ${body}`);
  };
  void answer();
});
let tap: CalTap;

beforeAll(async () => {
  cal.listen(0, "127.0.0.1");
  await once(cal, "listening");
  tap = await startCalTap(`http://127.0.0.1:${(cal.address() as AddressInfo).port}`);
});

afterAll(async () => {
  await tap.close();
  cal.closeAllConnections();
  cal.close();
});

it("passes calls on as they are, and remembers them with their times", async () => {
  const response = await fetch(`${tap.url}/v2/bookings/abc/reschedule`, {
    method: "POST",
    headers: { authorization: "Bearer cal_live_1" },
    body: "{}",
  });

  expect(response.status).toBe(201);
  expect(await response.text()).toBe("got {}");
  const [call] = tap.calls;
  expect(call).toMatchObject({ method: "POST", token: "cal_live_1", body: "{}" });
  expect(call?.to).toBeGreaterThanOrEqual(call?.from ?? Infinity);
});

it("breaks connections that Cal.com breaks", async () => {
  await expect(fetch(`${tap.url}/v2/reset`)).rejects.toThrow("fetch failed");
});

it("sets one of Cal.com's own faults for a call that shall fail, and none for others", async () => {
  seen.length = 0;
  tap.breakShare(1);
  await fetch(`${tap.url}/v2/slots?eventTypeId=1`);
  await fetch(`${tap.url}/v2/webhooks`);
  tap.breakShare(0);
  await fetch(`${tap.url}/v2/slots?eventTypeId=1`);

  expect(seen.map((line) => line.split(" {")[0]?.trim())).toEqual([
    "POST /_sandbox/faults",
    "GET /v2/slots?eventTypeId=1",
    "GET /v2/webhooks",
    "GET /v2/slots?eventTypeId=1",
  ]);
  expect(seen[0]).toContain('"operation":"slots"');
  expect([...tap.faults.values()]).toEqual([1]);
});
