import { fromInstant } from "../clock.ts";
import { type CalChain, followChain } from "../state/read-cal-state.ts";
import { type DatabaseState, readState, type StateSnapshot } from "../state/read-state.ts";
import type { Run } from "./run.ts";

/** What the three records hold now, against what they held before. */
export async function compareRecords({ fixture, scenario, bookingUlid, attemptUlid, before }: Run) {
  const { database, cal, inbox } = await readState(fixture.stack.plan, {
    bookingUlid,
    attemptUlid,
  });
  const { booking, attempt } = database;
  const chain = followChain(cal.bookings, before.database.booking.calBookingId);
  const movesInDatabase = database.moves - before.database.moves;
  const isAsked = database.asks > before.database.asks;
  const isDecided = booking.status === "rejected" || (isAsked && booking.status !== "pending");
  const notifiableChanges = movesInDatabase + (isDecided ? 1 : 0);
  const areMerged = scenario.decision?.when === "atOnce";
  return {
    attempt,
    attemptState: attempt?.state ?? null,
    openMs: attempt && fromInstant(attempt.updatedAt) - fromInstant(attempt.createdAt),
    movesAtCal: chain.moves,
    maxSuccessors: chain.maxSuccessors,
    movesInDatabase,
    notifiableChanges,
    changesToldApart: areMerged ? Math.min(notifiableChanges, 1) : notifiableChanges,
    isInSync: isInSync(booking, chain),
    notifications: database.notifications - before.database.notifications,
    ...countEmails(before.inbox, inbox),
  };
}

function countEmails(before: StateSnapshot["inbox"], after: StateSnapshot["inbox"]) {
  const known = new Set(before.map(({ id }) => id));
  const emails = after.filter(({ id }) => !known.has(id));
  const emailKeys = emails.map(({ to, mailKey }) => [...to, mailKey].join(" "));
  return { emails: emails.length, distinctEmails: new Set(emailKeys).size };
}

function isInSync(booking: DatabaseState["booking"], chain: CalChain): boolean {
  return (
    booking.calBookingId === chain.leafUid &&
    fromInstant(booking.startTime) === chain.leafStart &&
    booking.status === chain.leafStatus
  );
}
