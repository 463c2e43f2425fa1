import { expect, it } from "vitest";
import { createReslotClient } from "../src/index.ts";
import { type Answer, ok, proxyError, refused, serveScript } from "./scripted-server.ts";

const bookingUlid = "01JC0000000000000000000001";

async function read(...answers: Answer[]) {
  await using server = await serveScript({ "booking.get": answers });
  const client = createReslotClient({ url: server.url, apiKey: "ak_1" });
  const result = await client.getBooking(bookingUlid).catch((error: unknown) => error);
  return { result, calls: server.received.length };
}

it("a read is repeated when the server is busy, and not when it is refused", async () => {
  const busy = refused("SERVICE_BUSY", { status: 503, details: { retryAfterMs: 1 } });

  expect(await read(busy, proxyError, ok({ title: "Coaching" }))).toEqual({
    result: { title: "Coaching" },
    calls: 3,
  });
  expect(await read(refused("NOT_FOUND", { status: 404 }))).toMatchObject({
    result: { code: "NOT_FOUND", httpStatus: 404 },
    calls: 1,
  });
});

it("an address where no Reslot answers is no reason to ask again", async () => {
  const otherSite: Answer = (response) => response.writeHead(404).end("<h1>Not found</h1>");

  expect(await read(otherSite)).toMatchObject({
    result: { code: "UNREACHABLE", httpStatus: 404 },
    calls: 1,
  });
});

it("a token is asked for before each request", async () => {
  await using server = await serveScript({ "booking.get": [ok({}), ok({})] });
  const tokens = ["first", "second"];
  const client = createReslotClient({
    url: server.url,
    getToken: async () => tokens.shift() ?? null,
  });

  for (let call = 1; call <= 3; call++) await client.getBooking(bookingUlid);

  expect(server.received.map(({ authorization }) => authorization)).toEqual([
    "Bearer first",
    "Bearer second",
    undefined,
  ]);
});

it("requests go through the fetch that is given", async () => {
  await using server = await serveScript({ "booking.list": [ok({ items: [] })] });
  const urls: string[] = [];
  const client = createReslotClient({
    url: server.url,
    apiKey: "ak_1",
    fetch(url, init) {
      urls.push(url);
      return fetch(url, init);
    },
  });

  await client.listBookings({ when: "upcoming" });

  expect(urls).toHaveLength(1);
  expect(server.received).toMatchObject([
    { input: { when: "upcoming" }, authorization: "Bearer ak_1" },
  ]);
});
