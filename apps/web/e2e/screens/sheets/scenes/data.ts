import type { Availability, BookingDetails, BookingHistory, BookingListItem } from "@reslot/api";
import { addDays, dayMs, formatInstant, hourMs, minuteMs, parseInstant } from "@reslot/cal/time";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import { type AvailabilityRange, drawnDays, rangeFor, type View } from "@reslot/react";
import { availabilityOf } from "../../../../test/availability-of.ts";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { noAnswerYet } from "../../../../test/components/as-page.tsx";
import { listedMeeting } from "../../../../test/meetings-list.ts";

export const today = "2026-12-10";
export const vancouver = "America/Vancouver";
const iso = (at: number) => formatInstant(at);
const ulidOf = (index: number) => `01KC3M8QZ4ABCDEFGHJKMNP${String(index).padStart(3, "0")}`;

const others = [
  ["Maya Lindqvist", "Career check-in", "Europe/Stockholm"],
  ["Priya Nair", "Career planning", "Asia/Kolkata"],
  ["Jonas Weber", "Interview practice", "Europe/Berlin"],
  ["Noah Patel", "Career check-in", "Europe/London"],
  ["Alex Rivera", "Board preparation", "America/Vancouver"],
  ["Kofi Mensah", "Career check-in", "Africa/Accra"],
  ["Wilhelmina von Sonnenschein-Hohenfels", "Vorbereitung des Aufsichtsrats", "Europe/Vienna"],
] as const;

/** This many meetings of a coach, a few a day from now on. */
export function meetingsOf(count: number): BookingListItem[] {
  const first = parseInstant(`${today}T09:30:00.000Z`);
  return Array.from({ length: count }, (_, index) => {
    const [name, title, timeZone] = others[index % others.length] ?? others[0];
    const start = first + Math.floor(index / 4) * dayMs + (index % 4) * 1.5 * hourMs;
    return listedMeeting({
      ulid: ulidOf(index),
      title,
      role: "coach",
      startTime: iso(start),
      endTime: iso(start + 45 * minuteMs),
      counterpart: { personUlid: ulidOf(500 + index), name, timeZone, state: stateAt(index) },
      joinUrl: "https://meet.example.test/sam",
      ...changesAt(index, start),
    });
  });
}

const stateAt = (index: number) => (index % 5 === 3 ? ("notConnected" as const) : "connected");

function changesAt(index: number, start: number): Partial<BookingListItem> {
  const from = {
    fromStartTime: iso(start - dayMs),
    fromEndTime: iso(start - dayMs + 45 * minuteMs),
  };
  const lastMove = { at: `${today}T06:00:00.000Z`, by: "mentee" as const, ...from };
  if (index === 1) return { lastMove };
  if (index === 4) return { status: "pending", needsMe: "confirm", lastMove };
  if (index === 5) {
    const newStartTime = iso(start + dayMs);
    const newEndTime = iso(start + dayMs + 45 * minuteMs);
    return {
      reschedule: { allowed: false, reason: "inProgress" },
      inFlight: { kind: "move", by: "mentee", newStartTime, newEndTime },
    };
  }
  return index === 7
    ? { status: "cancelled", reschedule: { allowed: false, reason: "cancelled" } }
    : {};
}

/** The hours, in UTC, of one day for both: the coach's from 14:00, the mentee's from 16:00 in Vancouver's morning. */
function dayOf(day: string) {
  const at = (hours: number) => parseInstant(`${day}T00:00:00.000Z`) + hours * hourMs;
  const weekday = new Date(at(12)).getUTCDay();
  const isOff = weekday === 0 || weekday === 6;
  const busyFrom = 17 + (weekday % 3);
  return { at, isOff, busyFrom };
}

function daysIn({ from, to }: Pick<AvailabilityRange, "from" | "to">): string[] {
  const days: string[] = [];
  for (let day = from.slice(0, 10); `${day}T23` < to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** What both calendars say of the asked range; `mentee` as where theirs was not read. */
export function availabilityIn(
  range: Pick<AvailabilityRange, "from" | "to">,
  mentee: Availability["checks"]["mentee"] = "checked",
): Availability {
  const isRead = mentee === "checked";
  const days = daysIn(range).map((day) => ({ day, ...dayOf(day) }));
  const open = days.filter(({ isOff, day }) => !isOff && day >= today);
  const slots = open.flatMap(({ at, busyFrom }) =>
    [14, 15, 16, 17, 17.75, 18.5, 19.25, 20].map((hours): Availability["slots"][number] => {
      const start = iso(at(hours));
      if (start === bookingDetails.startTime) return { start, verdict: "current" };
      if (!isRead) return { start, verdict: "menteeUnknown" };
      if (hours < 16) return { start, verdict: "outsideMenteeHours" };
      const isBusy = hours + 0.75 > busyFrom && hours < busyFrom + 1;
      return { start, verdict: isBusy ? "menteeBusy" : "mutual" };
    }),
  );
  const span = (start: number, end: number) => ({ start: iso(start), end: iso(end) });
  return availabilityOf({
    slots,
    lanes: {
      coach: {
        offered: open.map(({ at }) => span(at(14), at(21))),
        own: open.map(({ at }) => ({ ...span(at(13), at(14)), title: "Career check-in" })),
      },
      mentee: isRead
        ? {
            busy: open.map(({ at, busyFrom }) => span(at(busyFrom), at(busyFrom + 1))),
            outsideHours: days.flatMap(({ at, isOff }) =>
              isOff ? [span(at(0), at(24))] : [span(at(0), at(16)), span(at(23), at(24))],
            ),
            unknown: [],
          }
        : null,
    },
    checks: { ...availabilityOf().checks, mentee },
    suggestions: [
      { start: "2026-12-11T17:00:00.000Z", reasons: isRead ? ["sameTime", "daytimeForBoth"] : [] },
      { start: "2026-12-14T17:00:00.000Z", reasons: isRead ? ["closeToOriginal"] : [] },
      { start: "2026-12-16T17:00:00.000Z", reasons: isRead ? ["notBackToBack"] : [] },
    ],
    nextMutualStart: isRead ? "2026-12-11T16:00:00.000Z" : null,
    nextCoachStart: "2026-12-11T14:00:00.000Z",
    asOf: `${today}T06:59:30.000Z`,
    answeredAt: `${today}T07:00:00.000Z`,
  });
}

/** What the server rendered of the reschedule page. */
export function firstScreen(
  view: View,
  changes: Partial<BookingDetails> = {},
  mentee?: Availability["checks"]["mentee"],
): FirstScreen {
  const booking = { ...bookingDetails, ...changes };
  const day = "2026-12-15";
  const calendar = { today, firstDay: 1, timeZone: vancouver };
  const input = rangeFor(booking.ulid, drawnDays(view, day, calendar), calendar);
  return {
    booking,
    availability: { input, data: availabilityIn(input, mentee) },
    status: null,
    history: null,
    day,
    view,
    formAttemptUlid: ulidOf(900),
  };
}

/** What every page may ask for. */
export const everyAnswer = {
  "booking.onChange": noAnswerYet,
  "live.onChange": noAnswerYet,
  "notification.unreadCount": { count: 3 },
  "calConnection.get": {
    status: "connected",
    calendarsUrl: "https://app.cal.com/apps/installed/calendar",
    oauthAvailable: true,
    upcomingCount: 12,
  },
};

/** These meetings a month earlier, the latest first. */
export function asPast(items: readonly BookingListItem[]): BookingListItem[] {
  const earlier = (at: string) => iso(parseInstant(at) - 28 * dayMs);
  return items.toReversed().map(({ startTime, endTime, ...item }) => ({
    ...item,
    startTime: earlier(startTime),
    endTime: earlier(endTime),
    status: item.status === "pending" ? "accepted" : item.status,
    needsMe: null,
    lastMove: null,
    inFlight: null,
    reschedule: { allowed: false, reason: "past" },
  }));
}

const past = (days: number) => {
  const start = parseInstant(bookingDetails.startTime) - days * dayMs;
  return { startTime: iso(start), endTime: iso(start + 45 * minuteMs) };
};

export const history: BookingHistory = {
  items: [
    {
      kind: "moved",
      at: "2026-12-09T15:20:00.000Z",
      actor: "coach",
      from: past(1),
      to: past(0),
      reason: "A workshop came up, and it can’t be at another time.",
      recovered: false,
    },
    {
      kind: "moved",
      at: "2026-12-04T10:00:00.000Z",
      actor: "mentee",
      from: past(3),
      to: past(1),
      reason: null,
      recovered: true,
    },
    {
      kind: "asked",
      at: "2026-12-02T10:00:00.000Z",
      actor: "mentee",
      from: past(5),
      to: past(3),
      reason: null,
      recovered: false,
    },
  ],
};

/** As the coach of the meeting sees it. */
export const asCoach: Partial<BookingDetails> = {
  role: "coach",
  counterpart: {
    personUlid: ulidOf(700),
    name: "Alex Rivera",
    timeZone: vancouver,
    email: "alex@example.test",
  },
};
