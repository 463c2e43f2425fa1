import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CalProxy, startCalProxy } from "./cal-proxy.ts";

const seen: string[] = [];
/** Echoes the request body; resets the connection for a path with "reset". */
const cal = createServer((request, response) => {
  const answer = async () => {
    const body = await text(request);
    seen.push(`${request.method} ${request.url} ${body}`);
    if (request.url?.includes("reset")) request.socket.resetAndDestroy();
    else response.writeHead(201, { "content-type": "text/plain" }).end(`got ${body}`);
  };
  void answer();
});
let proxy: CalProxy;

beforeAll(async () => {
  cal.listen(0, "127.0.0.1");
  await once(cal, "listening");
  proxy = await startCalProxy(`http://127.0.0.1:${(cal.address() as AddressInfo).port}`);
});

afterAll(async () => {
  await proxy.close();
  cal.closeAllConnections();
  cal.close();
});

it("forwards calls unchanged and records them with their times", async () => {
  const response = await fetch(`${proxy.url}/v2/bookings/abc/reschedule`, {
    method: "POST",
    headers: { authorization: "Bearer cal_live_1" },
    body: "{}",
  });

  expect(response.status).toBe(201);
  expect(await response.text()).toBe("got {}");
  const [call] = proxy.calls;
  expect(call).toMatchObject({ method: "POST", token: "cal_live_1", body: "{}" });
  expect(call?.to).toBeGreaterThanOrEqual(call?.from ?? Infinity);
});

it("resets the connection when Cal.com does", async () => {
  await expect(fetch(`${proxy.url}/v2/reset`)).rejects.toThrow("fetch failed");
});

it("sets a fault at Cal.com only for kinds of calls that can fail", async () => {
  seen.length = 0;
  proxy.setFaultShare(1);
  await fetch(`${proxy.url}/v2/slots?eventTypeId=1`);
  await fetch(`${proxy.url}/v2/webhooks`);
  proxy.setFaultShare(0);
  await fetch(`${proxy.url}/v2/slots?eventTypeId=1`);

  expect(seen.map((line) => line.split(" {")[0]?.trim())).toEqual([
    "POST /_sandbox/faults",
    "GET /v2/slots?eventTypeId=1",
    "GET /v2/webhooks",
    "GET /v2/slots?eventTypeId=1",
  ]);
  expect(seen[0]).toContain('"operation":"slots"');
  expect([...proxy.faults.values()]).toEqual([1]);
});
