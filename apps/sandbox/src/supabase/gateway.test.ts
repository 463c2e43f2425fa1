import { describe, expect, it } from "vitest";
import { fillMissingKeys, oneAtATime, readUnknownAsText } from "./gateway.ts";

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("oneAtATime", () => {
  it("starts a request only after the previous one was answered or failed", async () => {
    const log: string[] = [];
    const handle = oneAtATime(async (request) => {
      const name = await request.text();
      log.push(`${name} in`);
      await pause();
      log.push(`${name} out`);
      if (name === "b") throw new Error("broken");
      return new Response(name);
    });
    const send = (body: string) => handle(new Request("http://x/", { method: "POST", body }));

    const answers = await Promise.allSettled(["a", "b", "c"].map(send));
    expect(answers.map((answer) => answer.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });
});

describe("fillMissingKeys", () => {
  const echo = fillMissingKeys(async (request) => new Response(await request.text()));
  const post = async (query: string, rows: unknown, headers: Record<string, string> = {}) => {
    const init = { method: "POST", body: JSON.stringify(rows), headers };
    return (await echo(new Request(`http://x/rest/v1/t${query}`, init))).json();
  };

  it("gives every row all columns that the client names", async () => {
    expect(await post('?columns="a","b"', [{ a: 1 }, { b: 2 }])).toEqual([
      { a: 1, b: null },
      { a: null, b: 2 },
    ]);
  });

  it("changes nothing for a single row, without named columns, or with defaults", async () => {
    const rows = [{ a: 1 }, { b: 2 }];

    expect(await post("?columns=a", { a: 1 })).toEqual({ a: 1 });
    expect(await post("", rows)).toEqual(rows);
    expect(await post("?columns=a,b", rows, { prefer: "missing=default" })).toEqual(rows);
  });
});

describe("readUnknownAsText", () => {
  const echo = readUnknownAsText(async ({ url }) => new Response(new URL(url).search));
  const passed = async (query: string) =>
    decodeURIComponent(await (await echo(new Request(`http://x/rest/v1/t${query}`))).text());

  it("asks for a listed UNKNOWN by a pattern, beside the other filters", async () => {
    expect(await passed("?a=eq.1&state=in.(SENDING,UNKNOWN)")).toBe(
      "?a=eq.1&or=(state.in.(SENDING),state.like.UNKNOWN)",
    );
  });

  it("leaves other lists as they are", async () => {
    expect(await passed("?state=in.(SENDING)&b=eq.UNKNOWN")).toBe(
      "?state=in.(SENDING)&b=eq.UNKNOWN",
    );
  });
});
