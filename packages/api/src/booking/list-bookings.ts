import type { BookingWithPeople } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { App, Needs } from "../app/app.ts";
import { roleIn } from "../core/participant.ts";
import { counterpartView, isComing } from "./describe-booking.ts";
import type { ListBookingsInput } from "./schemas.ts";
import type { BookingList, BookingListItem } from "./types.ts";

const defaultLimit = 20;

/**
 * The person's own meetings, as coach or as mentee: upcoming ones from the next one on, past ones
 * from the latest one back. Two queries in parallel.
 */
export async function listBookings(
  { clock, db }: Needs<"clock" | "db">,
  { user, reads }: Actor,
  input: ListBookingsInput,
): Promise<BookingList> {
  const [page, consents] = await Promise.all([
    reads.bookings.list({
      userUlid: user.ulid,
      when: input.when,
      now: clock.now(),
      cursor: input.cursor ?? null,
      limit: input.limit ?? defaultLimit,
    }),
    db.consents.ofMentee({ menteeUserUlid: user.ulid }),
  ]);
  const coaches = coachesOf(consents);
  const seen = page.items.filter((booking) => !coaches.disowned.has(booking.coachUserUlid));
  return {
    items: seen.map((booking) => toItem({ booking, coaches, now: clock.now() }, user.ulid)),
    nextCursor: page.nextCursor,
  };
}

/** By their ulids: those to decide about, and those whom the person does not know. */
interface Coaches {
  open: ReadonlySet<string>;
  disowned: ReadonlySet<string>;
}

function coachesOf({
  connected,
  open,
  decided,
}: Awaited<ReturnType<App["db"]["consents"]["ofMentee"]>>): Coaches {
  const disowned = decided.filter(({ disownedAt }) => disownedAt !== null);
  return {
    open: new Set(connected ? open.map(({ coachUserUlid }) => coachUserUlid) : []),
    disowned: new Set(disowned.map(({ coachUserUlid }) => coachUserUlid)),
  };
}

function toItem(
  { booking, coaches, now }: { booking: BookingWithPeople; coaches: Coaches; now: number },
  userUlid: string,
): BookingListItem {
  const role = roleIn(booking, userUlid);
  const isAsked = role === "mentee" && isComing(booking, now);
  return {
    ulid: booking.ulid,
    title: booking.title,
    startTime: booking.startTime,
    endTime: booking.endTime,
    status: booking.status,
    role,
    counterpart: counterpartView({ booking, role }),
    needsMe: isAsked && coaches.open.has(booking.coachUserUlid) ? "consent" : null,
    upstreamChanged: booking.upstreamChanged,
  };
}
