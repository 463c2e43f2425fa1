import type { CalBooking } from "@reslot/cal";
import { formatInstant, hourMs } from "@reslot/cal/time";
import { refusal } from "./cal-answers.ts";

/** A booking at Cal.com; times in epoch ms. All last an hour. */
export interface Kept {
  readonly id: number;
  readonly uid: string;
  /** The meeting that it is, or was: the uid of the first booking of its chain. */
  readonly meeting: string;
  start: number;
  status: "accepted" | "pending" | "cancelled" | "rejected";
  readonly fromUid: string | null;
  /** Made by a reschedule call, not by a person in Cal.com. */
  readonly isByCall: boolean;
  readonly createdAt: number;
  updatedAt: number;
  isDeleted: boolean;
}

export interface NewMove {
  start: number;
  status: "accepted" | "pending";
  isByCall: boolean;
  /** What the call saw when it arrived: Cal.com looks once, and two at once see the same. */
  seen: Seen | null;
}

interface Seen {
  hasSuccessor: boolean;
  busy: ReadonlySet<string>;
}

/** What Cal.com tells in a webhook. */
export interface CalNews {
  readonly trigger: string;
  readonly uid: string;
  readonly rescheduleUid?: string;
}

/** The bookings of one coach with one mentee at Cal.com. Nothing fails here. */
export interface CalRecord {
  readonly bookings: readonly Kept[];
  /** The uids that webhooks have to tell of, since the last call. */
  takeNews(): CalNews[];
  find(uid: string): Kept | undefined;
  successorOf(uid: string): Kept | undefined;
  /** The present end of a meeting's chain. */
  leafOf(meeting: string): Kept;
  lookFor(uid: string, start: number): Seen;
  /** @throws {CalError} what Cal.com answers when it does not move the booking */
  move(uid: string, move: NewMove): Kept;
  book(meeting: string, start: number): Kept;
  setStatus(uid: string, status: Kept["status"], trigger: string): void;
  /** Another time under the same uid; no webhook tells of it. */
  change(uid: string, start: number): void;
  wasChanged(uid: string): boolean;
  /** As if there had never been one; no webhook tells of it. */
  remove(uid: string): void;
  view(uid: string): CalBooking;
  /** Bookings with more than one successor. */
  forks(): string[];
}

export const coachEmail = "coach@example.com";
export const menteeEmail = "mentee@example.com";
/** Markup and line breaks, as anyone can name a meeting at Cal.com. */
export const title = 'Coaching <img src="x">\r\nBcc: all@example.com';

/** `seriesUid`: every meeting is an occurrence of that recurring series; null: each is single. */
export function createCalRecord(now: () => number, seriesUid: string | null): CalRecord {
  const bookings: Kept[] = [];
  const changed = new Set<string>();
  let news: CalNews[] = [];
  const find = (uid: string) => bookings.find((each) => each.uid === uid && !each.isDeleted);
  const successorOf = (uid: string) => bookings.find(({ fromUid }) => fromUid === uid);
  const add = (
    fields: Pick<Kept, "uid" | "meeting" | "start" | "status" | "fromUid" | "isByCall">,
  ) => {
    const at = now();
    const made = {
      ...fields,
      id: bookings.length + 1,
      createdAt: at,
      updatedAt: at,
      isDeleted: false,
    };
    bookings.push(made);
    return made;
  };
  const touch = (kept: Kept) => (kept.updatedAt = now());
  const overlapping = (uid: string, start: number) =>
    bookings.filter(
      (each) => each.uid !== uid && isLive(each) && Math.abs(each.start - start) < hourMs,
    );
  const record: CalRecord = {
    bookings,
    takeNews: () => news.splice(0),
    find,
    successorOf,
    leafOf(meeting) {
      let at = bookings.find(({ uid }) => uid === meeting);
      for (let next = at && successorOf(at.uid); next; next = successorOf(next.uid)) at = next;
      if (!at) throw new Error(`There is no meeting ${meeting}.`);
      return at;
    },
    lookFor: (uid, start) => ({
      hasSuccessor: successorOf(uid) !== undefined,
      busy: new Set(overlapping(uid, start).map((each) => each.uid)),
    }),
    move(uid, { start, status, isByCall, seen }) {
      const old = find(uid);
      if (!old) throw refusal("NOT_FOUND");
      const child = successorOf(uid);
      // Two calls at once fork a booking, as the real one does (observed: 201 and 201).
      const forks = seen?.hasSuccessor === false && child?.isByCall === true;
      if (child && !forks) throw refusal("ALREADY_RESCHEDULED", child.uid);
      if (old.status === "cancelled" && !forks) throw refusal("BOOKING_CANCELLED");
      if (old.status === "rejected") throw refusal("NOT_FOUND");
      const isTaken = overlapping(uid, start).some((each) => seen?.busy.has(each.uid));
      if (isTaken) throw refusal("SLOT_UNAVAILABLE");
      const made = add({
        uid: `${old.meeting}.${bookings.length}`,
        meeting: old.meeting,
        start,
        status,
        fromUid: uid,
        isByCall,
      });
      old.status = "cancelled";
      touch(old);
      const trigger = status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_RESCHEDULED";
      news.push({ trigger, uid: made.uid, rescheduleUid: uid });
      return made;
    },
    book(meeting, start) {
      const common = { fromUid: null, isByCall: false, status: "accepted" } as const;
      const made = add({ uid: meeting, meeting, start, ...common });
      news.push({ trigger: "BOOKING_CREATED", uid: meeting });
      return made;
    },
    setStatus(uid, status, trigger) {
      const kept = find(uid);
      if (!kept) return;
      kept.status = status;
      touch(kept);
      news = [...news, { trigger, uid }];
    },
    change(uid, start) {
      const kept = find(uid);
      if (!kept) return;
      kept.start = start;
      touch(kept);
      changed.add(uid);
    },
    wasChanged: (uid) => changed.has(uid),
    remove(uid) {
      const kept = find(uid);
      if (kept) kept.isDeleted = true;
    },
    view: (uid) => viewOf(record, uid, seriesUid),
    forks: () =>
      bookings
        .filter(({ uid }) => bookings.filter((each) => each.fromUid === uid).length > 1)
        .map(({ uid }) => uid),
  };
  return record;
}

export function isLive({ status, isDeleted }: Kept): boolean {
  return !isDeleted && (status === "accepted" || status === "pending");
}

/** The moved-away occurrence of a series does not name its successor. */
function viewOf(record: CalRecord, uid: string, seriesUid: string | null): CalBooking {
  const found = record.find(uid);
  if (!found) throw refusal("NOT_FOUND");
  const next = record.successorOf(uid);
  return {
    id: found.id,
    uid,
    title,
    status: found.status,
    start: formatInstant(found.start),
    end: formatInstant(found.start + hourMs),
    duration: 60,
    eventTypeId: 1,
    hosts: [{ id: 1, name: "coach", email: coachEmail, timeZone: "UTC" }],
    attendees: [{ name: "mentee", email: menteeEmail, timeZone: "UTC" }],
    rescheduledFromUid: found.fromUid,
    rescheduledToUid: seriesUid === null ? (next?.uid ?? null) : null,
    recurringBookingUid: seriesUid,
    createdAt: formatInstant(found.createdAt),
    updatedAt: formatInstant(found.updatedAt),
  };
}
