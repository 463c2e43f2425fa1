import type { Clock } from "@reslot/cal/time";
import { noTelemetry, type Telemetry } from "./telemetry.ts";

/** Operations by name: URLs hold uids, and a uid is enough to move that meeting. */
const operations: readonly (readonly [name: string, call: RegExp])[] = [
  ["bookings.reschedule", /^POST \/v2\/bookings\/[^/]+\/reschedule$/],
  ["bookings.get", /^GET \/v2\/bookings\/[^/]+$/],
  ["bookings.list", /^GET \/v2\/bookings$/],
  ["slots.list", /^GET \/v2\/slots$/],
  ["calendars.busyTimes", /^GET \/v2\/calendars\/busy-times$/],
  ["me.listOutOfOffice", /^GET \/v2\/me\/ooo$/],
  ["eventTypes.listOpen", /^GET \/v2\/event-types$/],
  ["calendars.list", /^GET \/v2\/calendars$/],
  ["schedules.getDefault", /^GET \/v2\/schedules\/default$/],
  ["eventTypes.get", /^GET \/v2\/event-types\/[^/]+$/],
  ["me.get", /^GET \/v2\/me$/],
  ["oauth.token", /^POST \/v2\/(?:auth\/oauth2|oauth)\//],
  ["webhooks", /^[A-Z]+ \/v2\/webhooks/],
];

/**
 * The given `fetch`, or the global one, with a span and a duration for each call to Cal.com. Without telemetry
 * the given one is returned unchanged.
 */
export function observeCal(
  inner: typeof fetch | undefined,
  { telemetry, clock }: { telemetry: Telemetry; clock: Clock },
): typeof fetch | undefined {
  if (telemetry === noTelemetry) return inner;
  const send = inner ?? fetch;
  return (input, init) => {
    const operation = operationOf(input, init?.method);
    return telemetry.span(`cal ${operation}`, { operation }, async (note) => {
      const startedAt = clock.now();
      const measure = (outcome: string) => {
        note({ outcome });
        const seconds = (clock.now() - startedAt) / 1000;
        telemetry.duration("reslot.cal.duration", seconds, { operation, outcome });
      };
      try {
        const response = await send(input, init);
        measure(String(response.status));
        return response;
      } catch (error) {
        measure("noAnswer");
        throw error;
      }
    });
  };
}

/** "other" for a call that has no name here. */
export function operationOf(input: Parameters<typeof fetch>[0], method = "GET"): string {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  return operations.find(([, call]) => call.test(`${method} ${pathname}`))?.[0] ?? "other";
}
