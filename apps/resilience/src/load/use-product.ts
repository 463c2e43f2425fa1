import { setTimeout as sleep } from "node:timers/promises";
import { dayMs, minuteMs, secondMs } from "@reslot/cal/time";
import { now } from "../clock.ts";
import { createApiClient } from "../traffic/api-client.ts";
import { followStream } from "./follow-stream.ts";
import { look, moveMeeting, type Session } from "./move-meeting.ts";
import type { Stage } from "./seed.ts";
import { createTally, type Tally } from "./tally.ts";

const quietMoves = 20;
/** Slow enough that one coach's budget at Cal.com bears them, and then nothing, until it is whole again. */
const quietPauseMs = 5 * secondMs;
const quietEndMs = 70 * secondMs;
/** A person turns a page this often, and moves the meeting this often. */
const thinkMs = { least: 4 * secondMs, most: 12 * secondMs };
const moveEveryMs = 3 * minuteMs;
const monthsAhead = 6;

/** Moves one after another, with nothing else going on: what a move takes by itself. */
export async function moveQuietly(stage: Stage): Promise<Tally> {
  const tally = createTally();
  const sessions = sessionsOf(stage, tally);
  for (let turn = 0; turn < quietMoves; turn += 1) {
    const session = sessions[turn % sessions.length];
    if (session) await moveMeeting(session);
    await sleep(quietPauseMs);
  }
  await sleep(quietEndMs);
  return tally;
}

/** All mentees of the first coach leaf through months, move their meetings and watch them, until the time is over. */
export async function useTogether(stage: Stage, minutes: number): Promise<Tally> {
  const tally = createTally();
  const end = new AbortController();
  const { webUrl } = stage.plan.urls;
  const sessions = sessionsOf(stage, tally);
  const watching = sessions.map(({ person, meeting: { bookingUlid } }) =>
    followStream({ webUrl, caller: person, bookingUlid }, end.signal),
  );
  await leafAndMoveAll(sessions, minutes);
  end.abort();
  await Promise.all(watching);
  return tally;
}

/** All of them leaf through months and move their meetings, until the time is over. */
export async function leafAndMoveAll(sessions: readonly Session[], minutes: number): Promise<void> {
  const endsAt = now() + minutes * minuteMs;
  await Promise.all(sessions.map((session) => leafAndMove(session, endsAt)));
}

async function leafAndMove(session: Session, endsAt: number): Promise<void> {
  // At different seconds, as people do.
  await sleep(random(0, thinkMs.most));
  let moveAt = now() + random(0, moveEveryMs);
  while (now() < endsAt) {
    if (now() >= moveAt) {
      await moveMeeting(session);
      moveAt = now() + moveEveryMs;
    } else {
      const month = Math.floor(random(0, monthsAhead));
      await look(session, { fromMs: now() + month * 30 * dayMs, days: 35 });
    }
    await sleep(random(thinkMs.least, thinkMs.most));
  }
}

export function sessionsOf({ plan, population, meetings }: Stage, tally: Tally): Session[] {
  const api = createApiClient(plan.urls.webUrl);
  const { mentees } = population;
  return mentees.flatMap((person, index) => {
    const meeting = meetings.find(({ menteeEmail }) => menteeEmail === person.email);
    return meeting ? [{ api, person, meeting, tally, share: { index, of: mentees.length } }] : [];
  });
}

function random(least: number, most: number): number {
  return least + Math.random() * (most - least);
}
