import { createHmac, randomBytes } from "node:crypto";
import { minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { readMailEvent } from "./read-mail-event.ts";

const key = randomBytes(24);
const secret = `whsec_${key.toString("base64")}`;

function call(event: unknown, { at = Date.now(), signedWith = key } = {}) {
  const rawBody = JSON.stringify(event);
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", signedWith)
    .update(`msg_1.${timestamp}.${rawBody}`)
    .digest("base64");
  const headers = new Headers({
    "svix-id": "msg_1",
    "svix-timestamp": timestamp,
    "svix-signature": `v1,${signature}`,
  });
  return { rawBody, headers };
}

const bounced = (bounce?: object) => ({
  type: "email.bounced",
  created_at: "2026-11-30T12:00:00.000Z",
  data: { email_id: "1", to: ["alex@example.com"], subject: "Moved", ...(bounce && { bounce }) },
});

describe("an event of the mail provider", () => {
  it("names the addresses that bounced for good", () => {
    const event = bounced({ type: "Permanent", subType: "General", message: "no such mailbox" });

    expect(readMailEvent(call(event), secret)).toEqual({
      kind: "bounced",
      addresses: ["alex@example.com"],
    });
    expect(readMailEvent(call(bounced()), secret).kind).toBe("bounced");
  });

  it("names the addresses that complained, without their display name", () => {
    const event = { type: "email.complained", data: { to: ["Alex <alex@example.com>"] } };

    expect(readMailEvent(call(event), secret)).toEqual({
      kind: "complained",
      addresses: ["alex@example.com"],
    });
  });

  it.each([
    ["a bounce that may pass", bounced({ type: "Transient", subType: "MailboxFull" })],
    ["a delivery", { type: "email.delivered", data: { to: ["alex@example.com"] } }],
    ["another shape", { type: "email.bounced", data: { to: "alex@example.com" } }],
    ["no object", null],
  ])("is ignored when it is %s", (_what, event) => {
    expect(readMailEvent(call(event), secret)).toEqual({ kind: "ignored" });
  });

  it("is refused when it is unsigned, signed with another key, changed or old", () => {
    const good = call(bounced());
    const changed = { ...good, rawBody: good.rawBody.replace("alex@", "dana@") };
    const refused = [
      { ...good, headers: new Headers() },
      call(bounced(), { signedWith: randomBytes(24) }),
      changed,
      call(bounced(), { at: Date.now() - 6 * minuteMs }),
    ];

    for (const each of refused) expect(readMailEvent(each, secret)).toEqual({ kind: "refused" });
    expect(readMailEvent(good, "whsec_")).toEqual({ kind: "refused" });
  });
});
