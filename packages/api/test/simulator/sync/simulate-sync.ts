import { dayMs, minuteMs, secondMs } from "@reslot/cal/time";
import type { CoachSyncClaim, Db } from "@reslot/db";
import { planSync } from "../../../src/sync/sync-schedule.ts";
import { syncRound } from "../../../src/sync/sync-round.ts";
import { createRandom, type Random } from "../random.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";

/** A deployment, and Cal.com behind it. */
export interface SyncScale {
  readonly coaches: number;
  /** The part of the coaches whose next meeting is within two days, and within 30 days. */
  readonly soon: number;
  readonly month: number;
  readonly workers: number;
  /** Changes a second in Cal.com, of all coaches; no webhook tells of any. */
  readonly changesPerSecond: number;
  readonly minutes: number;
  readonly seed: number;
}

export interface SyncFigures {
  /** The longest and the 95th percentile of the time from a change to its record, in seconds. */
  readonly soonWorst: number;
  readonly soonP95: number;
  readonly monthWorst: number;
  readonly monthP95: number;
  readonly changes: number;
  readonly syncs: number;
  /** Calls a second at Cal.com on average, and the most with one credential within a minute. */
  readonly callsPerSecond: number;
  readonly perKeyPerMinute: number;
}

/** Lanes of one worker process, its reads at Cal.com at the same time, and what a call and a query take. */
const lanes = 4;
const readsAtOnce = 40;
const callMs = 300;
const queryMs = 20;

/** What the claim knows of a coach; times in epoch ms. */
export interface Claimable {
  nextSyncAt: number;
  leaseUntil: number;
  everyMs: number;
}

interface Coach extends Claimable {
  nextMeetingInMs: number;
  changes: number[];
  calls: number[];
}

export async function simulateSync(scale: SyncScale): Promise<SyncFigures> {
  const time = createVirtualTime();
  const random = createRandom(scale.seed);
  const coaches = Array.from({ length: scale.coaches }, (_, index) =>
    createCoach(index / scale.coaches, scale, random),
  );
  const seen: { soon: number[]; month: number[]; syncs: number } = {
    soon: [],
    month: [],
    syncs: 0,
  };
  const store = createStore(time, coaches);
  for (let worker = 0; worker < scale.workers; worker += 1) {
    const gate = createGate(readsAtOnce);
    for (let lane = 0; lane < lanes; lane += 1) void runLane();

    async function runLane(): Promise<void> {
      for (;;) {
        const count = await syncRound(store, (claim) => syncOne(claim, gate));
        if (count === 0) await time.sleep(secondMs);
      }
    }
  }
  void changeCoaches();
  await time.run(scale.minutes * minuteMs);
  return figuresOf(coaches, seen, scale);

  async function syncOne({ userUlid }: CoachSyncClaim, gate: Gate): Promise<void> {
    const coach = coaches[Number(userUlid)];
    if (!coach) return;
    await time.sleep(2 * queryMs);
    await gate.enter();
    const readAt = time.now();
    coach.calls.push(readAt);
    await time.sleep(callMs * (0.5 + random()));
    gate.leave();
    await time.sleep(3 * queryMs);
    const changes = coach.changes.filter((at) => at <= readAt);
    coach.changes = coach.changes.filter((at) => at > readAt);
    const kind = kindOf(coach);
    if (kind) seen[kind].push(...changes.map((at) => time.now() - at));
    seen.syncs += 1;
    settle(coach, time.now(), random);
  }

  async function changeCoaches(): Promise<void> {
    for (;;) {
      await time.sleep((2 * random() * secondMs) / scale.changesPerSecond);
      coaches[Math.floor(random() * coaches.length)]?.changes.push(time.now());
    }
  }
}

function createCoach(place: number, { soon, month }: SyncScale, random: Random): Coach {
  const nextMeetingInMs =
    place < soon ? dayMs : place < soon + month ? 20 * dayMs : Number.POSITIVE_INFINITY;
  const coach = {
    nextSyncAt: 0,
    leaseUntil: 0,
    everyMs: 0,
    nextMeetingInMs,
    changes: [],
    calls: [],
  };
  settle(coach, 0, random);
  // The deployment has been running: coaches are due at any time of their interval.
  coach.nextSyncAt *= random();
  return coach;
}

/** As `coach_sync_done` does. */
function settle(coach: Coach, now: number, random: Random): void {
  const interval = planSync(random).find(
    ({ withinMs }) => withinMs === null || coach.nextMeetingInMs <= withinMs,
  );
  coach.everyMs = interval?.everyMs ?? 0;
  coach.nextSyncAt = now + (interval?.delayMs ?? 0);
  coach.leaseUntil = 0;
}

/** As `coach_sync_claim` does: due and not leased, the shortest interval first, then who waits longest. */
export function inClaimOrder(coaches: readonly Claimable[], now: number): number[] {
  const places = Float64Array.from(coaches, orderOf); // a sort of thousands compares far more often
  const due = [...coaches.keys()].filter((index) => isDue(coaches[index], now));
  return due.toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
}

function createStore(
  time: VirtualTime,
  coaches: readonly Coach[],
): Pick<Db["coachSyncs"], "claim"> {
  let due: number[] = [];
  let readUntil = -1;
  return {
    async claim({ limit, leaseMs }) {
      await time.sleep(queryMs);
      const now = time.now();
      // A database reads an index at each claim; here the order is up to half a second old.
      if (now > readUntil) {
        readUntil = now + 500;
        due = inClaimOrder(coaches, now);
      }
      const taken = due.splice(0, limit).filter((index) => isDue(coaches[index], now));
      for (const index of taken) {
        const coach = coaches[index];
        if (coach) coach.leaseUntil = now + leaseMs;
      }
      return taken.map((index) => ({
        userUlid: String(index),
        fence: 1,
        cursor: null,
        wholeAgeMs: null,
      }));
    },
  };
}

function isDue(coach: Claimable | undefined, now: number): boolean {
  return coach !== undefined && coach.nextSyncAt <= now && coach.leaseUntil <= now;
}

function orderOf({ everyMs, nextSyncAt }: Claimable): number {
  return everyMs * dayMs + nextSyncAt;
}

interface Gate {
  enter(): Promise<void>;
  leave(): void;
}

function createGate(places: number): Gate {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((enter) => waiting.push(enter));
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}

function kindOf({ everyMs }: Coach): "soon" | "month" | null {
  if (everyMs === 2 * minuteMs) return "soon";
  return everyMs === 5 * minuteMs ? "month" : null;
}

function figuresOf(
  coaches: readonly Coach[],
  { soon, month, syncs }: { soon: number[]; month: number[]; syncs: number },
  { minutes }: SyncScale,
): SyncFigures {
  const unseen = (kind: "soon" | "month") =>
    coaches
      .filter((coach) => kindOf(coach) === kind)
      .flatMap(({ changes }) => changes.map((at) => minutes * minuteMs - at));
  const soonAll = [...soon, ...unseen("soon")].toSorted((a, b) => a - b);
  const monthAll = [...month, ...unseen("month")].toSorted((a, b) => a - b);
  const calls = coaches.reduce((sum, coach) => sum + coach.calls.length, 0);
  return {
    soonWorst: (soonAll.at(-1) ?? 0) / secondMs,
    soonP95: (soonAll[Math.floor(soonAll.length * 0.95)] ?? 0) / secondMs,
    monthWorst: (monthAll.at(-1) ?? 0) / secondMs,
    monthP95: (monthAll[Math.floor(monthAll.length * 0.95)] ?? 0) / secondMs,
    changes: soonAll.length + monthAll.length,
    syncs,
    callsPerSecond: calls / (minutes * 60),
    perKeyPerMinute: Math.max(...coaches.map(({ calls: times }) => mostWithin(times, minuteMs))),
  };
}

function mostWithin(times: readonly number[], windowMs: number): number {
  let most = 0;
  for (const [index, at] of times.entries()) {
    most = Math.max(most, times.slice(index).filter((each) => each < at + windowMs).length);
  }
  return most;
}
