import { createHmac, randomBytes } from "node:crypto";
import { minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { readClerkWebhook } from "./clerk-webhook.ts";

const key = randomBytes(24);
const secret = `whsec_${key.toString("base64")}`;

function call(event: object, { at = Date.now(), signedWith = key } = {}): Request {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", signedWith)
    .update(`msg_1.${timestamp}.${body}`)
    .digest("base64");
  const headers = {
    "svix-id": "msg_1",
    "svix-timestamp": timestamp,
    "svix-signature": `v1,${signature}`,
  };
  return new Request("https://reslot.example.com/api/webhooks/clerk", {
    method: "POST",
    headers,
    body,
  });
}

const updated = { type: "user.updated", object: "event", data: { id: "user_1" } };

describe("readClerkWebhook", () => {
  it("reads the person and the kind of event from a signed call", async () => {
    const deleted = {
      type: "user.deleted",
      object: "event",
      data: { id: "user_2", deleted: true },
    };

    expect(await readClerkWebhook(call(updated), secret)).toEqual({
      kind: "updated",
      clerkUserId: "user_1",
    });
    expect(await readClerkWebhook(call(deleted), secret)).toEqual({
      kind: "deleted",
      clerkUserId: "user_2",
    });
  });

  it("ignores events that are not about a person", async () => {
    const created = { type: "session.created", object: "event", data: { id: "sess_1" } };

    expect(await readClerkWebhook(call(created), secret)).toEqual({ kind: "ignored" });
  });

  it("refuses calls that are old, unsigned or signed with another key", async () => {
    const old = Date.now() - 10 * minuteMs;
    const refused = { kind: "refused" };

    expect(await readClerkWebhook(call(updated, { at: old }), secret)).toEqual(refused);
    expect(await readClerkWebhook(call(updated, { signedWith: randomBytes(24) }), secret)).toEqual(
      refused,
    );
    const unsigned = new Request("https://reslot.example.com/", { method: "POST", body: "{}" });
    expect(await readClerkWebhook(unsigned, secret)).toEqual(refused);
  });
});
