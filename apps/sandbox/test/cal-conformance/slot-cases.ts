import { readFileSync } from "node:fs";
import type { Json } from "../cal/fixture.ts";
import type { Target } from "./target.ts";

interface SlotRequest {
  readonly now: string;
  readonly when?: "afterAttempts";
  readonly params: Readonly<Record<string, string | number>>;
  readonly data: Readonly<Record<string, readonly { start: string; end?: string }[]>>;
  readonly dependsOn: readonly string[];
}

interface Attempt {
  readonly now: string;
  readonly intent: string;
  readonly move: string;
  readonly start: string;
  readonly status: number;
  readonly class: "ok" | "busy_or_unavailable" | "out_of_bounds" | "past";
}

interface EventTypeInput {
  readonly length: number;
  readonly lengthOptions?: readonly number[];
  readonly slotInterval?: number | null;
  readonly beforeEventBuffer: number;
  readonly afterEventBuffer: number;
  readonly minimumBookingNotice?: number;
  readonly bookingWindow?: object | null;
  readonly confirmation?: { readonly blocks: boolean } | null;
}

interface SlotCase {
  readonly id: string;
  readonly hostTimeZone?: string;
  readonly attendeeTimeZone?: string;
  readonly schedule: {
    readonly timeZone: string;
    readonly availability: object[];
    readonly overrides?: object[];
  };
  readonly eventType: EventTypeInput;
  readonly otherEventType?: EventTypeInput;
  readonly foreignEventType?: EventTypeInput;
  readonly bookings: readonly {
    readonly ref: string;
    readonly start: string;
    readonly end: string;
    readonly status: string;
    readonly eventType: "main" | "other" | "foreign";
    readonly hostIsAttendee?: boolean;
  }[];
  readonly requests: readonly SlotRequest[];
  readonly attempts?: readonly Attempt[];
}

/** The result of one recorded slots request or reschedule attempt. */
export interface SlotResult {
  readonly name: string;
  readonly kind: "slots" | "attempt";
  /** Oddities of the real service that the response depends on; those need not be reproduced. */
  readonly flags: readonly string[];
  /** Null if equal. */
  readonly difference: string | null;
}

const hostKey = "cal_test_host";
const foreignKey = "cal_test_foreign";
const thirdKey = "cal_test_third";

export function loadSlotCases(file: string): SlotCase[] {
  const parsed: { cases: SlotCase[] } = JSON.parse(readFileSync(file, "utf8"));
  return parsed.cases;
}

/** Replays one case: setup, requests, attempts in order, then the requests after them. */
export async function runSlotCase(target: Target, slotCase: SlotCase): Promise<SlotResult[]> {
  const results: SlotResult[] = [];
  const world = await setUp(target, slotCase);
  for (const request of slotCase.requests.filter(({ when }) => when === undefined)) {
    results.push(await askSlots(target, world, request));
  }
  for (const attempt of slotCase.attempts ?? [])
    results.push(await tryMove(target, world, attempt));
  for (const request of slotCase.requests.filter(({ when }) => when !== undefined)) {
    results.push(await askSlots(target, world, request));
  }
  return results;
}

interface CaseWorld {
  readonly id: string;
  readonly eventTypeId: number;
  /** Current uid of each booking, by its name in the case. */
  readonly uids: Map<string, string>;
}

async function setUp(target: Target, slotCase: SlotCase): Promise<CaseWorld> {
  const person = (name: string, key: string, timeZone: string): object => ({
    email: `${name}@example.test`,
    firstName: name,
    timeZone,
    calApiKey: key,
    calUsername: name,
  });
  const zone = slotCase.hostTimeZone ?? slotCase.schedule.timeZone;
  const seed = [
    person("host", hostKey, zone),
    person("foreign", foreignKey, "UTC"),
    person("third", thirdKey, "UTC"),
  ];
  const now = slotCase.requests[0]?.now ?? slotCase.attempts?.[0]?.now;
  await target.control("/reset", { now, seed });
  const schedule = { name: "Hours", isDefault: true, ...slotCase.schedule };
  await target.api({
    method: "POST",
    path: "/v2/schedules",
    key: hostKey,
    version: "2024-06-11",
    body: schedule,
  });
  const types: Record<string, number> = {};
  for (const [name, input] of Object.entries({
    main: slotCase.eventType,
    other: slotCase.otherEventType,
    foreign: slotCase.foreignEventType,
  })) {
    if (input !== undefined) types[name] = await createEventType(target, name, input);
  }
  const uids = new Map<string, string>();
  for (const { ref, start, end, status, eventType, hostIsAttendee } of slotCase.bookings) {
    const email = hostIsAttendee === true ? "host@example.test" : "guest@example.test";
    const attendee = { name: "Guest", email, timeZone: slotCase.attendeeTimeZone ?? "UTC" };
    const booking = await target.control("/bookings", {
      eventTypeId: types[eventType],
      start,
      end,
      status,
      attendee,
    });
    uids.set(ref, booking.uid);
  }
  return { id: slotCase.id, eventTypeId: types["main"] ?? 0, uids };
}

async function createEventType(
  target: Target,
  name: string,
  input: EventTypeInput,
): Promise<number> {
  const {
    length,
    lengthOptions,
    slotInterval,
    minimumBookingNotice = 0,
    bookingWindow,
    confirmation,
  } = input;
  const body = {
    title: name,
    slug: name,
    lengthInMinutes: length,
    ...(lengthOptions === undefined ? {} : { lengthInMinutesOptions: lengthOptions }),
    ...(slotInterval == null ? {} : { slotInterval }),
    beforeEventBuffer: input.beforeEventBuffer,
    afterEventBuffer: input.afterEventBuffer,
    minimumBookingNotice,
    ...(bookingWindow == null ? {} : { bookingWindow }),
    ...(confirmation == null
      ? {}
      : {
          confirmationPolicy: {
            type: "always",
            blockUnconfirmedBookingsInBooker: confirmation.blocks,
          },
        }),
  };
  const key = name === "foreign" ? foreignKey : hostKey;
  const made = await target.api({
    method: "POST",
    path: "/v2/event-types",
    key,
    version: "2024-06-14",
    body,
  });
  return made.id;
}

async function askSlots(
  target: Target,
  world: CaseWorld,
  request: SlotRequest,
): Promise<SlotResult> {
  await target.control("/clock", { now: request.now });
  const query = new URLSearchParams({ eventTypeId: String(world.eventTypeId) });
  for (const [name, value] of Object.entries(request.params)) {
    const isRef = name === "bookingUidToReschedule";
    query.set(name, isRef ? (world.uids.get(String(value)) ?? String(value)) : String(value));
  }
  const answer = await target.send({
    method: "GET",
    path: `/v2/slots?${query.toString()}`,
    headers: { "cal-api-version": "2024-09-04" },
  });
  const flags = request.dependsOn.filter(
    (rule) => rule.startsWith("quirk") || rule === "unexplained",
  );
  const name = `${world.id} ${JSON.stringify(request.params)}${request.when === undefined ? "" : " after attempts"}`;
  return { name, kind: "slots", flags, difference: diffSlots(request.data, answer.body.data) };
}

function diffSlots(expected: SlotRequest["data"], actual: Json): string | null {
  if (JSON.stringify(sorted(expected)) === JSON.stringify(sorted(actual ?? {}))) return null;
  const wanted = new Set(
    Object.values(expected).flatMap((slots) => slots.map((slot) => slot.start)),
  );
  const given = new Set(
    Object.values<{ start: string }[]>(actual ?? {}).flatMap((slots) =>
      slots.map((slot) => slot.start),
    ),
  );
  const missing = [...wanted].filter((start) => !given.has(start));
  const extra = [...given].filter((start) => !wanted.has(start));
  return `missing ${missing.length} (${missing.slice(0, 3).join(", ")}), extra ${extra.length} (${extra.slice(0, 3).join(", ")})`;
}

function sorted(data: object): [string, unknown][] {
  return Object.entries(data).toSorted(([a], [b]) => a.localeCompare(b));
}

async function tryMove(target: Target, world: CaseWorld, attempt: Attempt): Promise<SlotResult> {
  await target.control("/clock", { now: attempt.now });
  const uid = world.uids.get(attempt.move) ?? attempt.move;
  const answer = await target.send({
    method: "POST",
    path: `/v2/bookings/${uid}/reschedule`,
    headers: { "cal-api-version": "2024-08-13", authorization: `Bearer ${thirdKey}` },
    body: { start: attempt.start },
  });
  if (answer.status === 201) world.uids.set(attempt.move, answer.body.data.uid);
  const got = classOf(answer.body);
  const difference = got === attempt.class ? null : `expected ${attempt.class}, got ${got}`;
  return {
    name: `${world.id} ${attempt.intent} ${attempt.start}`,
    kind: "attempt",
    flags: [],
    difference,
  };
}

function classOf(body: Json): string {
  if (body.status === "success") return "ok";
  const message: string = body.error?.message ?? "";
  if (message.includes("already has booking at this time")) return "busy_or_unavailable";
  if (message.includes('can\'t be booked at the "start" time')) return "out_of_bounds";
  return message.includes("in the past") ? "past" : message;
}
