import { setTimeout as sleep } from "node:timers/promises";
import { ulid } from "ulid";
import type { Cell, Death, FaultName } from "./cells.ts";
import { fromInstant, now, toInstant } from "./clock.ts";
import type { Answer, DrillApi } from "./drill-api.ts";
import type { DrillStack } from "./drill-stack.ts";
import { type Aftermath, judge, outcomeOf } from "./judge.ts";
import type { DatabaseView, Ledgers } from "./ledgers.ts";

const REACH_WITHIN_MS = 12_000;
const QUIET_WITHIN_MS = 45_000;
const POLL_MS = 150;
/** Long enough to be killed in, shorter than the call's own limit. */
const IN_FLIGHT_MS = 1_000;

export interface Drill {
  readonly stack: DrillStack;
  readonly api: DrillApi;
  readonly ledgers: Ledgers;
  readonly bookingUlid: string;
  /** Free starts of both people, in ms; the booking goes round them. */
  readonly starts: readonly number[];
}

export interface CellResult {
  readonly cell: Cell;
  /** What was on its way when the last program died. */
  readonly inFlight: string;
  readonly after: Aftermath;
  readonly errorCode: string | null;
  readonly violations: readonly string[];
  readonly tookMs: number;
}

interface Running {
  readonly drill: Drill;
  readonly cell: Cell;
  readonly attemptUlid: string;
  /** Reschedule calls at Cal.com before this one. */
  readonly posts: number;
}

/** Makes one move under one fault with one death, waits until nothing is on its way, and looks. */
export async function runCell(drill: Drill, cell: Cell): Promise<CellResult> {
  const { ledgers, api, bookingUlid } = drill;
  const begunAt = now();
  const [posts, messages] = await Promise.all([ledgers.countPosts(), ledgers.messages()]);
  const running: Running = { drill, cell, attemptUlid: ulid(), posts };
  const before = await ledgers.database(bookingUlid, running.attemptUlid);
  if (cell.fault !== "none") await ledgers.setFault(cell.fault, delayOf(cell));

  const move = moveInput(running, before);
  const asking = api.mutate(cell.role, "booking.reschedule", move);
  const { downMs, inFlight, revived } = await die(running);
  const saw = await asking;
  const isQuiet = await untilQuiet(running);
  await revived;
  await ledgers.clearFaults();

  const after = await ledgers.database(bookingUlid, running.attemptUlid);
  const chain = await ledgers.chainFrom(before.booking.calBookingId);
  const known = new Set(messages.map(({ id }) => id));
  const mails = (await ledgers.messages()).filter(({ id }) => !known.has(id));
  const { status, repeated } = await askAgain(running, {
    move,
    hasAttempt: after.attempt !== null,
  });
  if (cell.fault === "unauthorized") await api.reconnect(cell.role);
  const aftermath: Aftermath = {
    saw,
    status,
    repeated,
    attemptState: after.attempt?.state ?? null,
    openMs:
      after.attempt && fromInstant(after.attempt.updatedAt) - fromInstant(after.attempt.createdAt),
    downMs,
    isQuiet,
    posts: (await ledgers.countPosts()) - posts,
    movesAtCal: chain.moves,
    widestFork: chain.widest,
    movesInDatabase: after.booking.version - before.booking.version,
    inStep:
      after.booking.calBookingId === chain.leafUid &&
      fromInstant(after.booking.startTime) === chain.leafStart,
    notifications: after.notifications - before.notifications,
    mails: mails.length,
    distinctMails: new Set(mails.map(({ to, idempotencyKey }) => [...to, idempotencyKey].join(" ")))
      .size,
  };
  const violations = [
    ...judge(aftermath),
    ...(inFlight === null ? ["the death did not happen"] : []),
  ];
  const errorCode = after.attempt?.errorCode?.split(" ")[0] ?? null;
  const tookMs = now() - begunAt;
  return { cell, inFlight: inFlight ?? "", after: aftermath, errorCode, violations, tookMs };
}

/** How long Cal.com takes over its fault. */
function delayOf({ fault, killing }: { fault: FaultName; killing: Cell["killing"] }): number {
  const diesInFlight = killing.deaths.some(({ at }) => at === "inFlight");
  return fault === "delay" || diesInFlight ? IN_FLIGHT_MS : 0;
}

function moveInput({ drill, attemptUlid, cell }: Running, { booking }: DatabaseView) {
  const current = fromInstant(booking.startTime);
  const free = drill.starts.filter((start) => start !== current);
  const start = free[cell.number % free.length];
  if (start === undefined) throw new Error("There is no free time to move to.");
  return {
    bookingUlid: drill.bookingUlid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + booking.durationMinutes * 60_000),
    attemptUlid,
    expectedVersion: booking.version,
  };
}

interface Toll {
  readonly downMs: number;
  /** Null when a death's place was never reached. */
  readonly inFlight: string | null;
  /** Resolves when everybody is back. */
  readonly revived: Promise<void>;
}

async function die(running: Running): Promise<Toll> {
  const { killing } = running.cell;
  const { stack, ledgers } = running.drill;
  // Holds are armed at once: the second place may be reached while the first victim falls.
  const places = killing.deaths.map((death) => ({ death, place: armPlace(running, death) }));
  let inFlight: string | null = "nothing";
  let downMs = 0;
  const revivals: Promise<void>[] = [];
  for (const { death, place } of places) {
    const reached = await Promise.race([place.reached, sleep(REACH_WITHIN_MS, null)]);
    if (reached === null) {
      place.cut();
      inFlight = null;
      break;
    }
    const diedAt = now();
    await stack.kill(death.victim);
    place.cut();
    inFlight = reached;
    const revival = stack.restart(death.victim);
    revivals.push(revival);
    if (death.victim === "web") continue;
    await revival;
    await ledgers.endDeadLeases();
    downMs += now() - diedAt;
  }
  return { downMs, inFlight, revived: Promise.all(revivals).then(() => undefined) };
}

interface Place {
  readonly reached: Promise<string>;
  cut(): void;
}

function armPlace({ drill, posts }: Running, { at }: Death): Place {
  if (at !== "inFlight") {
    const hold = drill.stack.proxies[at.of].holdNext(at);
    return { cut: () => hold.cut(), reached: hold.reached.then((name) => `${name} (${at.when})`) };
  }
  return { cut: () => undefined, reached: untilInFlight(drill.ledgers, posts) };
}

async function untilInFlight(ledgers: Ledgers, known: number): Promise<string> {
  const deadline = now() + REACH_WITHIN_MS;
  while (now() < deadline) {
    if (await ledgers.isInFlight(known)) {
      await sleep(POLL_MS); // Cal.com has had the time to commit what it was going to
      return "POST at Cal.com";
    }
    await sleep(20);
  }
  return new Promise(() => undefined);
}

async function untilQuiet({ drill, attemptUlid }: Running): Promise<boolean> {
  const deadline = now() + QUIET_WITHIN_MS;
  while (now() < deadline) {
    const { inFlight, unsentMails } = await drill.ledgers.database(drill.bookingUlid, attemptUlid);
    if (inFlight === 0 && unsentMails === 0) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function askAgain(
  { drill, cell, attemptUlid }: Running,
  { move, hasAttempt }: { move: ReturnType<typeof moveInput>; hasAttempt: boolean },
): Promise<{ status: string; repeated: Answer | null }> {
  if (!hasAttempt) return { status: "unknown", repeated: null };
  const asked = await drill.api.query(cell.role, "booking.rescheduleStatus", { attemptUlid });
  const repeated = await drill.api.mutate(cell.role, "booking.reschedule", move);
  return { status: outcomeOf(asked), repeated };
}
