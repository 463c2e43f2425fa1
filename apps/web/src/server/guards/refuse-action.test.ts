import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { refuseAction } from "./refuse-action.ts";

const ours = "https://reslot.example.com";

interface Post {
  path?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | FormData;
}

/** Which status a post to a page is refused with; null when it may go on. */
async function statusOf({ path = "/meetings/x/reschedule", headers, body = "[]" }: Post) {
  const init = { method: "POST", body, headers: { origin: ours, ...headers } };
  const request = new NextRequest(`${ours}${path}`, init);
  const length = typeof body === "string" ? body.length : 100;
  if (headers?.["content-length"] === undefined)
    request.headers.set("content-length", String(length));
  if (headers?.["content-length"] === "") request.headers.delete("content-length");
  return (await refuseAction(request, ours))?.status ?? null;
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const called = { "next-action": "40a", "content-type": "text/plain;charset=UTF-8" };

describe("refuseAction", () => {
  it("accepts calls from our own pages, in each of their forms", async () => {
    const passing: Post[] = [
      { body: formOf({ $ACTION_ID_40a: "", bookingUlid: "x" }) },
      { body: formOf({ $ACTION_REF_1: "", "$ACTION_1:0": '{"id":"40a","bound":null}' }) },
      { body: formOf({ "0": '["$K1"]', "1_bookingUlid": "x" }), headers: { "next-action": "40a" } },
      { body: '["a","b","$undefined","$$5 for a coffee"]', headers: called },
    ];
    expect(await Promise.all(passing.map(statusOf))).toEqual([null, null, null, null]);
  });

  it("ignores requests other than POSTs to pages", async () => {
    const foreign = { origin: "https://evil.example" };
    for (const path of ["/api/webhooks/cal/x", "/api", "/__clerk/v1/client"])
      expect(await statusOf({ path, headers: foreign })).toBeNull();
    expect(await statusOf({ path: "/apiary", headers: foreign })).toBe(403);
    expect(await refuseAction(new NextRequest(`${ours}/meetings`), ours)).toBeNull();
  });

  it("refuses other origins, and bodies that are too large or without a length, unread", async () => {
    for (const origin of ["https://evil.example", "null", `${ours}.evil.example`, ""])
      expect(await statusOf({ headers: { origin } })).toBe(403);
    expect(await statusOf({ headers: { "content-length": String(256 * 1024 + 1) } })).toBe(413);
    expect(await statusOf({ headers: { "content-length": "" } })).toBe(411);
  });

  it("refuses bodies that no page of ours sends", async () => {
    for (const body of ["", "x", "{}", '["$F1"]', '[{"a":["$B1"]}]', "[".repeat(10_000)])
      expect([body, await statusOf({ body, headers: called })]).toEqual([body, 400]);
    const broken = { "content-type": "multipart/form-data; boundary=b" };
    expect(await statusOf({ body: "x", headers: broken })).toBe(400);
    expect(await statusOf({ body: formOf({ "$ACTION_1:0": '{"bound":"$@9"}' }) })).toBe(400);
    const headers = { "next-action": "40a" };
    expect(await statusOf({ body: formOf({ "0": '["$T1"]' }), headers })).toBe(400);
  });
});
