import { expect, it } from "vitest";
import type { MenteeWindow } from "../../src/core/combine-mentee-time.ts";
import { createApp } from "../../src/create-ports.ts";
import type { App } from "../../src/server.ts";
import { arrangeMeeting, settingsWith } from "../support/meeting.ts";

const window: MenteeWindow = {
  external: { busy: [], unknown: [] },
  calendars: [],
  own: { bookings: [], unknown: [] },
  open: null,
};

/** What a process keeps of a coach's starts and of a mentee's time; the number counts the reads. */
async function look({ caches }: App, people: { coach: string; mentee: string }, count: number) {
  const starts = await caches.coachSlots.get(`${people.coach} 1`, async () => [count]);
  const open = { starts: [count], from: 0, enoughMs: 0 };
  const time = await caches.menteeWindows.get(`${people.mentee} 1`, async () => ({
    ...window,
    open,
  }));
  return { coach: starts.value, mentee: time.value.open?.starts };
}

it("a process reads both people again when another one has moved their meeting, and not when it did", async () => {
  const meeting = await arrangeMeeting();
  const { bookingUlid, ports, people } = meeting;
  const both = { coach: people.coach.ulid, mentee: people.mentee.ulid };
  const elsewhere = createApp(ports, { settings: settingsWith() });
  const stop = new AbortController();
  const heard = async (app: App) => {
    const wants = (change: { kind: string; bookingUlid: string }) =>
      change.kind === "slots" && change.bookingUlid === bookingUlid;
    const afterId = await ports.db.changeFeed.latestId();
    const about = new Set([bookingUlid]);
    const { value } = await app.changes
      .follow({ afterId, about, wants, signal: stop.signal })
      .next();
    return value;
  };
  await look(elsewhere, both, 1);

  const told = Promise.all([heard(elsewhere), heard(ports)]);
  await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
  await look(ports, both, 1);
  await told;
  stop.abort();

  expect(await look(elsewhere, both, 2)).toEqual({ coach: [2], mentee: [2] });
  expect(await look(ports, both, 2)).toEqual({ coach: [1], mentee: [1] });
});
