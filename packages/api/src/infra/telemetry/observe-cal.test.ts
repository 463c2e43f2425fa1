import { fixedClock } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { observeCal, operationOf } from "./observe-cal.ts";
import { noTelemetry } from "./telemetry.ts";

describe("operationOf", () => {
  it.each([
    ["GET", "https://api.cal.com/v2/bookings/abc123", "bookings.get"],
    ["POST", "https://api.cal.com/v2/bookings/abc123/reschedule", "bookings.reschedule"],
    ["GET", "https://api.cal.com/v2/slots?eventTypeId=1&start=2026-12-01", "slots.list"],
    ["GET", "https://api.cal.com/v2/schedules/default", "schedules.getDefault"],
    ["GET", "https://api.cal.com/v2/event-types/101", "eventTypes.get"],
    ["POST", "https://api.cal.com/v2/auth/oauth2/token", "oauth.token"],
    ["POST", "https://api.cal.com/v2/webhooks", "webhooks"],
    ["DELETE", "https://api.cal.com/v2/somewhere/abc123", "other"],
  ])("of %s %s is %s, and nothing of its address", (method, url, name) => {
    expect(operationOf(url, method)).toBe(name);
  });
});

describe("observeCal", () => {
  it("is the same fetch without telemetry", () => {
    const given: typeof fetch = async () => new Response();
    const clock = fixedClock("2026-12-01T00:00:00Z");

    expect(observeCal(given, { telemetry: noTelemetry, clock })).toBe(given);
    expect(observeCal(undefined, { telemetry: noTelemetry, clock })).toBeUndefined();
  });
});
