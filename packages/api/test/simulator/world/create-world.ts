import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { createCalDouble } from "../cal/cal-double.ts";
import { createCalRecord } from "../cal/cal-record.ts";
import { createEvents, type Events } from "../events.ts";
import type { Mutant } from "../mutants.ts";
import type { Profile } from "../profiles.ts";
import { createRandom, type Random } from "../random.ts";
import { createScheduler } from "../scheduler.ts";
import { setClock } from "./clock.ts";
import { createMailDouble } from "./mail-double.ts";
import { meetings } from "./people.ts";
import { createProgram } from "./program.ts";
import { arrange, type SimDatabase } from "./sim-database.ts";
import { type Program, type Setting, type SimWorld, timings } from "./sim-world.ts";

const kindsOfMeetings = 1_000_003;
const timesOfBirth = 2_000_003;
const names = 3_000_017;
const firstBirth = Date.UTC(2030, 0, 1);
const yearMs = 365 * dayMs;

interface SettingOptions {
  readonly bornAt: number;
  readonly profile: Profile;
  readonly events: Events;
}

export interface WorldOptions {
  readonly seed: number;
  readonly database: SimDatabase;
  readonly random: Random;
  readonly profile: Profile;
  readonly mutant: Mutant | null;
}

/** When a run begins: at any hour of a year that its seed chooses, so that a seed means the same on every day. */
function birthOf(dice: Random): number {
  return firstBirth + Math.floor((dice() * yearMs) / minuteMs) * minuteMs;
}

function settingOf(dice: Random, { bornAt, profile, events }: SettingOptions): Setting {
  const start = Math.floor(bornAt / dayMs) * dayMs + 7 * dayMs + 9 * hourMs;
  const setting = {
    needsWord: dice() < profile.needsWord,
    isMenteeConnected: dice() < profile.menteeConnected,
    hasConsent: dice() < profile.consent,
    isSeries: dice() < profile.series,
    start,
    menteeBusyAt: start + 14 * hourMs,
  };
  if (setting.isSeries) events.note("recurring series");
  if (!setting.hasConsent) events.note("without consent");
  return setting;
}

/** Two meetings in a week, in an empty database and at a Cal.com of its own. */
export async function createWorld(options: WorldOptions): Promise<SimWorld> {
  const { database, random, profile } = options;
  const events = createEvents();
  // The setting has dice of its own, so that it does not change what else a seed means.
  const { seed } = options;
  const bornAt = birthOf(createRandom(seed + timesOfBirth));
  const dice = createRandom(seed + kindsOfMeetings);
  const setting = settingOf(dice, { bornAt, profile, events });
  let time = bornAt;
  await setClock(database, time);
  await arrange(database, setting);
  const now = () => time;
  const scheduler = createScheduler();
  const seriesUid = setting.isSeries ? "series" : null;
  const record = createCalRecord(now, seriesUid);
  meetings.forEach(({ calUid }, index) => record.book(calUid, setting.start + index * 4 * hourMs));
  record.takeNews();
  const pass = async (ms: number) => {
    time += Math.round(ms);
    await setClock(database, time);
    scheduler.trace.push(`${Math.round(ms)} ms pass`);
    cal.catchUp();
  };
  const shared = { random, profile, scheduler, events, now, pass };
  const { needsWord, menteeBusyAt } = setting;
  const latestEffectMs = timings.quietMs - timings.leaseMs;
  const cal = createCalDouble({
    ...shared,
    record,
    needsWord,
    seriesUid,
    menteeBusyAt,
    latestEffectMs,
  });
  const nameDice = createRandom(seed + names);
  const left = new Map<string, boolean>();
  const currentName = () => scheduler.current()?.name ?? "";
  const world: SimWorld = {
    ...shared,
    database,
    cal,
    mail: createMailDouble(shared),
    setting,
    declared: [],
    sent: new Map(),
    settledAt: new Map(),
    logged: [],
    hadLeft: () => left.get(currentName()) ?? false,
    noteWhetherLeft(attemptUlid) {
      const hasLeft = cal.posts.some(({ attempt }) => attempt === attemptUlid);
      left.set(currentName(), hasLeft);
    },
    isCalm: false,
    startProgram: (name) => startProgram(world, name, { mutant: options.mutant, dice: nameDice }),
  };
  return world;
}

const mostSkewMs = 5 * minuteMs;

function startProgram(
  world: SimWorld,
  name: string,
  options: { readonly mutant: Mutant | null; readonly dice: Random },
): Program {
  const { mutant } = options;
  const { random, profile, events } = world;
  const program = { name, skewMs: random() < profile.skew ? skewOf(random) : 0 };
  if (program.skewMs > 0) events.note("clock ahead");
  if (program.skewMs < 0) events.note("clock behind");
  const clock = { now: () => world.now() + program.skewMs, elapsed: () => world.now() };
  const app = createProgram(world, {
    clock,
    newUlid: () => ulid(clock.now(), options.dice),
    timings: { ...timings, ...mutant?.timings },
    wrapCal: mutant?.cal ?? ((client) => client),
  });
  return Object.assign(program, { app });
}

/** Five minutes either way at most. */
export function skewOf(random: Random): number {
  return Math.round((random() * 2 - 1) * mostSkewMs);
}
