import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  bookingUlid,
  countSettledMails,
  eventually,
  getBooking,
  mailsTo,
  query,
  rows,
  secrets,
  stack,
} from "./stack.ts";

const DAY = 24 * 60 * 60_000;

interface History {
  items: { actor: string; to: { startTime: string } }[];
}

interface Notifications {
  items: { kind: string; bookingUlid: string; newStartTime: string }[];
}

async function rowOf(key: "otherCoach") {
  const [row] = await rows("Bookings", { ulid: `eq.${bookingUlid(key)}` });
  return row ?? {};
}

/** Somebody moves it in Cal.com's own pages. */
async function moveAtCal(uid: string, start: string): Promise<void> {
  const response = await fetch(`${stack.calUrl}/_sandbox/bookings/${uid}/move`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ start }),
  });
  expect(response.status).toBe(201);
}

const call = (body: string, headers: Record<string, string>) =>
  fetch(`${stack.webUrl}/api/webhooks/cal`, { method: "POST", body, headers });

describe("a meeting that somebody moves in Cal.com itself", () => {
  it("is moved here within seconds, with its history, and both are told who did not do it", async () => {
    const before = await getBooking("coach2", "otherCoach");
    const mailsBefore = await countSettledMails("coach2");
    const newStartTime = new Date(Date.parse(before.startTime) + DAY).toISOString();

    await moveAtCal(String((await rowOf("otherCoach"))["calBookingId"]), newStartTime);

    const after = await eventually(async () => {
      const now = await getBooking("coach2", "otherCoach");
      return now.version > before.version ? now : null;
    }, 5_000);
    expect(after).toMatchObject({ startTime: newStartTime, version: before.version + 1 });
    const { data: history } = await query<History>("menteeUnconnected", "booking.history", {
      bookingUlid: after.ulid,
    });
    expect(history.items[0]).toMatchObject({ actor: "cal", to: { startTime: newStartTime } });
    for (const key of ["coach2", "menteeUnconnected"] as const) {
      const { data } = await query<Notifications>(key, "notification.list", {});
      expect(data.items[0]).toMatchObject({
        kind: "bookingChangedUpstream",
        bookingUlid: after.ulid,
        newStartTime,
      });
    }
    await eventually(async () =>
      (await mailsTo("coach2")).length === mailsBefore + 1 ? true : null,
    );
  });
});

describe("POST /api/webhooks/cal", () => {
  it("answers 401 to whoever does not know the secret", async () => {
    expect((await call("{}", {})).status).toBe(401);
    expect((await call("{}", { "x-cal-signature-256": "no-secret-provided" })).status).toBe(401);
    expect((await call("{}", { "x-cal-signature-256": "0".repeat(64) })).status).toBe(401);
  });

  it("takes the bytes as they are, whatever the content type, and ignores what it does not follow", async () => {
    const body = `{ "triggerEvent":"PING",  "createdAt":"${new Date().toISOString()}", "payload":{} }`;
    const signature = createHmac("sha256", secrets.calWebhookSecret).update(body).digest("hex");

    const response = await call(body, { "x-cal-signature-256": signature });

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ result: "ignored" });
  });

  it("reads 256 KiB and no more", async () => {
    expect((await call("x".repeat(256 * 1024), {})).status).toBe(401);
    expect((await call("x".repeat(256 * 1024 + 1), {})).status).toBe(413);
  });
});
