import { createHash } from "node:crypto";
import { parseInstant } from "@reslot/cal/time";
import type { RescheduleInput } from "../booking/schemas.ts";

/** One value for one request: equal instants in other notations are the same request. */
export function requestHash(input: RescheduleInput): string {
  const { bookingUlid, expectedVersion, reason, overrideConflict, seen } = input;
  const body = [
    bookingUlid,
    parseInstant(input.newStartTime),
    parseInstant(input.newEndTime),
    expectedVersion,
    reason ?? "",
    overrideConflict ?? false,
    seen ? [seen.timeZone, seen.wallClock] : null,
  ];
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}
