import { describe, expect, it } from "vitest";
import { CalError, type CalClient, createCalClient, type UnreadableRow } from "../../src/index.ts";
import { operations } from "../answers.ts";
import { wellAnswers } from "./answers-of-lists.ts";
import { mutate, randomFrom } from "./mutate.ts";
import { factsOf, fieldOf, listIn } from "./oracle.ts";

const seed = Number(process.env["MUTATED_SEED"] ?? 20_261_201);
/** Of each operation. */
const answersEach = Number(process.env["MUTATED_ANSWERS"] ?? 1000);

interface Outcome {
  readonly result: unknown;
  readonly skipped: readonly UnreadableRow[];
}

/** What a call makes of an answer, which only the first request gets. */
async function callWith(
  answer: unknown,
  call: (client: CalClient) => Promise<unknown>,
): Promise<Outcome> {
  const skipped: UnreadableRow[] = [];
  let requests = 0;
  const client = createCalClient({
    baseUrl: "https://cal.example.test",
    onSkippedRows: (_operation, rows) => skipped.push(...rows),
    fetch: async () => {
      requests += 1;
      const body = requests === 1 ? answer : { data: [] };
      const headers = { "content-type": "application/json" };
      return new Response(JSON.stringify(body) ?? "null", { status: 200, headers });
    },
  });
  const result = await call(client).catch((error: unknown) => error);
  return { result, skipped };
}

type Check = (answer: unknown, outcome: Outcome) => void;

/** Every row is a booking or said to be unreadable; every uid and every time is still there. */
const keepsEveryBooking: Check = (answer, { result, skipped }) => {
  const rows = listIn(answer);
  if (rows === null) return;
  expect(result).not.toBeInstanceOf(Error);
  const { bookings, unreadable } = result as Awaited<ReturnType<CalClient["bookings"]["list"]>>;
  expect(bookings.length + unreadable.length).toBe(rows.length);
  expect(skipped).toEqual(unreadable);
  const kept = [...bookings, ...unreadable];
  for (const booking of bookings) {
    const row = rows.find((each) => fieldOf(each, "uid") === booking.uid);
    expect([fieldOf(row, "status"), "unknown"]).toContain(booking.status);
  }
  for (const { uid, interval } of rows.map(factsOf)) {
    if (uid !== null) expect(kept.map((row) => row.uid)).toContain(uid);
    if (interval === null) continue;
    const isCovered = kept.some(
      ({ start, end }) =>
        start !== null &&
        end !== null &&
        Date.parse(start) <= interval.start &&
        interval.end <= Date.parse(end),
    );
    expect(isCovered).toBe(true);
  }
};

const busyFrom = Date.UTC(2026, 11, 1);
const busyTo = Date.UTC(2026, 11, 4);

/** Every time in the range is busy, and where a row has none something is unknown. */
const keepsEveryBusyTime: Check = (answer, { result }) => {
  const rows = listIn(answer);
  if (rows === null) return;
  expect(result).not.toBeInstanceOf(Error);
  const { busy, unknown } = result as Awaited<ReturnType<CalClient["calendars"]["busyTimes"]>>;
  for (const { interval } of rows.map(factsOf)) {
    if (interval === null) continue;
    const { start, end } = interval;
    if (start >= busyTo || end <= busyFrom || start === end) continue;
    expect([...busy, ...unknown].some((each) => each.start <= start && end <= each.end)).toBe(true);
  }
  const isLost = rows.some((row) => !hasText(row, "start") && !hasText(row, "end"));
  if (isLost) expect(unknown).toContainEqual({ start: busyFrom, end: busyTo });
};

function hasText(row: unknown, key: string): boolean {
  return typeof fieldOf(row, key) === "string";
}

/** A connection is listed with all its calendars, or it is broken. */
const losesNoConnection: Check = (answer, { result }) => {
  const connections = fieldOf(fieldOf(answer, "data"), "connectedCalendars");
  if (!Array.isArray(connections)) return;
  expect(result).not.toBeInstanceOf(Error);
  const { calendars, broken } = result as Awaited<ReturnType<CalClient["calendars"]["list"]>>;
  const listsOf = connections.map((each: unknown) => fieldOf(each, "calendars"));
  const rows = listsOf.flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const withoutList = listsOf.filter((list) => !Array.isArray(list)).length;
  expect(broken.length).toBeGreaterThanOrEqual(withoutList);
  if (broken.length === 0) expect(calendars).toHaveLength(rows.length);
};

/** The days that `operations` asks for. */
const slotsFrom = Date.UTC(2026, 11, 1);
const slotsTo = Date.UTC(2026, 11, 3);

/** A start that can be read and was asked for is offered, unless none can be read; no other is. */
const offersEveryStart: Check = (answer, { result }) => {
  const days = fieldOf(answer, "data");
  if (typeof days !== "object" || days === null || result instanceof Error) return;
  const starts = Object.values(days)
    .flatMap((day): unknown[] => (Array.isArray(day) ? day : []))
    .map((slot) => fieldOf(slot, "start"))
    .filter((start) => typeof start === "string" && /T\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(start))
    .filter((start) => isAskedFor(Date.parse(String(start))));
  expect(result).toEqual(expect.arrayContaining(starts.filter((start) => !isMidnight24(start))));
  const others = (result as string[]).filter((start) => !isAskedFor(Date.parse(start)));
  expect(others).toEqual([]);
};

function isAskedFor(start: number): boolean {
  return start >= slotsFrom && start < slotsTo;
}

function isMidnight24(start: unknown): boolean {
  return String(start).includes("T24:");
}

const checks: Readonly<Record<string, Check>> = {
  "bookings.list": keepsEveryBooking,
  "bookings.getSeries": keepsEveryBooking,
  "calendars.busyTimes": keepsEveryBusyTime,
  "calendars.list": losesNoConnection,
  "slots.list": offersEveryStart,
};

/** The outcome of a write is unknown where its answer cannot be read. */
function isTyped(result: unknown, isWrite: boolean): void {
  if (!(result instanceof Error)) return;
  expect(result).toBeInstanceOf(CalError);
  const { code, outcomeUnknown } = result as CalError;
  expect({ code, outcomeUnknown }).toEqual({
    code: "UNEXPECTED_RESPONSE",
    outcomeUnknown: isWrite,
  });
}

describe("a mutated answer", () => {
  for (const { name, isWrite, call } of operations) {
    it(`of ${name} loses no row that can be read, and fails only with a code`, async () => {
      const well = wellAnswers[name];
      expect((await callWith(well, call)).result).not.toBeInstanceOf(Error);

      const random = randomFrom(seed);
      let failures = 0;
      for (let count = 0; count < answersEach; count += 1) {
        const answer = mutate(well, random);
        const outcome = await callWith(answer, call);
        const { result } = outcome;
        if (result instanceof Error) failures += 1;
        isTyped(result, isWrite);
        checks[name]?.(answer, outcome);
      }
      expect(failures).toBeLessThan(answersEach);
    });
  }
});

it("the oracle notices a lost uid, a lost time and a row that is free", () => {
  const start = "2026-12-02T11:00:00Z";
  const end = "2026-12-02T12:00:00Z";
  const none = { bookings: [], unreadable: [], isComplete: true };
  const lost = { bookings: [], unreadable: [{ uid: null, start: null, end: null, reason: "row" }] };
  const outcome = (result: unknown) => ({ result, skipped: [] });
  const free = { busy: [], unknown: [] };

  expect(() => keepsEveryBooking({ data: [{ uid: "a" }] }, outcome(none))).toThrow("to be 1");
  const skipped = lost.unreadable;
  expect(() => keepsEveryBooking({ data: [{ uid: "a" }] }, { result: lost, skipped })).toThrow(
    "include",
  );
  expect(() => keepsEveryBooking({ data: [{ start, end }] }, { result: lost, skipped })).toThrow(
    "to be true",
  );
  expect(() => keepsEveryBusyTime({ data: [{ start, end }] }, outcome(free))).toThrow("to be true");
});
