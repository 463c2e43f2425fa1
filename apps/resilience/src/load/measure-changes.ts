import { setTimeout as sleep } from "node:timers/promises";
import { dayMs, minuteMs, secondMs } from "@reslot/cal/time";
import { now } from "../clock.ts";
import { postJson } from "../state/fetch-json.ts";
import { awaitArrivals, type Change, changeAtCal, delaysOf } from "./change-at-cal.ts";
import { followStream } from "./follow-stream.ts";
import type { Meeting, Stage } from "./seed.ts";

const perSecond = 2;
/** One coach's meetings change at most this often. */
const perCoachMs = 15 * secondMs;
const openPages = 40;

/** Sorted delays in ms. */
export interface ChangeDelays {
  /** From Cal.com to our database. */
  readonly here: readonly number[];
  /** From there to an open page. */
  readonly shown: readonly number[];
}

/** Changes meetings of all coaches in Cal.com, two a second or what their number allows, with pages of some open. */
export async function measureChanges(stage: Stage, minutes: number): Promise<ChangeDelays> {
  const { plan, population, meetings } = stage;
  const gapMs = Math.max(secondMs / perSecond, perCoachMs / population.coaches.length);
  const watched = meetings.filter((_meeting, index) => index % spread(meetings.length) === 0);
  const shownAt = new Map(watched.map(({ bookingUlid }) => [bookingUlid, [] as number[]]));
  const end = new AbortController();
  const pages = watched.map((meeting) => openPage(stage, { meeting, shownAt }, end.signal));
  await sleep(2 * secondMs);

  const changes: Change[] = [];
  const endsAt = now() + minutes * minuteMs;
  for (let turn = 0; now() < endsAt; turn += 1) {
    const from = turn % 2 === 0 ? watched : meetings;
    const meeting = from[Math.floor(Math.random() * from.length)];
    if (meeting) changes.push(await changeAtCal(plan, meeting));
    await sleep(gapMs);
  }
  const arrivals = await awaitArrivals(plan, changes, minuteMs);
  await sleep(2 * secondMs);
  end.abort();
  await Promise.all(pages);
  return { here: delaysOf(changes, arrivals), shown: shownDelays(changes, { arrivals, shownAt }) };
}

function spread(count: number): number {
  return Math.max(1, Math.floor(count / openPages));
}

function openPage(
  { plan, population }: Stage,
  { meeting, shownAt }: { meeting: Meeting; shownAt: ReadonlyMap<string, number[]> },
  signal: AbortSignal,
): Promise<void> {
  const caller = population.coaches.find(({ email }) => email === meeting.coachEmail);
  if (!caller) return Promise.resolve();
  const { bookingUlid } = meeting;
  const onBooking = (atMs: number) => void shownAt.get(bookingUlid)?.push(atMs);
  return followStream({ webUrl: plan.urls.webUrl, caller, bookingUlid, onBooking }, signal);
}

interface Seen {
  arrivals: ReadonlyMap<string, number>;
  shownAt: ReadonlyMap<string, readonly number[]>;
}

/** Of the meetings whose page was open. */
function shownDelays(changes: readonly Change[], { arrivals, shownAt }: Seen): number[] {
  return changes
    .flatMap(({ meeting, toCalUid }) => {
      const seen = shownAt.get(meeting.bookingUlid);
      const hereAt = arrivals.get(toCalUid);
      if (!seen || hereAt === undefined) return [];
      // Both clocks are this machine's; the row has its time before the commit that the page hears of.
      const first = seen.find((atMs) => atMs >= hereAt);
      return [(first ?? Number.POSITIVE_INFINITY) - hereAt];
    })
    .toSorted((left, right) => left - right);
}

/** How long changes take to be here when no webhook arrives; sorted, in ms. */
export interface LostDelays {
  readonly all: readonly number[];
  /** Of coaches with a meeting within 48 hours. */
  readonly soon: readonly number[];
}

const lostWithinMs = 6 * minuteMs;

/** Loses every webhook, and changes one meeting of each coach: the soonest. */
export async function measureLost({ plan, population, meetings }: Stage): Promise<LostDelays> {
  await postJson(`${plan.urls.calUrl}/_sandbox/webhooks`, { drop: true });
  const changes: Change[] = [];
  for (const { email } of population.coaches) {
    const mine = meetings.filter(({ coachEmail }) => coachEmail === email);
    const [soonest] = mine.toSorted((left, right) => left.start - right.start);
    if (soonest) changes.push(await changeAtCal(plan, soonest));
    await sleep(100);
  }
  const arrivals = await awaitArrivals(plan, changes, lostWithinMs);
  await postJson(`${plan.urls.calUrl}/_sandbox/webhooks`, { drop: false });
  const soon = changes.filter(({ meeting }) => meeting.start - now() < 2 * dayMs);
  return { all: delaysOf(changes, arrivals), soon: delaysOf(soon, arrivals) };
}
