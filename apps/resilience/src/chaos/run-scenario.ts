import { setTimeout as sleep } from "node:timers/promises";
import { ulid } from "ulid";
import { now } from "../clock.ts";
import {
  checkInvariants,
  type FinalState,
  INVARIANT_VIOLATIONS,
} from "../state/check-invariants.ts";
import { makeApiKey } from "../state/make-api-key.ts";
import {
  type CalChain,
  followChain,
  readCalBookings,
  readRescheduleCalls,
} from "../state/read-cal-state.ts";
import { readState } from "../state/read-state.ts";
import { askForMove, type MoveInput, moveInput, repeatMove } from "./ask-for-move.ts";
import { compareRecords } from "./compare-records.ts";
import type { Fixture } from "./fixture.ts";
import { type FaultResult, killProcesses, nothingKilled } from "./kill-processes.ts";
import { nothingInFlight, type Run, until } from "./run.ts";
import type { CoachDecision, FaultScenario } from "./scenarios/scenario.ts";
import { LATE_COMMIT_MS, SLOW_MS, TIMINGS, WORKER_CYCLE_MS } from "./timings.ts";

/** How long an attempt may be in flight: the quiet time and two cycles of the worker. */
const MAX_OPEN_MS = TIMINGS.quietMs + 2 * WORKER_CYCLE_MS;
/** Long enough to be killed in, shorter than the call's own timeout. */
const IN_FLIGHT_MS = 1_000;
/** A program is stopped for longer than a lease, with what the others need to notice that it has ended. */
const STOPPED = { atLeastMs: TIMINGS.leaseMs + 1_000, awakeMs: 1_500 };
/** It goes on after this, even if the others have not settled its move. */
const OTHERS_SETTLE_WITHIN_MS = 15_000;
/** From the request to the POST, at most, and from a late commit to its webhook. */
const SETTLING_MS = 2_000;
const DECIDABLE_WITHIN_MS = 45_000;

const POINT_NOT_REACHED = "injection point not reached";
/** The move was refused before: the scenario has shown nothing about its fault. */
const CAL_NOT_REACHED = "move not sent to Cal.com";
/** How long Cal.com's stand-in asks to wait, and a margin. */
const RATE_LIMIT_MS = 1_200;

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

/** Makes one move under one fault with the kills of one plan, waits until nothing is in flight, and checks the result. */
export async function runScenario(
  fixture: Fixture,
  scenario: FaultScenario,
): Promise<ScenarioResult> {
  const { stack } = fixture;
  const startedAt = now();
  const run = await beginRun(fixture, scenario);
  const { meeting, before } = run;
  const move = moveInput(run);
  const { inFlight, ...course } = await moveUnderFault(run, move);
  const { attempt, ...changes } = await compareRecords(run);
  const repeated = await repeatMove(run, { move, attempt });
  const api = fixture.apiOf("web");
  if (scenario.fault === "unauthorized") await api.reconnect(meeting.movers[scenario.role]);
  if (scenario.fault === "rateLimit") await sleep(RATE_LIMIT_MS); // it is kept to by the next move too
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

async function beginRun(fixture: Fixture, scenario: FaultScenario): Promise<Run> {
  const { plan } = fixture.stack;
  const meeting = fixture.meetingOf(scenario.meeting);
  const { bookingUlid } = meeting;
  const attemptUlid = ulid();
  const before = await readState(plan, { bookingUlid, attemptUlid });
  // A web app remembers a proven key, and would not ask Clerk about the demo's.
  const isClerkAsked = scenario.dependencyFault?.dependency === "Clerk";
  const secret = isClerkAsked ? await makeApiKey(plan, meeting.movers[scenario.role]) : undefined;
  const apiOf: Run["apiOf"] = (server) => fixture.apiOf(server, secret);
  return { fixture, scenario, meeting, bookingUlid, attemptUlid, before, apiOf };
}

/** The move, the kills and the coach's decision, until nothing is in flight. */
async function moveUnderFault(run: Run, move: MoveInput) {
  const { fixture, scenario } = run;
  const { decision, killPlan, fault } = scenario;
  if (fault !== "none") await fixture.cal.setFault(fault, faultDelayOf(scenario));
  // However early the move is settled, what Cal.com does late is compared with it.
  const calDone = fault === "delayBeforeCommit" ? sleep(LATE_COMMIT_MS + SETTLING_MS) : null;
  const dependency = setDependencyFault(run);
  const moving = askForMove(run, move);
  const deciding = decision?.when === "atOnce" ? decideAtOnce(run, decision) : null;
  const duringMove = killPlan.isDuringDecision
    ? nothingKilled
    : await killProcesses(killInput(run));
  const responses = await moving;
  await deciding;
  const hasMoveSettled = await until(run, nothingInFlight);
  await Promise.all([duringMove.recovered, calDone]);
  await fixture.cal.clearFaults();
  const wasMet = dependency.clear();
  const duringDecision =
    decision?.when === "later" ? await decideLater(run, decision) : nothingKilled;
  const hasDecisionSettled = await untilDecided(run);
  await duringDecision.recovered;
  const { inFlight } = killPlan.isDuringDecision ? duringDecision : duringMove;
  const isSettled = hasMoveSettled && hasDecisionSettled;
  const downtimeMs = duringMove.downtimeMs + dependency.slowMs;
  return { ...responses, downtimeMs, isSettled, inFlight: wasMet ? inFlight : null };
}

/** Makes calls to a dependency fail, if the scenario says so. `clear` tells whether there was such a call. */
function setDependencyFault({ fixture, scenario: { dependencyFault } }: Run) {
  if (!dependencyFault) return { slowMs: 0, clear: () => true };
  const { dependency, fault, calls, times } = dependencyFault;
  const proxy = fixture.stack.dependencies[dependency];
  proxy.setFault(fault, { calls, times });
  return {
    slowMs: fault === "slow" ? SLOW_MS[dependency] : 0,
    clear: () => {
      proxy.setFault(null);
      return proxy.countMet() > 0;
    },
  };
}

function killInput(run: Run) {
  const { fixture, scenario, before } = run;
  return {
    stack: fixture.stack,
    scenario,
    knownCalls: before.cal.rescheduleCalls.length,
    stopped: STOPPED,
    othersSettled: () =>
      until(
        run,
        (state) => state.attempt !== null && nothingInFlight(state),
        OTHERS_SETTLE_WITHIN_MS,
      ),
  };
}

/** How long Cal.com takes to fail. */
function faultDelayOf({ fault, killPlan }: FaultScenario): number {
  if (fault === "delayBeforeCommit") return LATE_COMMIT_MS;
  const hasKillInFlight = killPlan.kills.some(({ at }) => at === "inFlight");
  return fault === "delay" || hasKillInFlight ? IN_FLIGHT_MS : 0;
}

async function readChain({ fixture, before }: Run): Promise<CalChain> {
  const bookings = await readCalBookings(fixture.stack.plan);
  return followChain(bookings, before.database.booking.calBookingId);
}

/** The coach decides as soon as Cal.com has the move, whatever Reslot knows of it. */
async function decideAtOnce(run: Run, { action }: CoachDecision): Promise<void> {
  const deadline = now() + DECIDABLE_WITHIN_MS;
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

/** Nothing is in flight, and the coach's decision is recorded. */
function untilDecided(run: Run): Promise<boolean> {
  const needsDecision = run.scenario.decision !== null;
  return until(
    run,
    (state) => nothingInFlight(state) && (!needsDecision || state.booking.status !== "pending"),
  );
}
