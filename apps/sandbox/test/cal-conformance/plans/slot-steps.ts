import type { Json } from "../../cal/fixture.ts";
import { namedUids, readdress } from "../recordings/readdress.ts";
import { hasSucceeded, isCall, messageOf, timeOf } from "../recordings/timeline.ts";
import { attendees } from "../recorded-server.ts";
import { isTeam, type Stage } from "../stage.ts";
import { wasJustAsked } from "./calendar-steps.ts";
import { ensureEventType, eventTypeIdOf } from "./event-type-steps.ts";
import type { Step } from "./steps.ts";
import { dayMs, minuteMs } from "../../../src/time/durations.ts";

/** Meetings that no recording shows but a list of slots leaves room for; more mean another rule. */
const maxUnseen = 6;
const cancelPath = /^\/v2\/bookings\/[^/]+\/cancel$/;

/** What was booked at that moment, as far as recordings show it. */
export const withBooked: Step = async (stage) => {
  const { recording } = stage;
  if (!isCall(recording, "GET", /^\/v2\/slots/) || !hasSucceeded(recording)) return;
  for (const view of bookedAt(stage)) {
    const known = isTeam(recording) && view.eventTypeId > 2 ? 1 : view.eventTypeId;
    if (!isTeam(recording)) await ensureEventType(stage, known);
    const [attendee = attendees.mentee] = view.attendees;
    const { start, end } = view;
    const uid = await stage.place({ start, end, eventTypeId: known, attendee });
    stage.booked.push({ uid, start: Date.parse(start), end: Date.parse(end) });
  }
};

/** The rest as the slots show it, unless they are from the cache. */
export const asListed: Step = async (stage) => {
  const { recording } = stage;
  if (!isCall(recording, "GET", /^\/v2\/slots/) || !hasSucceeded(recording)) return;
  if (!wasJustAsked(stage)) await fit(stage);
};

/** Live bookings in the days that were asked for, but for the one that is going to be moved. */
function bookedAt({ recording, timeline }: Stage): Json[] {
  const [from, to] = windowOf(recording.request.path);
  const at = timeOf(recording);
  const named = new Set(namedUids(recording));
  const cancelled = new Set(
    timeline
      .before(recording)
      .filter((other) => isCall(other, "POST", cancelPath))
      .map(({ response }) => response.body?.data?.uid),
  );
  return [...timeline.views].flatMap(([uid, [view]]) => {
    const start = Date.parse(view.start);
    const isThere = start >= from && start < to && Date.parse(view.createdAt) <= at;
    const successor = timeline.successorOf(uid);
    const isMoved = successor !== null && Date.parse(successor.createdAt) <= at;
    const isLive = view.status === "accepted" && typeof view.eventTypeId === "number";
    return isThere && isLive && !isMoved && !cancelled.has(uid) && !named.has(uid) ? [view] : [];
  });
}

function windowOf(path: string): [from: number, to: number] {
  const query = new URLSearchParams(path.split("?")[1] ?? "");
  const read = (...names: string[]): number =>
    Date.parse(names.map((name) => query.get(name) ?? "").find((text) => text !== "") ?? "");
  return [read("start", "startTime") - dayMs, read("end", "endTime") + 2 * dayMs];
}

/** Adds meetings where the recorded list leaves times out, and removes them where it offers one. */
async function fit(stage: Stage): Promise<void> {
  const { recording, target, booked } = stage;
  const { body } = await target.send(readdress(recording.request, stage));
  const [wanted, given] = [startsIn(recording.response.body), startsIn(body)];
  const freed = wanted.filter((start) => !given.includes(start));
  const ended = booked.filter((each) => freed.some((at) => at >= each.start && at < each.end));
  stage.assumed += ended.length;
  for (const { uid } of ended)
    await stage.api({ method: "POST", path: `/v2/bookings/${uid}/cancel`, version: "2024-08-13" });
  const taken = given.filter((start) => !wanted.includes(start));
  let until = 0;
  let unseen = 0;
  for (const start of taken) {
    if (start < until || unseen >= maxUnseen) continue;
    until = start + 30 * minuteMs;
    unseen += 1;
    stage.assumed += 1;
    const eventTypeId = isTeam(recording) ? 1 : (eventTypeIdOf(stage) ?? 1);
    await stage.place({
      start: new Date(start).toISOString(),
      end: new Date(until).toISOString(),
      eventTypeId,
      attendee: "other",
    });
  }
  await target.control("/clock", { now: recording.recordedAt });
}

function startsIn(body: Json): number[] {
  const days: Json = body?.data?.slots ?? body?.data ?? {};
  return Object.values<Json>(days)
    .flatMap((slots) => (Array.isArray(slots) ? slots : []))
    .map((slot) => Date.parse(slot.start ?? slot.time))
    .toSorted((a, b) => a - b);
}

const busyMessages = /User either already has booking|already booked|already reserved/;

/** Another meeting at the time that was refused as taken, if the time can be booked at all. */
export const withObstacle: Step = async (stage) => {
  const { request } = stage.recording;
  const message = messageOf(stage.recording);
  if (!busyMessages.test(message) || typeof request.body !== "object") return;
  const text =
    Reflect.get(request.body ?? {}, "start") ?? Reflect.get(request.body ?? {}, "slotStart");
  if (typeof text !== "string" || Number.isNaN(Date.parse(text))) return;
  const eventTypeId = eventTypeIdOf(stage) ?? 1;
  if (message.includes("already reserved")) {
    const body = { eventTypeId, slotStart: text };
    await stage.api({
      method: "POST",
      path: "/v2/slots/reservations",
      version: slotsVersion,
      body,
    });
    return;
  }
  const start = new Date(Date.parse(text)).toISOString();
  if (await isOffered(stage, { eventTypeId, at: Date.parse(text) }))
    await stage.place({ start, eventTypeId, attendee: "other" });
};

const slotsVersion = "2024-09-04";

async function isOffered(
  { target, subject }: Stage,
  { eventTypeId, at }: { eventTypeId: number; at: number },
): Promise<boolean> {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const query = new URLSearchParams({
    eventTypeId: String(eventTypeId),
    start: day(at - dayMs),
    end: day(at + dayMs),
    format: "range",
    ...(subject === "" ? {} : { bookingUidToReschedule: subject }),
  });
  const path = `/v2/slots?${query.toString()}`;
  const headers = { "cal-api-version": slotsVersion };
  const { body } = await target.send({ method: "GET", path, headers });
  const slots: { start: string; end: string }[] = Object.values<Json>(body.data ?? {}).flat();
  return slots.some((slot) => Date.parse(slot.start) <= at && at < Date.parse(slot.end));
}
