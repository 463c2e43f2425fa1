import { setTimeout as sleep } from "node:timers/promises";
import { ulid } from "ulid";
import type { Drill } from "./fixture.ts";
import type { CalChain } from "./read-cal-state.ts";
import type { Cell, HostAnswer } from "./scenarios.ts";
import { fromInstant, now, toInstant } from "./clock.ts";
import { die, noToll, type Toll } from "./kill-processes.ts";
import type { Answer } from "./api-client.ts";
import { type Aftermath, judge, outcomeOf } from "./check-invariants.ts";
import type { DatabaseView, InboxMessage } from "./read-state.ts";
import type { DrillMeeting } from "./meetings.ts";

const QUIET_WITHIN_MS = 45_000;
const POLL_MS = 150;
/** Long enough to be killed in, shorter than the call's own limit. */
const IN_FLIGHT_MS = 1_000;

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
  readonly meeting: DrillMeeting;
  readonly attemptUlid: string;
  /** The records as they were before the cell. */
  readonly posts: number;
  readonly before: DatabaseView;
  readonly messages: readonly InboxMessage[];
}

/** Makes one move under one fault with one death, waits until nothing is on its way, and looks. */
export async function runCell(drill: Drill, cell: Cell): Promise<CellResult> {
  const { ledgers, api } = drill;
  const begunAt = now();
  const meeting = drill.meetingOf(cell.meeting);
  const attemptUlid = ulid();
  const [posts, messages, before] = await Promise.all([
    ledgers.countPosts(),
    ledgers.messages(),
    ledgers.database(meeting.bookingUlid, attemptUlid),
  ]);
  const running = { drill, cell, meeting, attemptUlid, posts, messages, before };
  const move = moveInput(running);
  const { inFlight, ...course } = await takeCourse(running, move);
  const { attempt, ...found } = await lookAround(running);
  const answers = await askAgain(running, { move, hasAttempt: attempt !== null });
  if (cell.fault === "unauthorized") await api.reconnect(meeting.movers[cell.role]);
  if (cell.answer?.word === "decline") await drill.replace(cell.meeting);
  const calls = (await ledgers.countPosts()) - posts;
  const after: Aftermath = { ...course, ...found, ...answers, posts: calls };
  return {
    cell,
    inFlight: inFlight ?? "",
    after,
    errorCode: attempt?.errorCode?.split(" ")[0] ?? null,
    violations: [...judge(after), ...(inFlight === null ? ["the death did not happen"] : [])],
    tookMs: now() - begunAt,
  };
}

/** Everything that is meant to happen, until nothing is on its way any more. */
async function takeCourse(running: Running, move: MoveInput) {
  const { drill, cell, meeting } = running;
  const { answer, killing } = cell;
  if (cell.fault !== "none") await drill.ledgers.setFault(cell.fault, delayOf(cell));
  const asking = drill.api.mutate(meeting.movers[cell.role], "booking.reschedule", move);
  const answering = answer?.when === "atOnce" ? answerAtOnce(running, answer) : null;
  const moveToll = killing.isDuringAnswer ? noToll : await die(running);
  const saw = await asking;
  await answering;
  const wasQuiet = await untilQuiet(running);
  await moveToll.revived;
  await drill.ledgers.clearFaults();
  const answerToll = answer?.when === "later" ? await answerLater(running, answer) : noToll;
  const isQuiet = await untilAnswered(running);
  await answerToll.revived;
  const { inFlight } = killing.isDuringAnswer ? answerToll : moveToll;
  return { saw, downMs: moveToll.downMs, isQuiet: wasQuiet && isQuiet, inFlight };
}

/** How long Cal.com takes over its fault. */
function delayOf({ fault, killing }: Cell): number {
  const diesInFlight = killing.deaths.some(({ at }) => at === "inFlight");
  return fault === "delay" || diesInFlight ? IN_FLIGHT_MS : 0;
}

type MoveInput = ReturnType<typeof moveInput>;

function moveInput({ meeting, attemptUlid, cell, before: { booking } }: Running) {
  const current = fromInstant(booking.startTime);
  const free = meeting.starts.filter((start) => start !== current);
  const start = free[cell.number % free.length];
  if (start === undefined) throw new Error("There is no free time to move to.");
  return {
    bookingUlid: meeting.bookingUlid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + booking.durationMinutes * 60_000),
    attemptUlid,
    expectedVersion: booking.version,
  };
}

/** The coach says it as soon as Cal.com has the move, whatever is known of it here. */
async function answerAtOnce({ drill, before }: Running, { word }: HostAnswer): Promise<void> {
  const deadline = now() + QUIET_WITHIN_MS;
  for (;;) {
    const { leafUid, leafStatus } = await drill.ledgers.chainFrom(before.booking.calBookingId);
    if (leafStatus === "pending") return drill.ledgers.answerAtCal(leafUid, word);
    if (now() > deadline) throw new Error("Nothing waits for the coach's word at Cal.com.");
    await sleep(20);
  }
}

/** The coach says it when everybody knows of the move; who has to die of it, does. */
async function answerLater(running: Running, { word }: HostAnswer): Promise<Toll> {
  const { drill, cell, before } = running;
  const { leafUid } = await drill.ledgers.chainFrom(before.booking.calBookingId);
  const containing = [leafUid, word === "confirm" ? "accepted" : "rejected"];
  const dying = cell.killing.isDuringAnswer ? die({ ...running, containing }) : noToll;
  await drill.ledgers.answerAtCal(leafUid, word);
  return dying;
}

/** What the three records hold now. */
async function lookAround({ drill, meeting, attemptUlid, before, messages }: Running) {
  const { ledgers } = drill;
  const { booking, attempt, ...after } = await ledgers.database(meeting.bookingUlid, attemptUlid);
  const chain = await ledgers.chainFrom(before.booking.calBookingId);
  const known = new Set(messages.map(({ id }) => id));
  const mails = (await ledgers.messages()).filter(({ id }) => !known.has(id));
  const letters = mails.map(({ to, idempotencyKey }) => [...to, idempotencyKey].join(" "));
  const movesInDatabase = booking.version - before.booking.version;
  const isAnswered =
    booking.status === "rejected" || (after.isAwaited && booking.status !== "pending");
  return {
    attempt,
    attemptState: attempt?.state ?? null,
    openMs: attempt && fromInstant(attempt.updatedAt) - fromInstant(attempt.createdAt),
    movesAtCal: chain.moves,
    widestFork: chain.widest,
    movesInDatabase,
    news: movesInDatabase + (isAnswered ? 1 : 0),
    inStep: isInStep(booking, chain),
    notifications: after.notifications - before.notifications,
    mails: mails.length,
    distinctMails: new Set(letters).size,
  };
}

function isInStep(booking: DatabaseView["booking"], chain: CalChain): boolean {
  return (
    booking.calBookingId === chain.leafUid &&
    fromInstant(booking.startTime) === chain.leafStart &&
    booking.status === chain.leafStatus
  );
}

function untilQuiet(running: Running): Promise<boolean> {
  return until(running, ({ inFlight, unsentMails }) => inFlight === 0 && unsentMails === 0);
}

/** Nothing is on its way, and what the coach said is known. */
function untilAnswered(running: Running): Promise<boolean> {
  const hasToBeKnown = running.cell.answer !== null;
  return until(running, ({ inFlight, unsentMails, booking }) => {
    const isKnown = !hasToBeKnown || booking.status !== "pending";
    return inFlight === 0 && unsentMails === 0 && isKnown;
  });
}

async function until(
  { drill, meeting, attemptUlid }: Running,
  isThere: (view: DatabaseView) => boolean,
): Promise<boolean> {
  const deadline = now() + QUIET_WITHIN_MS;
  while (now() < deadline) {
    if (isThere(await drill.ledgers.database(meeting.bookingUlid, attemptUlid))) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function askAgain(
  { drill, cell, meeting, attemptUlid }: Running,
  { move, hasAttempt }: { move: MoveInput; hasAttempt: boolean },
): Promise<{ status: string; repeated: Answer | null }> {
  if (!hasAttempt) return { status: "unknown", repeated: null };
  const mover = meeting.movers[cell.role];
  const asked = await drill.api.query(mover, "booking.rescheduleStatus", { attemptUlid });
  const repeated = await drill.api.mutate(mover, "booking.reschedule", move);
  return { status: outcomeOf(asked), repeated };
}
