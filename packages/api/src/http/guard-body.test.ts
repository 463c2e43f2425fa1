import { describe, expect, it } from "vitest";
import { guardBody } from "./guard-body.ts";

const url = "http://localhost/api/trpc/booking.reschedule";
const post = (body: string, contentType: string) =>
  new Request(url, { method: "POST", headers: { "content-type": contentType }, body });

describe("guardBody", () => {
  it("accepts queries and JSON, with body and headers unchanged", async () => {
    const query = new Request(url);
    expect(await guardBody(query)).toEqual({ request: query });

    const guarded = await guardBody(post('{"a":1}', "application/json; charset=utf-8"));
    expect(guarded).toHaveProperty("request");
    if (!("request" in guarded)) return;
    expect(await guarded.request.json()).toEqual({ a: 1 });
    expect(guarded.request.headers.get("content-type")).toContain("application/json");
  });

  it("refuses the content types that a form of another site can send", async () => {
    for (const type of ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"]) {
      const guarded = await guardBody(post("a=b", type));
      expect("refusal" in guarded && guarded.refusal.status).toBe(415);
    }
  });

  it("refuses a body of more than 256 KiB by its actual size", async () => {
    const fits = await guardBody(post("x".repeat(256 * 1024), "application/json"));
    const tooLong = await guardBody(post("x".repeat(256 * 1024 + 1), "application/json"));

    expect("request" in fits).toBe(true);
    expect("refusal" in tooLong && tooLong.refusal.status).toBe(413);
  });

  it("refuses in the shape of tRPC's errors", async () => {
    const guarded = await guardBody(post("", "text/plain"));
    const body = "refusal" in guarded ? await guarded.refusal.json() : null;
    expect(body).toMatchObject({
      error: { data: { app: { code: "INVALID_INPUT", details: {} } } },
    });
  });
});
