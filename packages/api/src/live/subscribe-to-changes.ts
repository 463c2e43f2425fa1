import type { Change } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import { type Gap, parseEventId, type Subscription } from "../infra/changes/change-hub.ts";

/**
 * What to read again, never what is there. `booking`: this booking; `slots`: what this coach can offer;
 * `notification`: the person's own list; `gap`: everything, since changes were missed.
 */
export type LiveChange =
  | { kind: "booking" | "notification"; bookingUlid: string }
  | { kind: "slots"; coachUserUlid: string }
  | { kind: "gap" };

/** A change with the id after which to resume. */
export interface LiveEvent {
  id: string;
  change: LiveChange;
}

/** The bookings and coaches that concern a person, and which of their changes do. */
interface Concern {
  about: Set<string>;
  wants: (change: Change) => boolean;
}

/**
 * Everything that happens to a person's meetings or to those named, to what their coaches can offer, and the
 * person's new notifications; from now on or from `lastEventId`. Opening it costs one round trip; and two more
 * queries while this process does not know yet what happened in the last ten seconds.
 *
 * @throws {AppError} NOT_FOUND when one of the named bookings is missing or not theirs
 */
export async function subscribeToChanges(
  app: Needs<"changes" | "db">,
  actor: Actor,
  {
    bookingUlids,
    lastEventId,
    signal,
  }: Subscription & { bookingUlids: readonly string[] | undefined },
): Promise<AsyncGenerator<LiveEvent, void, void>> {
  const { ulid } = actor.user;
  const { about, wants: wantsBooking } = bookingUlids
    ? await concernOfNamed(actor, new Set(bookingUlids))
    : await concernOfAll(app, ulid);
  const wants: Concern["wants"] = (change) =>
    change.kind === "notification" ? change.userUlid === ulid : wantsBooking(change);
  const afterId = parseEventId(lastEventId);
  const options = { afterId, about: about.add(ulid), wants, signal };
  return toEvents(app.changes.followOrTellGap(options));
}

async function concernOfNamed(
  { user, reads }: Actor,
  bookingUlids: ReadonlySet<string>,
): Promise<Concern> {
  const bookings = await reads.bookings.getManyForParticipant({
    bookingUlids: [...bookingUlids],
    userUlid: user.ulid,
  });
  if (bookings.length < bookingUlids.size) throw new AppError("NOT_FOUND");
  const coaches = new Set(bookings.map(({ coachUserUlid }) => coachUserUlid));
  return {
    about: new Set([...bookingUlids, ...coaches]),
    wants: (change) =>
      change.kind === "slots"
        ? coaches.has(change.coachUserUlid)
        : bookingUlids.has(change.bookingUlid),
  };
}

/** A coach whom the person meets for the first time while the stream is open belongs to it from then on. */
async function concernOfAll({ db }: Needs<"db">, userUlid: string): Promise<Concern> {
  const { met, disowned } = await db.changeFeed.coachesOf(userUlid);
  const coaches = new Set([userUlid, ...met]);
  const strangers = new Set(disowned);
  const wants: Concern["wants"] = (change) => {
    if (change.kind === "notification") return false;
    const { coachUserUlid } = change;
    const isMentee = change.menteeUserUlid === userUlid && !strangers.has(coachUserUlid);
    if (isMentee) coaches.add(coachUserUlid);
    if (change.kind === "slots") return coaches.has(coachUserUlid);
    return isMentee || coachUserUlid === userUlid;
  };
  return { about: coaches, wants };
}

async function* toEvents(
  changes: AsyncIterable<Change | Gap>,
): AsyncGenerator<LiveEvent, void, void> {
  for await (const change of changes) yield { id: String(change.id), change: viewOf(change) };
}

function viewOf(change: Change | Gap): LiveChange {
  switch (change.kind) {
    case "gap":
      return { kind: "gap" };
    case "slots":
      return { kind: "slots", coachUserUlid: change.coachUserUlid };
    case "booking":
    case "notification":
      return { kind: change.kind, bookingUlid: change.bookingUlid };
  }
}
