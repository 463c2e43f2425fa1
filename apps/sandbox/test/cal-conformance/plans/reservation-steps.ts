import type { Json } from "../../cal/fixture.ts";
import { namedUuids } from "../recordings/readdress.ts";
import type { Recording } from "../recordings/recordings.ts";
import { hasSucceeded, isCall, timeOf } from "../recordings/timeline.ts";
import type { Stage } from "../stage.ts";
import type { Step } from "./steps.ts";

const reservationsPath = /^\/v2\/slots\/reservations(?:\/[^/]+)?$/;

interface Held {
  readonly uid: string;
  readonly eventTypeId: number;
  readonly slotStart: string;
  readonly until: number;
}

/** The reservations that earlier recordings made, or the one that the request names. */
export const withReservations: Step = async (stage) => {
  const { recording } = stage;
  const isNew = recording.request.method === "POST";
  if (isNew || !recording.request.path.startsWith("/v2/slots")) return;
  const [named] = namedUuids(recording);
  const held = heldBefore(stage).filter(({ uid }) => named === undefined || uid === named);
  for (const each of held) await hold(stage, each);
  const data: Json = recording.response.body?.data;
  const isKnown = data !== null && hasSucceeded(recording);
  if (named === undefined || held.length > 0 || !isKnown) return;
  const { eventTypeId = 1, slotStart = "2026-12-22T09:00:00Z" } = data ?? {};
  await hold(stage, { uid: named, eventTypeId, slotStart, until: 0 });
};

async function hold(stage: Stage, { uid, eventTypeId, slotStart }: Held): Promise<void> {
  const made = await stage.api({
    method: "POST",
    path: "/v2/slots/reservations",
    version: "2024-09-04",
    body: { eventTypeId, slotStart },
  });
  if (namedUuids(stage.recording).includes(uid)) stage.subject = made.reservationUid;
}

function heldBefore({ timeline, recording }: Stage): Held[] {
  const held = new Map<string, Held>();
  for (const other of timeline.before(recording)) {
    if (!reservationsPath.test(other.request.path) || !hasSucceeded(other)) continue;
    if (isCall(other, "DELETE", reservationsPath)) held.delete(namedUuids(other)[0] ?? "");
    else note(held, other);
  }
  return [...held.values()].filter(({ until }) => until > timeOf(recording));
}

function note(held: Map<string, Held>, { response }: Recording): void {
  const {
    reservationUid: uid,
    eventTypeId,
    slotStart,
    reservationUntil,
  } = response.body?.data ?? {};
  if (typeof uid !== "string" || typeof reservationUntil !== "string") return;
  held.set(uid, { uid, eventTypeId, slotStart, until: Date.parse(reservationUntil) });
}
