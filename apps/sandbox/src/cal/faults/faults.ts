import { z } from "zod";

const operationSchema = z.enum([
  "reschedule",
  "slots",
  "busyTimes",
  "calendars",
  "schedules",
  "ooo",
  "bookings",
  "token",
  "me",
  "confirm",
  "decline",
  "eventTypes",
  "webhooks",
]);
export type Operation = z.infer<typeof operationSchema>;

export const faultSchema = z.strictObject({
  operation: operationSchema,
  fault: z.enum([
    "resetAfterCommit",
    "status500AfterCommit",
    "status500BeforeCommit",
    "truncatedBody",
    "hang",
    "delay",
    "delayBeforeCommit",
    "rateLimit",
    "unauthorized",
  ]),
  /** The number of calls that fail; 1 if absent. */
  times: z.number().int().min(1).default(1),
  /** Delay of the response; by default 3,000 for the delays, otherwise 0. */
  delayMs: z.number().int().min(0).optional(),
  /** Of "rateLimit": `Retry-After` in place of Cal.com's own headers, as a proxy before it may answer. */
  retryAfter: z
    .object({ seconds: z.number().int().min(0), as: z.enum(["seconds", "date"]) })
    .optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** The pending faults, oldest first. */
export interface FaultBook {
  readonly active: readonly Fault[];
  add(fault: Fault): void;
  /** Uses up one call of the next fault for this operation. */
  take(operation: Operation | null): Fault | null;
  clear(): void;
}

export function createFaultBook(): FaultBook {
  const active: Fault[] = [];
  return {
    active,
    add: (fault) => {
      active.push({ ...fault });
    },
    take: (operation) => {
      const index = active.findIndex((fault) => fault.operation === operation);
      const fault = active[index];
      if (fault === undefined) return null;
      fault.times -= 1;
      if (fault.times <= 0) active.splice(index, 1);
      return fault;
    },
    clear: () => {
      active.length = 0;
    },
  };
}

const operations: readonly (readonly [operation: Operation, call: RegExp])[] = [
  ["reschedule", /^POST \/v2\/bookings\/[^/]+\/reschedule$/],
  ["confirm", /^POST \/v2\/bookings\/[^/]+\/confirm$/],
  ["decline", /^POST \/v2\/bookings\/[^/]+\/decline$/],
  ["bookings", /^GET \/v2\/bookings(?:\/[^/]+)?$/],
  ["slots", /^GET \/v2\/slots$/],
  ["busyTimes", /^GET \/v2\/calendars\/busy-times$/],
  ["calendars", /^GET \/v2\/calendars$/],
  ["schedules", /^GET \/v2\/schedules(?:\/[^/]+)?$/],
  ["eventTypes", /^GET \/v2\/event-types(?:\/[^/]+)?$/],
  ["webhooks", /^[A-Z]+ \/v2\/webhooks(?:\/[^/]+)?$/],
  ["ooo", /^GET \/v2\/me\/ooo$/],
  ["me", /^GET \/v2\/me$/],
  ["token", /^POST \/v2\/auth\/oauth2\/(?:token|clients\/[^/]+\/(?:exchange|refresh))$/],
];

/** The operation of a call, as faults name it; "bookings" are reads of bookings. */
export function operationOf(method: string, pathname: string): Operation | null {
  return operations.find(([, call]) => call.test(`${method} ${pathname}`))?.[0] ?? null;
}
