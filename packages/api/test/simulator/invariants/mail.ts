import { hourMs, parseInstant } from "@reslot/cal/time";
import type { Ledger, LedgerBooking, LedgerMail } from "../world/ledger.ts";
import { meetings } from "../world/people.ts";
import type { SimWorld } from "../world/sim-world.ts";
import { broken, type Outcome } from "./outcome.ts";

/** I3: each person is told of every change once, in the app and by mail, and has the last state by mail. */
export function findMailViolations({ world, ledger }: Outcome): string[] {
  return [...notified(ledger), ...delivered(world, ledger), ...upToDate(world, ledger)];
}

/** What both people are told of. */
const pairKinds = new Set([
  "bookingMoved",
  "bookingMovedAwaitingConfirmation",
  "bookingChangedUpstream",
  "bookingConfirmedUpstream",
  "bookingDeclinedUpstream",
  "bookingCancelledUpstream",
]);

/** Moves in a row that one look has shown are one notification, with the last of them; one to the same time is none. */
function notified({ bookings, events, notifications }: Ledger): string[] {
  return bookings.flatMap(({ ulid }) => {
    const own = notifications.filter(
      (each) => each.bookingUlid === ulid && pairKinds.has(each.kind),
    );
    const countOf = (version: number) => own.filter((each) => each.version === version).length;
    const changes = events.filter(({ bookingUlid }) => bookingUlid === ulid);
    const silent = changes.filter(({ version, kind, fromStartTime, toStartTime }, index) => {
      const isNews = kind !== "moved" || fromStartTime !== toStartTime;
      const next = changes[index + 1];
      const isFollowed =
        next !== undefined &&
        next.attemptUlid === null &&
        next.kind !== "confirmed" &&
        next.kind !== "declined";
      return isNews && countOf(version) === 0 && !isFollowed;
    });
    const uneven = own.filter(
      ({ version, kind }) =>
        own.filter((each) => each.version === version && each.kind === kind).length !== 2,
    );
    return [
      ...broken("I3 no one is told", silent.length > 0, { silent, own }),
      ...broken("I3 one is told and the other is not", uneven.length > 0, uneven),
    ];
  });
}

function delivered({ mail }: SimWorld, { outbox }: Ledger): string[] {
  const keys = mail.delivered.map(({ idempotencyKey }) => idempotencyKey);
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  const waiting = outbox.filter(({ doneAt, deadAt }) => doneAt === null && deadAt === null);
  const dead = outbox.filter(({ deadAt }) => deadAt !== null);
  const lost = outbox.filter(
    ({ dedupeKey, doneAt, lastError }) =>
      doneAt !== null && lastError === null && !keys.includes(dedupeKey),
  );
  return [
    ...broken("I3 mail arrives twice", twice.length > 0, twice),
    ...broken("I3 mail waits", waiting.length > 0, waiting),
    ...broken("I3 mail given up", dead.length > 0, dead),
    ...broken("I3 mail counted as sent", lost.length > 0, lost),
    ...broken("I3 a batch has changed", mail.changedBatches.length > 0, mail.changedBatches),
  ];
}

/** The last mail that a person has about a meeting says when it is. */
function upToDate(world: SimWorld, ledger: Ledger): string[] {
  const wrong = ledger.bookings.flatMap((booking) => {
    const rows = mailsOf(world, ledger, booking);
    return ["coach", "mentee"].flatMap((name) => {
      const last = rows.findLast(({ to }) => to === `${name}@example.com`)?.row;
      const told = last ? timeOf(ledger, last) : firstStartOf(world, booking);
      const isRight = told === null || told === parseInstant(booking.startTime) || booking.gone;
      return isRight ? [] : [{ name, booking, told, last }];
    });
  });
  return broken("I3 the last mail says another time", wrong.length > 0, wrong);
}

function mailsOf({ mail }: SimWorld, { outbox }: Ledger, { ulid }: LedgerBooking) {
  return mail.delivered.flatMap(({ idempotencyKey, to }) => {
    const row = outbox.find(({ dedupeKey }) => dedupeKey === idempotencyKey);
    return row?.bookingUlid === ulid && row.kind === "change" ? [{ row, to }] : [];
  });
}

function timeOf({ notifications }: Ledger, { payload }: LedgerMail): number | null {
  const found = notifications.find(({ ulid }) => ulid === payload.notificationUlid);
  return found ? parseInstant(found.newStartTime) : null;
}

/** Before any mail; null where the meeting was not there. */
function firstStartOf({ setting }: SimWorld, { ulid }: LedgerBooking): number | null {
  const index = meetings.findIndex(({ bookingUlid }) => bookingUlid === ulid);
  return index === -1 ? null : setting.start + index * 4 * hourMs;
}
