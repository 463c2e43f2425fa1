import { createHmac } from "node:crypto";
import { CalError } from "@reslot/cal";
import { hourMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { receiveCalWebhook } from "../../src/server.ts";
import { processWebhooks } from "../../src/sync/process-webhooks.ts";
import { syncCoaches } from "../../src/sync/sync-coaches.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { addFault, calControl, calLog, sql } from "../support/services.ts";
import { subscribe } from "../support/subscription.ts";
import { arrangeSubscribed, bodyOf, inbox, receive } from "../support/webhooks.ts";

/** Makes calls that wait to be tried again due. */
const makeDue = () => sql(`update "WebhookInbox" set "availableAt" = now() where "doneAt" is null`);

describe("a Cal.com webhook", () => {
  it("makes the booking be read again, and what Cal.com says is applied", async () => {
    const meeting = await arrangeSubscribed();
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
    const meeting = await arrangeSubscribed();
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
    await syncCoaches(meeting.ports);

    const { items } = await meeting.as("stranger").booking.list({ when: "upcoming" });
    expect(items.map(({ startTime }) => startTime)).toEqual([meeting.moveTo(12).newStartTime]);
    expect(await meeting.row()).toMatchObject({ status: "accepted", version: 1 });
    expect(meeting.errors).toEqual([]);
    expect((await meeting.ports.db.backlog.sync()).skippedRows).toBe(3);
  });

  it("is handled once, however often it arrives", async () => {
    const meeting = await arrangeSubscribed();
    const rawBody = bodyOf({ uid: meeting.calUid, trigger: "BOOKING_CREATED" });

    expect(await receive(meeting, rawBody)).toBe("received");
    expect(await receive(meeting, rawBody)).toBe("repeated");
    expect(await processWebhooks(meeting.ports)).toBe(1);
    expect(await receive(meeting, rawBody)).toBe("repeated");
  });

  it("changes nothing when its content is false", async () => {
    const meeting = await arrangeSubscribed();

    await receive(meeting, bodyOf({ uid: meeting.calUid, trigger: "BOOKING_CANCELLED" }));
    await processWebhooks(meeting.ports);

    expect(await meeting.row()).toMatchObject({ version: 1, status: "accepted" });
  });

  it("is refused and not stored without a valid signature", async () => {
    const meeting = await arrangeSubscribed();
    const rawBody = bodyOf({ uid: meeting.calUid });

    expect(await receive(meeting, rawBody, null)).toBe("refused");
    expect(await receive(meeting, rawBody, "no-secret-provided")).toBe("refused");
    expect(
      await receive(
        meeting,
        rawBody,
        createHmac("sha256", "another").update(rawBody).digest("hex"),
      ),
    ).toBe("refused");
    expect(
      await receive(meeting, Buffer.concat([rawBody, rawBody]), meeting.coachHooks.sign(rawBody)),
    ).toBe("refused");
    expect(await sql(`select 1 from "WebhookInbox"`)).toEqual([]);
  });

  it("is ignored when it is old, unknown or unreadable", async () => {
    const meeting = await arrangeSubscribed();
    const createdAt = new Date(Date.now() - 25 * hourMs).toISOString();

    const trigger = "BOOKING_CREATED";
    expect(await receive(meeting, bodyOf({ uid: "x", trigger, createdAt }))).toBe("ignored");
    expect(await receive(meeting, bodyOf({ uid: "x", trigger: "MEETING_ENDED" }))).toBe("ignored");
    expect(await receive(meeting, Buffer.from("not json"))).toBe("ignored");
  });

  it("about a new meeting imports it when both people are users", async () => {
    const meeting = await arrangeSubscribed();
    const { stranger } = meeting.people;
    const uid = await bookAtCal(meeting, stranger, 13);

    await receive(meeting, bodyOf({ uid, trigger: "BOOKING_CREATED" }));
    await processWebhooks(meeting.ports);
    await syncCoaches(meeting.ports);

    expect(await meeting.as("stranger").booking.list({ when: "upcoming" })).toMatchObject({
      items: [{ startTime: meeting.moveTo(13).newStartTime }],
    });
  });

  it("about an unknown booking is retried once and creates nothing", async () => {
    const meeting = await arrangeSubscribed();

    await receive(meeting, bodyOf({ uid: "noSuchBooking", trigger: "BOOKING_CREATED" }));
    await processWebhooks(meeting.ports);
    expect(await inbox()).toEqual([{ done: false, tries: 1, lastError: "not found" }]);
    await makeDue();
    await processWebhooks(meeting.ports);

    expect(await inbox()).toEqual([{ done: true, tries: 2, lastError: null }]);
    expect(await meeting.as("coach").booking.list({ when: "upcoming" })).toMatchObject({
      items: [{ ulid: meeting.bookingUlid }],
    });
  });

  it("is tried again when Cal.com does not answer", async () => {
    const meeting = await arrangeSubscribed();
    await addFault({ operation: "bookings", fault: "status500BeforeCommit", times: 9 });

    await receive(meeting, bodyOf({ uid: meeting.calUid }));
    await processWebhooks(meeting.ports);

    expect(await inbox()).toMatchObject([{ done: false, tries: 1 }]);
  });

  it("waits for our own budget without reporting a failure, until it is given up", async () => {
    const meeting = await arrangeSubscribed();
    const retryAfterMs = 30_000;
    const heldBack = new CalError("HELD_BACK", { operation: "bookings.get", retryAfterMs });
    const calAccounts = { ...meeting.ports.calAccounts, open: () => Promise.reject(heldBack) };

    await receive(meeting, bodyOf({ uid: meeting.calUid }));
    await processWebhooks({ ...meeting.ports, calAccounts });

    expect(await inbox()).toMatchObject([{ done: false, tries: 1 }]);
    expect(meeting.errors).toEqual([]);

    await sql(`update "WebhookInbox" set "tries" = 7`);
    await makeDue();
    await processWebhooks({ ...meeting.ports, calAccounts });
    expect(meeting.errors).toMatchObject([{ context: "PROCESS_WEBHOOKS_ERROR" }]);
  });

  it("is tried again when its account cannot be read here, and given up after the eighth time", async () => {
    const meeting = await arrangeSubscribed();
    const { db } = meeting.ports;
    const bookings = { ...db.bookings, findByCalUids: () => Promise.reject(new Error("away")) };
    const failing = { ...meeting.ports, db: { ...db, bookings } };
    await receive(meeting, bodyOf({ uid: meeting.calUid }));

    for (let tries = 1; tries < 8; tries += 1) {
      await processWebhooks(failing);
      expect(await inbox()).toEqual([{ done: false, tries, lastError: "away" }]);
      expect(await processWebhooks(meeting.ports)).toBe(0);
      await makeDue();
    }
    await processWebhooks(failing);
    await makeDue();

    expect(await processWebhooks(meeting.ports)).toBe(0);
    expect(meeting.errors).toHaveLength(8);
  });

  it("about a move in flight waits until that is settled", async () => {
    const meeting = await arrangeSubscribed();
    meeting.ports.caches.recentMoves.start({ attemptUlid: "a", fromCalUid: meeting.calUid });

    await receive(meeting, bodyOf({ uid: "new", rescheduleUid: meeting.calUid }));
    await processWebhooks(meeting.ports);

    expect(await inbox()).toMatchObject([{ done: false, lastError: "our own move" }]);
  });

  it("about a move that is recorded here already costs no call to Cal.com", async () => {
    const meeting = await arrangeSubscribed();
    const move = meeting.moveTo(12);
    await meeting.as("mentee").booking.reschedule(move);
    const { calBookingId: uid } = await meeting.row();
    const reads = async () =>
      (await calLog()).filter(
        ({ method, path }) => method === "GET" && path.startsWith("/v2/bookings"),
      ).length;
    const before = await reads();

    await receive(meeting, bodyOf({ uid, rescheduleUid: meeting.calUid }));
    expect(await processWebhooks(meeting.ports)).toBe(1);

    expect(await inbox()).toEqual([{ done: true, tries: 1, lastError: null }]);
    expect(await reads()).toBe(before);
    expect(await meeting.row()).toMatchObject({ calBookingId: uid, version: 2 });
  });

  it("about anything but the recorded move is read at Cal.com", async () => {
    const meeting = await arrangeSubscribed();
    await meeting.as("mentee").booking.reschedule(meeting.moveTo(12));
    const { calBookingId: uid } = await meeting.row();
    const start = meeting.moveTo(13).newStartTime;
    const next = await calControl<{ uid: string }>(`bookings/${uid}/move`, { start });

    const names = { uid, rescheduleUid: meeting.calUid };
    await receive(meeting, bodyOf({ ...names, trigger: "BOOKING_CANCELLED" }));
    await processWebhooks(meeting.ports);

    expect(await meeting.row()).toMatchObject({ calBookingId: next.uid, version: 3 });
  });

  it.each(["PREPARED", "SENDING"])(
    "about a move that another process has in flight waits for it (%s)",
    async (state) => {
      const meeting = await arrangeSubscribed();
      const { attemptUlid, newStartTime, newEndTime } = meeting.moveTo(12);
      const { attempts } = meeting.ports.db;
      const begun = await attempts.begin({
        attemptUlid,
        bookingUlid: meeting.bookingUlid,
        actorUserUlid: meeting.people.mentee.ulid,
        requestHash: "hash",
        expectedVersion: 1,
        toStartTime: newStartTime,
        toEndTime: newEndTime,
        reason: null,
        overrideConflict: false,
        leaseMs: 60_000,
      });
      expect(begun.kind).toBe("created");
      if (state === "SENDING") {
        const { limits } = meeting.ports.settings;
        await attempts.markSending({ attemptUlid, fence: 1, leaseMs: 60_000, limits });
      }

      await receive(meeting, bodyOf({ uid: "new", rescheduleUid: meeting.calUid }));
      await processWebhooks(meeting.ports);

      expect(await inbox()).toMatchObject([{ done: false, lastError: "our own move" }]);
      expect((await calLog()).filter(({ path }) => path.endsWith("/bookings/new"))).toEqual([]);
    },
  );

  it("is refused for another connection, whose secret it is not signed with", async () => {
    const meeting = await arrangeSubscribed();
    const rawBody = bodyOf({ uid: meeting.calUid });
    const signature = meeting.coachHooks.sign(rawBody);
    const mentee = await subscribe(meeting, "mentee");
    const call = (connectionUlid: string) =>
      receiveCalWebhook(meeting.ports, { connectionUlid, rawBody, signature, address: null });

    expect(await call(mentee.connectionUlid)).toBe("refused");
    expect(await call("01J0000000000000000000000A")).toBe("refused");
    expect(await call("../clerk")).toBe("refused");
    expect(await inbox()).toEqual([]);
  });

  it("cannot name a booking that its account does not host", async () => {
    const meeting = await arrangeSubscribed();
    const { newStartTime } = meeting.moveTo(12);
    const mentee = await subscribe(meeting, "mentee");
    const { uid } = await calControl<{ uid: string }>(`bookings/${meeting.calUid}/move`, {
      start: newStartTime,
    });
    await sql(
      `update "Bookings" set "calBookingId" = 'elsewhere' where "ulid" = '${meeting.bookingUlid}'`,
    );
    await sql(`update "BookingCalRefs" set "calBookingUid" = 'elsewhere'
      where "bookingUlid" = '${meeting.bookingUlid}'`);

    const listReads = async () =>
      (await calLog()).filter(({ path }) => path.startsWith("/v2/bookings?")).length;
    const before = await listReads();
    const trigger = "BOOKING_CREATED";
    const foreign = [bodyOf({ uid, trigger }), bodyOf({ uid: "elsewhere", rescheduleUid: uid })];
    for (const rawBody of foreign) {
      const { connectionUlid, sign } = mentee;
      const call = { connectionUlid, rawBody, signature: sign(rawBody), address: null };
      expect(await receiveCalWebhook(meeting.ports, call)).toBe("received");
    }
    await processWebhooks(meeting.ports);

    const ignored = { done: true, tries: 1, lastError: null };
    expect(await inbox()).toEqual([ignored, ignored]);
    expect(await listReads()).toBe(before);
    expect(await meeting.row()).toMatchObject({ calBookingId: "elsewhere", version: 1 });
    expect(meeting.errors).toEqual([]);
  });

  it("is ignored when it claims to come from the future, or names an endless uid", async () => {
    const meeting = await arrangeSubscribed();
    const createdAt = new Date(Date.now() + 25 * hourMs).toISOString();

    const trigger = "BOOKING_CREATED";
    expect(await receive(meeting, bodyOf({ uid: "x", trigger, createdAt }))).toBe("ignored");
    expect(await receive(meeting, bodyOf({ uid: "x".repeat(201), trigger }))).toBe("ignored");
    expect(await inbox()).toEqual([]);
    expect(await receive(meeting, bodyOf({ uid: "x".repeat(200), trigger }))).toBe("received");
  });
});
