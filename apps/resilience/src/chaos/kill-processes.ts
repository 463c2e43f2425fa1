import type { StackPlan } from "@reslot/launcher";
import { setTimeout as sleep } from "node:timers/promises";
import { now } from "../clock.ts";
import { queryDatabase } from "../state/query-database.ts";
import { readRescheduleCalls } from "../state/read-cal-state.ts";
import type { DatabasePoint, FaultScenario, Kill } from "./scenarios/scenario.ts";
import type { ChaosStack } from "./stack/chaos-stack.ts";
import { isWeb, type KillTarget, type Program } from "./stack/programs.ts";

/** Longer than the worker takes to find by itself what no job announced. */
const REACH_WITHIN_MS = 25_000;
/** How long Cal.com gets to commit what it was going to commit. */
const COMMIT_MS = 150;

/** What the signals of one scenario came to. */
export interface FaultResult {
  /** How long the worker or the database was down, in ms. */
  readonly downtimeMs: number;
  /** What was in flight at the last kill; null if an injection point was never reached. */
  readonly inFlight: string | null;
  /** Resolves when every process is up again, and what was stopped has gone on. */
  readonly recovered: Promise<void>;
}

/** The result when no process is killed. */
export const nothingKilled: FaultResult = {
  downtimeMs: 0,
  inFlight: "nothing",
  recovered: Promise.resolve(),
};

interface KillInput {
  readonly stack: ChaosStack;
  readonly scenario: FaultScenario;
  /** How many reschedule calls Cal.com had received before the scenario. */
  readonly knownCalls: number;
  /** Resolves when the programs that still run have settled the move and its mail, or have taken too long. */
  readonly othersSettled: () => Promise<unknown>;
  readonly stopped: {
    /** How long a program is stopped if the others settle its move earlier. */
    readonly atLeastMs: number;
    /** How long it has for what it had in hand when it was stopped. */
    readonly awakeMs: number;
  };
  /** Hold only calls to the database whose body contains all of these. */
  readonly containing?: readonly string[];
}

/** Kills or stops each target at its injection point and brings it back. Injection points count from this call. */
export async function killProcesses(input: KillInput): Promise<FaultResult> {
  const { stack, scenario } = input;
  // Armed all at once: the second point may be reached while the first target goes down.
  const armed = scenario.killPlan.kills.map((kill) => ({ kill, point: armPoint(input, kill) }));
  let inFlight: string | null = "nothing";
  let downtimeMs = 0;
  const restarts: Promise<void>[] = [];
  for (const { kill, point } of armed) {
    const reached = await Promise.race([point.reached, sleep(REACH_WITHIN_MS, null)]);
    if (reached === null) {
      point.cut();
      inFlight = null;
      break;
    }
    const target = kill.target === "caller" ? reached.by : kill.target;
    inFlight = reached.inFlight;
    if (kill.signal === "SIGSTOP") {
      restarts.push(stopUntilSettled(input, { target, point }));
      continue;
    }
    const killedAt = now();
    await stack.kill(target);
    point.cut();
    const restart = stack.restart(target);
    restarts.push(restart);
    if (isWeb(target) && !scenario.killPlan.isDuringDecision) continue;
    await restart;
    await expireLeases(stack.plan);
    downtimeMs += now() - killedAt;
  }
  return { downtimeMs, inFlight, recovered: Promise.all(restarts).then(() => undefined) };
}

/** Stops a process for longer than its lease, until the others have settled the move. Then its held call goes on too. */
async function stopUntilSettled(
  { stack, stopped, othersSettled }: KillInput,
  { target, point }: { target: KillTarget; point: ArmedPoint },
): Promise<void> {
  stack.freeze(target);
  try {
    if (!isWeb(target)) await expireLeases(stack.plan);
    await Promise.all([sleep(stopped.atLeastMs), othersSettled()]);
  } finally {
    stack.resume(target);
    point.release();
  }
  await sleep(stopped.awakeMs);
}

interface ReachedPoint {
  readonly by: Program;
  readonly inFlight: string;
}

interface ArmedPoint {
  readonly reached: Promise<ReachedPoint>;
  /** Cuts off the call that is held there. */
  cut(): void;
  /** Lets the call that is held there continue. */
  release(): void;
}

function armPoint(input: KillInput, { at, target }: Kill): ArmedPoint {
  const nothingHeld = { cut: () => undefined, release: () => undefined };
  const by = target === "caller" || target === "supabase" ? "web" : target;
  switch (at) {
    case "start":
      return { ...nothingHeld, reached: Promise.resolve({ by, inFlight: "nothing" }) };
    case "inFlight": {
      const sent = untilInFlight(input.stack.plan, input.knownCalls);
      return {
        ...nothingHeld,
        reached: sent.then(() => ({ by, inFlight: "POST at Cal.com" })),
      };
    }
    default:
      return holdCalls(input, at);
  }
}

/** Holds the first matching call of any of the programs; the others then pass. */
function holdCalls({ stack, containing }: KillInput, { of, ...point }: DatabasePoint): ArmedPoint {
  const holds = of.map((program) => ({
    program,
    ...stack.pausing[program].holdNext({ ...point, ...(containing && { containing }) }),
  }));
  const firstReached = holds.map(async ({ program, reached }) => {
    const name = await reached;
    for (const other of holds) if (other.program !== program) other.release();
    return { by: program, inFlight: `${name} (${point.when})` };
  });
  return {
    reached: Promise.race(firstReached),
    cut: () => {
      for (const hold of holds) hold.cut();
    },
    release: () => {
      for (const hold of holds) hold.release();
    },
  };
}

/** Waits for a reschedule call that Cal.com has received and not answered. Never resolves without one. */
async function untilInFlight(plan: StackPlan, knownCalls: number): Promise<void> {
  const deadline = now() + REACH_WITHIN_MS;
  while (now() < deadline) {
    const calls = await readRescheduleCalls(plan);
    if (calls.length > knownCalls && calls.at(-1)?.status === 0) return sleep(COMMIT_MS);
    await sleep(20);
  }
  return new Promise(() => undefined);
}

/**
 * A killed process keeps its leases until they expire: 15 s for a job, 30 s for an attempt, 2 minutes
 * for an email, whatever the protocol's times are. This ends that wait.
 */
async function expireLeases(plan: StackPlan): Promise<void> {
  await queryDatabase(
    plan,
    `update "Jobs" set "leaseUntil" = now() where "leaseUntil" > now();
    update "RescheduleAttempts" set "leaseUntil" = now(), "nextRunAt" = least("nextRunAt", now())
      where "state" = 'UNKNOWN' and "leaseUntil" > now();
    update "Outbox" set "leaseUntil" = now() where "leaseUntil" > now() and "doneAt" is null;
    update "WebhookInbox" set "leaseUntil" = now() where "leaseUntil" > now() and "doneAt" is null`,
  );
}
