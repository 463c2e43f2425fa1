import { createHmac } from "node:crypto";
import { hourMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { processWebhooks, receiveCalWebhook } from "../../src/server.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { arrangeMeeting, type Meeting, webhookSecret } from "../support/meeting.ts";
import { calControl, sql } from "../support/services.ts";

interface Told {
  uid: string;
  rescheduleUid?: string;
  trigger?: string;
  createdAt?: string;
}

/** A webhook as Cal.com sends it; its times are false, so they must not be used. */
function bodyOf({ uid, rescheduleUid, trigger = "BOOKING_RESCHEDULED", createdAt }: Told): Buffer {
  const startTime = "2031-01-01T00:00:00Z";
  return Buffer.from(
    JSON.stringify({
      triggerEvent: trigger,
      createdAt: createdAt ?? new Date().toISOString(),
      payload: { uid, startTime, endTime: "2031-01-01T01:00:00Z", title: "Lies", rescheduleUid },
    }),
  );
}

const sign = (rawBody: Buffer, secret: string = webhookSecret) =>
  createHmac("sha256", secret).update(rawBody).digest("hex");

const receive = (meeting: Meeting, rawBody: Buffer, signature: string | null = sign(rawBody)) =>
  receiveCalWebhook(meeting.ports, { rawBody, signature });

async function arrange() {
  const meeting = await arrangeMeeting();
  await sql(`delete from "WebhookInbox"`);
  return meeting;
}

describe("a Cal.com webhook", () => {
  it("makes the booking be read again, and what Cal.com says is applied", async () => {
    const meeting = await arrange();
    const { newStartTime } = meeting.moveTo(12);
    const { uid } = await calControl<{ uid: string }>(`bookings/${meeting.calUid}/move`, {
      start: newStartTime,
    });

    const rawBody = bodyOf({ uid, rescheduleUid: meeting.calUid });
    expect(await receive(meeting, rawBody)).toBe("received");
    expect(await processWebhooks(meeting.ports)).toBe(1);

    expect(await meeting.row()).toMatchObject({ calBookingId: uid, version: 2 });
    expect((await meeting.row()).startTime).toContain(newStartTime.slice(0, 16));
    expect(await meeting.as("coach").notification.list({})).toMatchObject({
      items: [{ kind: "bookingChangedUpstream", newStartTime, actor: "cal" }],
    });
    expect(await processWebhooks(meeting.ports)).toBe(0);
  });

  it("imports a new booking beside rows that are no bookings, and ends none of ours", async () => {
    const meeting = await arrange();
    const { coach, stranger } = meeting.people;
    const waiting = await bookAtCal(meeting, { email: stranger.email }, 10);
    await calControl("rows", {
      email: coach.email,
      patch: [
        { row: null },
        { row: { uid: "no-times", status: "awaiting_host" } },
        { uid: waiting, status: "awaiting_host" },
        { uid: meeting.calUid, start: null },
      ],
    });
    const uid = await bookAtCal(meeting, { email: stranger.email }, 12);

    await receive(meeting, bodyOf({ uid, trigger: "BOOKING_CREATED" }));
    expect(await processWebhooks(meeting.ports)).toBe(1);

    const { items } = await meeting.as("stranger").booking.list({ when: "upcoming" });
    expect(items.map(({ startTime }) => startTime)).toEqual([meeting.moveTo(12).newStartTime]);
    expect(await meeting.row()).toMatchObject({ status: "accepted", version: 1 });
    expect(meeting.errors).toEqual([]);
    expect((await meeting.ports.db.backlog.sync()).skippedRows).toBe(3);
  });

  it("is handled once, however often it arrives", async () => {
    const meeting = await arrange();
    const rawBody = bodyOf({ uid: meeting.calUid, trigger: "BOOKING_CREATED" });

    expect(await receive(meeting, rawBody)).toBe("received");
    expect(await receive(meeting, rawBody)).toBe("repeated");
    expect(await processWebhooks(meeting.ports)).toBe(1);
    expect(await receive(meeting, rawBody)).toBe("repeated");
  });

  it("changes nothing when its content is false", async () => {
    const meeting = await arrange();

    await receive(meeting, bodyOf({ uid: meeting.calUid, trigger: "BOOKING_CANCELLED" }));
    await processWebhooks(meeting.ports);

    expect(await meeting.row()).toMatchObject({ version: 1, status: "accepted" });
  });

  it("is refused and not stored without a valid signature", async () => {
    const meeting = await arrange();
    const rawBody = bodyOf({ uid: meeting.calUid });

    expect(await receive(meeting, rawBody, null)).toBe("refused");
    expect(await receive(meeting, rawBody, "no-secret-provided")).toBe("refused");
    expect(await receive(meeting, rawBody, sign(rawBody, "another"))).toBe("refused");
    expect(await receive(meeting, Buffer.concat([rawBody, rawBody]), sign(rawBody))).toBe(
      "refused",
    );
    expect(await sql(`select 1 from "WebhookInbox"`)).toEqual([]);
  });

  it("is ignored when it is old, unknown or unreadable", async () => {
    const meeting = await arrange();
    const createdAt = new Date(Date.now() - 25 * hourMs).toISOString();

    expect(await receive(meeting, bodyOf({ uid: "x", createdAt }))).toBe("ignored");
    expect(await receive(meeting, bodyOf({ uid: "x", trigger: "MEETING_ENDED" }))).toBe("ignored");
    expect(await receive(meeting, Buffer.from("not json"))).toBe("ignored");
  });

  it("about a new meeting imports it when both people are users", async () => {
    const meeting = await arrange();
    const { stranger } = meeting.people;
    const uid = await bookAtCal(meeting, stranger, 13);

    await receive(meeting, bodyOf({ uid, trigger: "BOOKING_CREATED" }));
    await processWebhooks(meeting.ports);

    expect(await meeting.as("stranger").booking.list({ when: "upcoming" })).toMatchObject({
      items: [{ startTime: meeting.moveTo(13).newStartTime }],
    });
  });

  it("about an unknown booking is retried later and creates nothing", async () => {
    const meeting = await arrange();

    await receive(meeting, bodyOf({ uid: "nobodyKnowsThis", trigger: "BOOKING_CREATED" }));
    await processWebhooks(meeting.ports);

    const [row] = await sql(
      `select "doneAt", "tries", "availableAt" > now() as "isLater" from "WebhookInbox"`,
    );
    expect(row).toEqual({ doneAt: null, tries: 1, isLater: true });
    expect(await meeting.as("coach").booking.list({ when: "upcoming" })).toMatchObject({
      items: [{ ulid: meeting.bookingUlid }],
    });
  });

  it("about a move in flight waits until that is settled", async () => {
    const meeting = await arrange();
    meeting.ports.caches.recentMoves.start({ attemptUlid: "a", fromCalUid: meeting.calUid });

    await receive(meeting, bodyOf({ uid: "new", rescheduleUid: meeting.calUid }));
    await processWebhooks(meeting.ports);

    const [row] = await sql(`select "lastError" from "WebhookInbox"`);
    expect(row).toEqual({ lastError: "our own move" });
  });
});
