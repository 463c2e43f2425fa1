import { expect, it } from "vitest";
import { type BookingChange, createReslotClient } from "../src/index.ts";
import { type Answer, events, lost, proxyError, refused, serveScript } from "./scripted-server.ts";

const bookingUlid = "01JC0000000000000000000001";
const connected = 'event: connected\ndata: {"reconnectAfterInactivityMs":40000}\n\n';
const change = (id: string, kind = "booking") => `data: {"kind":"${kind}"}\nid: ${id}\n\n`;

/** Watches until so many changes were heard. */
async function hear(count: number, answers: Answer[]) {
  await using server = await serveScript({ "booking.onChange": answers });
  const client = createReslotClient({ url: server.url, apiKey: "ak_1" });
  const heard: BookingChange[] = [];
  for await (const each of client.watchBooking(bookingUlid)) {
    heard.push(each);
    if (heard.length === count) break;
  }
  await expect.poll(server.openConnections).toBe(0);
  return { heard, inputs: server.calls("booking.onChange"), received: server.received };
}

it("changes are heard as they happen, and leaving the loop ends the connection", async () => {
  const stream = `${connected}${change("7")}event: ping\ndata: \n\n${change("8", "slots")}`;

  const { heard, received } = await hear(2, [events(stream, { keepOpen: true })]);

  expect(heard).toEqual([
    { kind: "booking", id: "7" },
    { kind: "slots", id: "8" },
  ]);
  expect(received).toMatchObject([{ input: { bookingUlid }, authorization: "Bearer ak_1" }]);
});

it("a stream that breaks goes on after the last change that was heard", async () => {
  const first = events(`retry: 1\n\n${connected}${change("7")}`);
  const { heard, inputs } = await hear(2, [first, lost, proxyError, events(change("9"))]);

  expect(heard.map(({ id }) => id)).toEqual(["7", "9"]);
  expect(inputs.map((input) => input["lastEventId"])).toEqual([undefined, "7", "7", "7"]);
});

it("a stream that breaks before its first change says to read again", async () => {
  const { heard } = await hear(1, [events(connected), events(connected, { keepOpen: true })]);

  expect(heard).toEqual([{ kind: "booking", id: null }]);
});

it("a booking that cannot be watched ends the loop with the reason", async () => {
  const gone = { code: -32_004, data: { app: { code: "NOT_FOUND", message: "", details: {} } } };
  const inStream = events(`${connected}event: serialized-error\ndata: ${JSON.stringify(gone)}\n\n`);

  for (const answer of [refused("NOT_FOUND", { status: 404 }), inStream]) {
    await expect(hear(1, [answer])).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});

it("the signal ends the loop without an error", async () => {
  await using server = await serveScript({
    "booking.onChange": [events(connected, { keepOpen: true })],
  });
  const client = createReslotClient({ url: server.url, apiKey: "ak_1" });
  const ending = new AbortController();
  const heard: BookingChange[] = [];
  const watching = (async () => {
    const changes = client.watchBooking(bookingUlid, { signal: ending.signal, lastEventId: "5" });
    for await (const each of changes) heard.push(each);
  })();
  await expect.poll(() => server.received.length).toBe(1);
  ending.abort();

  await watching;
  expect(heard).toEqual([]);
  expect(server.calls("booking.onChange")).toEqual([{ bookingUlid, lastEventId: "5" }]);
});
