import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type CalWebhook } from "./cal-webhook.ts";
import { CalWebhookError, parseCalWebhook } from "./parse-cal-webhook.ts";
import { verifyCalSignature } from "./verify-cal-signature.ts";

const payload = {
  uid: "newUid",
  bookingId: 218,
  title: "1:1 Coaching between Carla and Max",
  startTime: "2026-12-29T10:00:00Z",
  endTime: "2026-12-29T10:30:00Z",
  eventTypeId: 1,
  length: 30,
  status: "ACCEPTED",
  organizer: { id: 1001, name: "Carla", email: "carla@example.test", timeZone: "Europe/Berlin" },
  attendees: [{ name: "Max", email: "max@example.test", timeZone: "America/New_York" }],
  responses: { location: { value: "https://meet.example.test/carla" } },
};
const moved = {
  ...payload,
  rescheduledBy: "max@example.test",
  rescheduleId: 217,
  rescheduleUid: "oldUid",
  rescheduleStartTime: "2026-12-29T09:00:00Z",
  rescheduleEndTime: "2026-12-29T09:30:00Z",
};
const delivery = (triggerEvent: string, of: object = payload): string =>
  JSON.stringify({ triggerEvent, createdAt: "2026-11-22T11:05:37.821Z", payload: of });

function errorOf(body: Uint8Array | string): unknown {
  try {
    return parseCalWebhook(body);
  } catch (error) {
    return error;
  }
}

describe("parseCalWebhook", () => {
  it.each([
    ["BOOKING_CREATED", payload],
    ["BOOKING_RESCHEDULED", moved],
    ["BOOKING_REQUESTED", { ...payload, status: "PENDING" }],
    ["BOOKING_REQUESTED", { ...moved, status: "PENDING" }],
    ["BOOKING_CANCELLED", { ...payload, status: "CANCELLED", cancellationReason: "ill" }],
    ["BOOKING_REJECTED", { ...payload, status: "REJECTED", rejectionReason: "no time" }],
  ])("reads %s, and drops what it does not know", (trigger, of) => {
    const { responses: _, organizer, ...rest } = of;
    const { id: __, ...known } = organizer;

    expect(parseCalWebhook(delivery(trigger, of))).toEqual({
      triggerEvent: trigger,
      createdAt: "2026-11-22T11:05:37.821Z",
      payload: { ...rest, organizer: known },
    });
  });

  it("reads bytes as UTF-8", () => {
    const bytes = new TextEncoder().encode(
      delivery("BOOKING_CREATED", { ...payload, title: "☕" }),
    );

    expect(parseCalWebhook(bytes)).toMatchObject({ payload: { title: "☕" } });
  });

  it("accepts instants with offsets and with milliseconds", () => {
    const times = {
      startTime: "2026-12-29T11:00:00+01:00",
      endTime: "2026-12-29T10:30:00.000Z",
    };

    expect(parseCalWebhook(delivery("BOOKING_CANCELLED", { ...payload, ...times }))).toMatchObject({
      payload: times,
    });
  });

  it("needs nothing beyond the uid", () => {
    const { uid } = payload;
    const bare = { triggerEvent: "BOOKING_RESCHEDULED", payload: { uid } };

    expect(parseCalWebhook(delivery("BOOKING_REJECTED", { uid }))).toMatchObject({
      payload: { uid },
    });
    expect(parseCalWebhook(JSON.stringify(bare))).toEqual({ ...bare, createdAt: null });
  });

  it.each([
    ["a local start", { startTime: "2026-12-29T10:00:00" }],
    ["a number as end", { endTime: 1 }],
    ["a time that does not exist", { rescheduleStartTime: "2026-02-30T10:00:00Z" }],
    ["an unreadable attendee", { attendees: [{}] }],
    ["an empty uid before the move", { rescheduleUid: "" }],
  ])("keeps the uid beside %s, which becomes null", (_, odd) => {
    const [field = ""] = Object.keys(odd);

    expect(parseCalWebhook(delivery("BOOKING_RESCHEDULED", { ...moved, ...odd }))).toMatchObject({
      payload: { uid: moved.uid, [field]: null },
    });
  });

  it("keeps the uid when the time of the delivery cannot be read", () => {
    const body = { triggerEvent: "BOOKING_CREATED", createdAt: "yesterday", payload };

    expect(parseCalWebhook(JSON.stringify(body))).toMatchObject({
      createdAt: null,
      payload: { uid: payload.uid },
    });
  });

  it("tells that the host asks for another time", () => {
    const webhook = parseCalWebhook(
      delivery("BOOKING_CANCELLED", { ...payload, requestReschedule: true }),
    );

    expect(webhook.triggerEvent === "BOOKING_CANCELLED" && webhook.payload.requestReschedule).toBe(
      true,
    );
  });

  it.each([
    [{ triggerEvent: "MEETING_ENDED", createdAt: "2026-11-22T11:05:37.821Z", payload: {} }],
    [{ triggerEvent: "MEETING_ENDED", createdAt: "2026-11-22T11:05:37.821Z" }],
  ])("hands on an event that it does not understand", (body) => {
    expect(parseCalWebhook(JSON.stringify(body))).toEqual({
      triggerEvent: "unknown",
      trigger: "MEETING_ENDED",
      createdAt: "2026-11-22T11:05:37.821Z",
    });
  });

  it.each([[undefined], [null], [12], ["yesterday"]])(
    "hands on an unknown event without a readable time (%j)",
    (createdAt) => {
      expect(parseCalWebhook(JSON.stringify({ triggerEvent: "PING", createdAt }))).toEqual({
        triggerEvent: "unknown",
        trigger: "PING",
        createdAt: null,
      });
    },
  );

  it("cannot be led to call an unknown event known", () => {
    expect(parseCalWebhook(delivery("unknown"))).toMatchObject({ trigger: "unknown" });
    expect(parseCalWebhook(delivery("x".repeat(500)))).toMatchObject({ trigger: "x".repeat(80) });
    expect(parseCalWebhook(delivery("toString"))).toMatchObject({ triggerEvent: "unknown" });
  });

  it.each([
    ["no uid", { ...payload, uid: undefined }, "payload.uid"],
    ["an empty uid", { ...payload, uid: "" }, "payload.uid"],
  ])("refuses %s", (_, of, field) => {
    const error = errorOf(delivery("BOOKING_CREATED", of));

    expect(error).toBeInstanceOf(CalWebhookError);
    expect(error).toMatchObject({ code: "UNEXPECTED_PAYLOAD" });
    expect(String(error)).toContain(field);
  });

  it.each([["null"], ["[]"], ["{}"], ['"text"'], ['{"triggerEvent":""}'], ['{"triggerEvent":7}']])(
    "refuses %s as a delivery",
    (body) => {
      expect(errorOf(body)).toMatchObject({ code: "UNEXPECTED_PAYLOAD" });
    },
  );

  it.each([[""], ["secret text"], ['{"triggerEvent":'], [new Uint8Array([0x22, 0xff, 0x22])]])(
    "refuses what is no JSON, and does not repeat it",
    (body) => {
      const error = errorOf(body);

      expect(error).toMatchObject({ code: "NOT_JSON" });
      expect(String(error)).not.toContain("secret");
    },
  );

  it("has a type for every event", () => {
    expectTypeOf<CalWebhook["triggerEvent"]>().toEqualTypeOf<
      | "BOOKING_CREATED"
      | "BOOKING_RESCHEDULED"
      | "BOOKING_REQUESTED"
      | "BOOKING_CANCELLED"
      | "BOOKING_REJECTED"
      | "unknown"
    >();
    expectTypeOf<
      Extract<CalWebhook, { triggerEvent: "BOOKING_RESCHEDULED" }>["payload"]["rescheduleUid"]
    >().toEqualTypeOf<string | null | undefined>();
  });
});

// Recorded deliveries of a real server; they lie beside the repository, not in it.
const folder =
  process.env["CAL_RECORDINGS_DIR"] ??
  resolve(import.meta.dirname, "..", "..", "..", "..", "..", "shared", "cal", "recordings");
const file = resolve(folder, "14-webhook-deliveries.json");
const isPresent = existsSync(file);

interface Delivery {
  readonly headers: Record<string, string>;
  readonly body: { readonly triggerEvent: string; readonly payload: { readonly uid: string } };
  readonly raw: string;
}
const deliveries: Delivery[] = isPresent ? JSON.parse(readFileSync(file, "utf8")) : [];
const recordedSecret = "whsec";

describe.skipIf(!isPresent)(`recorded deliveries (skipped when ${folder} is missing)`, () => {
  it("are a creation, a move and a cancellation", () => {
    expect(deliveries.map(({ body }) => body.triggerEvent)).toEqual([
      "BOOKING_CREATED",
      "BOOKING_RESCHEDULED",
      "BOOKING_CANCELLED",
    ]);
  });

  it.for(deliveries)("$body.triggerEvent is genuine and readable", ({ headers, body, raw }) => {
    const signature = headers["x-cal-signature-256"] ?? null;

    expect(verifyCalSignature(raw, signature, ["next", recordedSecret])).toBe(true);
    expect(verifyCalSignature(raw, signature, ["next"])).toBe(false);
    expect(verifyCalSignature(raw.replace(body.payload.uid, "other"), signature, ["whsec"])).toBe(
      false,
    );
    expect(parseCalWebhook(raw)).toMatchObject({
      triggerEvent: body.triggerEvent,
      payload: { uid: body.payload.uid },
    });
  });
});
