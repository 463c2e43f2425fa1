import { expect, it } from "vitest";
import { readEvents } from "./event-stream.ts";

async function parse(text: string, chunkLength: number) {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += chunkLength) {
        controller.enqueue(bytes.slice(at, at + chunkLength));
      }
      controller.close();
    },
  });
  const found = [];
  for await (const event of readEvents(body)) found.push(event);
  return found;
}

it("events are the same wherever the network cuts them", async () => {
  const text =
    'id: 1\ndata: {"title":"Über"}\n\nevent: ping\r\ndata:\r\n\r\ndata: a\ndata: b\n\n\n';
  const expected = [
    { event: "message", data: '{"title":"Über"}', id: "1" },
    { event: "ping", data: "", id: null },
    { event: "message", data: "a\nb", id: null },
  ];

  for (const chunkLength of [1, 2, 3, 7, 1_000]) {
    expect(await parse(text, chunkLength)).toEqual(expected);
  }
});

it("a server says alone, or with an event, when to connect again", async () => {
  expect(await parse("retry: 1500\n\nretry: 20\ndata: x\n\n", 4)).toEqual([
    { event: "retry", data: "1500", id: null },
    { event: "message", data: "x", id: null },
    { event: "retry", data: "20", id: null },
  ]);
});

it("comments and an event that is cut off are not events", async () => {
  expect(await parse(": hello\n\ndata: whole\n\ndata: ha", 5)).toEqual([
    { event: "message", data: "whole", id: null },
  ]);
});
