import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { outcomeOf } from "../state/api-result.ts";
import {
  checkInvariants,
  type FinalState,
  INVARIANT_VIOLATIONS,
} from "../state/check-invariants.ts";
import type { StackPlan } from "@reslot/launcher";
import { queryDatabase } from "../state/query-database.ts";
import { fromInstant, now, toInstant } from "../clock.ts";
import type { Fixture } from "./fixture.ts";
import { type FaultResult, killProcesses, nothingKilled } from "./kill-processes.ts";
import type { TestMeeting } from "./meetings.ts";
import {
  type CalChain,
  followChain,
  readCalBookings,
  readRescheduleCalls,
} from "../state/read-cal-state.ts";
import {
  type DatabaseState,
  readDatabaseState,
  readState,
  type StateSnapshot,
} from "../state/read-state.ts";
import type { CoachDecision, FaultScenario } from "./scenarios.ts";
import { TIMINGS, WORKER_CYCLE_MS } from "./timings.ts";

const SETTLE_WITHIN_MS = 45_000;
const POLL_MS = 150;
/** How long an attempt may be in flight: the quiet time and two cycles of the worker. */
const MAX_OPEN_MS = TIMINGS.quietMs + 2 * WORKER_CYCLE_MS;
/** Long enough to be killed in, shorter than the call's own timeout. */
const IN_FLIGHT_MS = 1_000;

const POINT_NOT_REACHED = "injection point not reached";
/** The move was refused before: the scenario has shown nothing about its fault. */
const CAL_NOT_REACHED = "move not sent to Cal.com";
/** Everything that can be wrong with a scenario. */
export const VIOLATIONS = [...INVARIANT_VIOLATIONS, POINT_NOT_REACHED, CAL_NOT_REACHED];

export interface ScenarioResult {
  readonly scenario: FaultScenario;
  /** What was in flight at the last kill. */
  readonly inFlight: string;
  readonly final: FinalState;
  readonly errorCode: string | null;
  readonly violations: readonly string[];
  readonly tookMs: number;
}

interface Run {
  readonly fixture: Fixture;
  readonly scenario: FaultScenario;
  readonly meeting: TestMeeting;
  readonly bookingUlid: string;
  readonly attemptUlid: string;
  readonly before: StateSnapshot;
}

/** Makes one move under one fault with the kills of one plan, waits until nothing is in flight, and checks the result. */
export async function runScenario(
  fixture: Fixture,
  scenario: FaultScenario,
): Promise<ScenarioResult> {
  const { stack, api } = fixture;
  const startedAt = now();
  const meeting = fixture.meetingOf(scenario.meeting);
  const { bookingUlid } = meeting;
  const attemptUlid = ulid();
  const before = await readState(stack.plan, { bookingUlid, attemptUlid });
  const run = { fixture, scenario, meeting, bookingUlid, attemptUlid, before };
  const move = moveInput(run);
  const { inFlight, ...course } = await moveUnderFault(run, move);
  const { attempt, ...changes } = await compareRecords(run);
  const repeated = await repeatMove(run, { move, attempt });
  if (scenario.fault === "unauthorized") await api.reconnect(meeting.movers[scenario.role]);
  if (scenario.decision?.action === "decline") await fixture.replaceMeeting(scenario.meeting);
  const calls = await readRescheduleCalls(stack.plan);
  const rescheduleCalls = calls.length - before.cal.rescheduleCalls.length;
  const final: FinalState = { ...course, ...changes, ...repeated, rescheduleCalls };
  return {
    scenario,
    inFlight: inFlight ?? "",
    final,
    errorCode: attempt?.errorCode?.split(" ")[0] ?? null,
    violations: [
      ...checkInvariants(final, MAX_OPEN_MS),
      ...(inFlight === null ? [POINT_NOT_REACHED] : []),
      ...(rescheduleCalls === 0 && !scenario.killPlan.isBeforePost ? [CAL_NOT_REACHED] : []),
    ],
    tookMs: now() - startedAt,
  };
}

/** The move, the kills and the coach's decision, until nothing is in flight. */
async function moveUnderFault(run: Run, move: MoveInput) {
  const { fixture, scenario, meeting } = run;
  const { decision, killPlan, role, fault } = scenario;
  if (fault !== "none") await fixture.cal.setFault(fault, faultDelayOf(scenario));
  const moving = fixture.api.mutate(meeting.movers[role], "booking.reschedule", move);
  const deciding = decision?.when === "atOnce" ? decideAtOnce(run, decision) : null;
  const duringMove = killPlan.isDuringDecision
    ? nothingKilled
    : await killProcesses(killInput(run));
  const response = await moving;
  await deciding;
  const hasMoveSettled = await untilSettled(run);
  await duringMove.recovered;
  await fixture.cal.clearFaults();
  const duringDecision =
    decision?.when === "later" ? await decideLater(run, decision) : nothingKilled;
  const hasDecisionSettled = await untilDecided(run);
  await duringDecision.recovered;
  const { inFlight } = killPlan.isDuringDecision ? duringDecision : duringMove;
  const isSettled = hasMoveSettled && hasDecisionSettled;
  return { response, downtimeMs: duringMove.downtimeMs, isSettled, inFlight };
}

function killInput({ fixture, scenario, before }: Run) {
  return { stack: fixture.stack, scenario, knownCalls: before.cal.rescheduleCalls.length };
}

/** How long Cal.com takes to fail. */
function faultDelayOf({ fault, killPlan }: FaultScenario): number {
  const hasKillInFlight = killPlan.kills.some(({ at }) => at === "inFlight");
  return fault === "delay" || hasKillInFlight ? IN_FLIGHT_MS : 0;
}

type MoveInput = ReturnType<typeof moveInput>;

function moveInput({ meeting, attemptUlid, scenario, before }: Run) {
  const { booking } = before.database;
  const current = fromInstant(booking.startTime);
  const free = meeting.starts.filter((start) => start !== current);
  const start = free[scenario.number % free.length];
  if (start === undefined) throw new Error("There is no free time to move to.");
  return {
    bookingUlid: meeting.bookingUlid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + booking.durationMinutes * minuteMs),
    attemptUlid,
    expectedVersion: booking.version,
  };
}

async function readChain({ fixture, before }: Run): Promise<CalChain> {
  const bookings = await readCalBookings(fixture.stack.plan);
  return followChain(bookings, before.database.booking.calBookingId);
}

/** The coach decides as soon as Cal.com has the move, whatever Reslot knows of it. */
async function decideAtOnce(run: Run, { action }: CoachDecision): Promise<void> {
  const deadline = now() + SETTLE_WITHIN_MS;
  for (;;) {
    const { leafUid, leafStatus } = await readChain(run);
    if (leafStatus === "pending") return run.fixture.cal.decide(leafUid, action);
    if (now() > deadline) throw new Error("No booking at Cal.com is waiting for the coach.");
    await sleep(20);
  }
}

/** The coach decides once Reslot has recorded the move; kills that belong to the decision happen here. */
async function decideLater(run: Run, { action }: CoachDecision): Promise<FaultResult> {
  const { fixture, scenario } = run;
  const { leafUid } = await readChain(run);
  const containing = [leafUid, action === "confirm" ? "accepted" : "rejected"];
  const killing = scenario.killPlan.isDuringDecision
    ? killProcesses({ ...killInput(run), containing })
    : nothingKilled;
  await fixture.cal.decide(leafUid, action);
  return killing;
}

/** What the three records hold now, against what they held before. */
async function compareRecords({ fixture, scenario, bookingUlid, attemptUlid, before }: Run) {
  const { database, cal, inbox } = await readState(fixture.stack.plan, {
    bookingUlid,
    attemptUlid,
  });
  const { booking, attempt } = database;
  const chain = followChain(cal.bookings, before.database.booking.calBookingId);
  const known = new Set(before.inbox.map(({ id }) => id));
  const emails = inbox.filter(({ id }) => !known.has(id));
  const emailKeys = emails.map(({ to, mailKey }) => [...to, mailKey].join(" "));
  const movesInDatabase = booking.version - before.database.booking.version;
  const isDecided =
    booking.status === "rejected" ||
    (database.isAwaitingConfirmation && booking.status !== "pending");
  const notifiableChanges = movesInDatabase + (isDecided ? 1 : 0);
  const areMerged = scenario.decision?.when === "atOnce";
  return {
    attempt,
    attemptState: attempt?.state ?? null,
    openMs: attempt && fromInstant(attempt.updatedAt) - fromInstant(attempt.createdAt),
    movesAtCal: chain.moves,
    maxSuccessors: chain.maxSuccessors,
    movesInDatabase,
    notifiableChanges,
    changesToldApart: areMerged ? Math.min(notifiableChanges, 1) : notifiableChanges,
    isInSync: isInSync(booking, chain),
    notifications: database.notifications - before.database.notifications,
    emails: emails.length,
    distinctEmails: new Set(emailKeys).size,
  };
}

function isInSync(booking: DatabaseState["booking"], chain: CalChain): boolean {
  return (
    booking.calBookingId === chain.leafUid &&
    fromInstant(booking.startTime) === chain.leafStart &&
    booking.status === chain.leafStatus
  );
}

function nothingInFlight({ attemptsInFlight, unsentEmails }: DatabaseState): boolean {
  return attemptsInFlight === 0 && unsentEmails === 0;
}

function untilSettled(run: Run): Promise<boolean> {
  return until(run, nothingInFlight);
}

/** Nothing is in flight, and the coach's decision is recorded. */
function untilDecided(run: Run): Promise<boolean> {
  const needsDecision = run.scenario.decision !== null;
  return until(
    run,
    (state) => nothingInFlight(state) && (!needsDecision || state.booking.status !== "pending"),
  );
}

async function until(
  { fixture, bookingUlid, attemptUlid }: Run,
  isReached: (state: DatabaseState) => boolean,
): Promise<boolean> {
  const deadline = now() + SETTLE_WITHIN_MS;
  while (now() < deadline) {
    await hurryMail(fixture.stack.plan);
    const state = await readDatabaseState(fixture.stack.plan, { bookingUlid, attemptUlid });
    if (isReached(state)) return true;
    await sleep(POLL_MS);
  }
  return false;
}

/** Lets mail leave that waits for further changes or for the limits, which the scenarios together would reach. */
async function hurryMail(plan: StackPlan): Promise<void> {
  await queryDatabase(
    plan,
    `update "Outbox" set "countedAt" = null where "countedAt" is not null and "doneAt" is not null;
    update "Outbox" set "availableAt" = now()
      where "doneAt" is null and "deadAt" is null and "tries" = 0 and "availableAt" > now()`,
  );
}

/** Asks for the status of the attempt, then sends the same request again where that cannot move the meeting. */
async function repeatMove(
  { fixture, scenario, meeting, attemptUlid }: Run,
  { move, attempt }: { move: MoveInput; attempt: DatabaseState["attempt"] },
): Promise<Pick<FinalState, "status" | "repeatedResponse">> {
  if (!attempt) return { status: "unknown", repeatedResponse: null };
  const mover = meeting.movers[scenario.role];
  const status = await fixture.api.query(mover, "booking.rescheduleStatus", { attemptUlid });
  if (attempt.state === "ABANDONED") return { status: outcomeOf(status), repeatedResponse: null };
  const repeatedResponse = await fixture.api.mutate(mover, "booking.reschedule", move);
  return { status: outcomeOf(status), repeatedResponse };
}
