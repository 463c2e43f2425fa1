import { hourMs } from "../../../src/time/durations.ts";
import type { Json } from "../../cal/fixture.ts";
import { hasSucceeded, isCall, messageOf, timeOf } from "../recordings/timeline.ts";
import { namedUids } from "../recordings/readdress.ts";
import { attendees } from "../recorded-server.ts";
import type { Stage } from "../stage.ts";
import {
  boundedEventTypeId,
  deleteEventType,
  ensureEventType,
  isWithoutEventType,
} from "./event-type-steps.ts";
import { parking, type Step } from "./steps.ts";

const version = "2024-08-13";
const bookingPath = /^\/v2\/bookings\/[^/]+$/;
const cancelPath = /^\/v2\/bookings\/[^/]+\/cancel$/;
const movePath = /^\/v2\/bookings\/[^/]+\/reschedule$/;

/** The booking that the request names, as it was at that moment. */
export const withSubject: Step = async (stage) => {
  const [uid] = namedUids(stage.recording);
  if (uid === undefined) return;
  const origin = originOf(stage, uid);
  if (origin === null) stage.subject = await placeAs(stage, uid);
  else await arriveFrom(stage, { origin, uid });
  if (wasMoved(stage, uid)) await moveAway(stage, uid);
  else if (wasCancelled(stage, uid)) await cancelSubject(stage);
};

/** The booking that this one had been moved from by then; null for one that was booked as it is. */
function originOf({ timeline, recording }: Stage, uid: string): string | null {
  const own = viewOf(recording, uid);
  const isRead = isCall(recording, "GET", bookingPath);
  const earlier = timeline.before(recording).find((other) => {
    return isCall(other, "POST", movePath) && viewOf(other, uid) !== null;
  });
  const view: Json = isRead ? own : earlier === undefined ? null : viewOf(earlier, uid);
  return view?.rescheduledFromUid ?? null;
}

/** The view of a booking in an exchange's own answer, or null. */
function viewOf({ response }: Stage["recording"], uid: string): Json {
  const { data } = response.body ?? {};
  return data?.uid === uid ? data : null;
}

/** Places what is moved to `uid`, and moves it there; the successor then is the subject. */
async function arriveFrom(
  stage: Stage,
  { origin, uid }: { origin: string; uid: string },
): Promise<void> {
  const [view] = stage.timeline.views.get(uid) ?? [];
  stage.subject = await placeAs(stage, origin);
  stage.subject = await stage.move(moveTo(view));
}

function moveTo(view: Json): object {
  const by = view?.rescheduledByEmail;
  const reason = view?.reschedulingReason;
  return {
    start: view?.start ?? "2027-07-01T11:00:00Z",
    ...(typeof by === "string" ? { rescheduledBy: by } : {}),
    ...(typeof reason === "string" ? { reschedulingReason: reason } : {}),
  };
}

function wasMoved({ recording, timeline }: Stage, uid: string): boolean {
  const message = messageOf(recording);
  if (message.includes("rescheduled already")) return true;
  if (viewOf(recording, uid)?.rescheduledToUid !== undefined) return true;
  return timeline
    .before(recording)
    .some(
      (other) =>
        isCall(other, "POST", movePath) &&
        hasSucceeded(other) &&
        other.response.body?.data?.rescheduledFromUid === uid,
    );
}

/** Moves the subject on; the old booking stays the subject. */
async function moveAway(stage: Stage, uid: string): Promise<void> {
  const successor = stage.timeline.successorOf(uid);
  const byEmail = viewOf(stage.recording, uid)?.rescheduledByEmail;
  const start = successor?.start ?? laterThan(startOf(stage, uid));
  await stage.move(
    moveTo({
      ...successor,
      start,
      ...(byEmail === undefined ? {} : { rescheduledByEmail: byEmail }),
    }),
  );
}

function laterThan(start: string): string {
  return new Date(Date.parse(start) + 2 * hourMs).toISOString();
}

function wasCancelled({ recording, timeline }: Stage, uid: string): boolean {
  if (messageOf(recording).includes("has been cancelled")) return true;
  if (isCall(recording, "GET", bookingPath) && viewOf(recording, uid)?.status === "cancelled")
    return true;
  return timeline
    .before(recording)
    .some((other) => isCall(other, "POST", cancelPath) && viewOf(other, uid) !== null);
}

async function cancelSubject({ api, subject, recording }: Stage): Promise<void> {
  const reason = recording.response.body?.data?.cancellationReason;
  const body = typeof reason === "string" && reason !== "" ? { cancellationReason: reason } : {};
  await api({ method: "POST", path: `/v2/bookings/${subject}/cancel`, version, body });
}

function startOf({ timeline }: Stage, uid: string): string {
  return timeline.views.get(uid)?.[0]?.start ?? parking;
}

/** Places a booking as the recordings show it, or as they show the one it was moved to. */
async function placeAs(stage: Stage, uid: string): Promise<string> {
  if (isWithoutEventType(stage)) return placeWithoutEventType(stage, uid);
  const { timeline } = stage;
  const view: Json = timeline.views.get(uid)?.[0] ?? timeline.successorOf(uid) ?? {};
  const eventTypeId: number = view.eventTypeId ?? usualEventTypeId(stage);
  await ensureEventType(stage, eventTypeId);
  const start = startOf(stage, uid);
  const hasMore = view.guests !== undefined || view.bookingFieldsResponses?.notes !== undefined;
  if (hasMore) return bookThroughApi(stage, { ...view, start, eventTypeId });
  const shown = { metadata: view.metadata, attendee: view.attendees?.[0] };
  return stage.place({ start, eventTypeId, ...shown, ...statusBefore(stage, uid) });
}

function usualEventTypeId({ recording }: Stage): number {
  const isOutOfBounds = messageOf(recording).includes("The event type can't be booked");
  return isOutOfBounds ? boundedEventTypeId() : 1;
}

/** Its status before the request: an answer to a confirmation shows the one after. */
function statusBefore({ recording, timeline }: Stage, uid: string): { status?: string } {
  if (/\/(?:confirm|decline)$/.test(recording.request.path)) return { status: "pending" };
  const view = timeline.views.get(uid)?.findLast(({ seenAt }) => seenAt <= timeOf(recording));
  return view?.status === "pending" || view?.status === "rejected" ? { status: view.status } : {};
}

async function placeWithoutEventType(stage: Stage, uid: string): Promise<string> {
  const id = stage.lastEventTypeId + 1;
  const title: string | undefined = stage.timeline.views.get(uid)?.[0]?.title;
  await ensureEventType(stage, id, title?.split(" between ")[0] ?? null);
  const placed = await stage.place({ start: startOf(stage, uid), eventTypeId: id });
  await deleteEventType(stage, id);
  return placed;
}

/** Guests and notes are only kept of what is booked through the API. */
async function bookThroughApi({ api }: Stage, view: Json): Promise<string> {
  const [{ name, email, timeZone, language }] = view.attendees;
  const { notes } = view.bookingFieldsResponses ?? {};
  const made = await api({
    method: "POST",
    path: "/v2/bookings",
    version,
    body: {
      eventTypeId: view.eventTypeId,
      start: view.start,
      attendee: { name, email, timeZone, language },
      metadata: view.metadata,
      ...(view.guests === undefined ? {} : { guests: view.guests }),
      ...(notes === undefined ? {} : { bookingFieldsResponses: { notes } }),
    },
  });
  return made.uid;
}

/** A list of bookings shows what there was. */
export const withListed: Step = async (stage) => {
  const { recording } = stage;
  if (!isCall(recording, "GET", /^\/v2\/bookings$/) || !hasSucceeded(recording)) return;
  const listed: Json[] = recording.response.body?.data ?? [];
  for (const { eventTypeId, start, end, attendees: people = [], metadata, status } of listed) {
    if (eventTypeId === undefined) continue;
    await ensureEventType(stage, eventTypeId);
    await stage.place({
      start,
      end,
      eventTypeId,
      metadata,
      status,
      attendee: people[0] ?? attendees.mentee,
    });
  }
};
