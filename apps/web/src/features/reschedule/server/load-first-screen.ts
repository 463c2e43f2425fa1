import "server-only";
import type { BookingDetails, RescheduleStatus } from "@reslot/api";
import { toAppError } from "@reslot/api/server";
import { localDay, parseInstant } from "@reslot/cal/time";
import type { FirstAvailability } from "@/features/reschedule/model/first-screen.ts";
import {
  askedDay,
  type AvailabilityRange,
  drawnDays,
  peopleOf,
  rangeFor,
  type UrlState,
} from "@reslot/react";
import { firstDayOfWeek } from "@reslot/react/time";
import { ulid } from "ulid";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import { api } from "@/server/api.ts";
import { loadBooking } from "@/server/load-booking.ts";
import { getPorts } from "@/server/ports.ts";
import { defaultView, viewOfBrowser } from "./default-view.ts";
import type { Viewer } from "@/server/viewer.ts";

const timeoutMs = 4_000;

/**
 * The data for the first render of the reschedule page. Times that cannot be read are left to the
 * browser, which retries and shows the error.
 */
export async function loadFirstScreen(
  bookingUlid: string,
  state: UrlState,
  viewer: Viewer,
): Promise<FirstScreen> {
  const [booking, early] = await Promise.all([
    loadBooking(bookingUlid),
    askEarly(bookingUlid, state, viewer),
  ]);
  const formAttemptUlid = ulid();
  const timeZone = viewer.timeZone ?? peopleOf(booking).other.timeZone ?? "UTC";
  const view = await defaultView(booking.role);
  if (state.attempt) {
    const [status, history] = await Promise.all([
      loadStatus(state.attempt),
      api.booking.history({ bookingUlid }),
    ]);
    const day = localDay(parseInstant(booking.startTime), timeZone);
    return { booking, status, history, day, availability: null, view, formAttemptUlid };
  }
  const calendar = {
    today: localDay(viewer.now, timeZone),
    firstDay: firstDayOfWeek(viewer.locale),
  };
  const day = askedDay(state, timeZone) ?? openingDay(booking, { ...calendar, timeZone });
  const days = drawnDays(state.view ?? view, day, calendar);
  const range = rangeFor(bookingUlid, days, { ...calendar, timeZone });
  const isAsked = early?.range.from === range.from && early.range.to === range.to;
  const availability = await timesIn(isAsked ? early : ask(range));
  return { booking, availability, day, status: null, history: null, view, formAttemptUlid };
}

/** The meeting's own day, unless it is past. */
function openingDay(
  { startTime }: BookingDetails,
  { today, timeZone }: { today: string; timeZone: string },
): string {
  const day = localDay(parseInstant(startTime), timeZone);
  return day > today ? day : today;
}

async function loadStatus(attemptUlid: string): Promise<RescheduleStatus | null> {
  try {
    return await api.booking.rescheduleStatus({ attemptUlid });
  } catch (error) {
    if (toAppError(error).code === "NOT_FOUND") return null;
    throw error;
  }
}

interface AskedTimes {
  range: AvailabilityRange;
  times: ReturnType<typeof api.booking.availability>;
}

function ask(range: AvailabilityRange): AskedTimes {
  const times = api.booking.availability(range);
  times.catch(() => undefined); // `timesIn` says why, if they are what the page shows
  return { range, times };
}

/**
 * Asks for the times while the meeting is read, where the address, the person and the browser say which ones; an
 * address without a day opens the meeting's own, which is nearly always among the next five weeks.
 */
async function askEarly(
  bookingUlid: string,
  state: UrlState,
  { now, locale, timeZone }: Viewer,
): Promise<AskedTimes | null> {
  const view = state.view ?? (await viewOfBrowser());
  if (state.attempt || !timeZone || !view) return null;
  const calendar = { today: localDay(now, timeZone), firstDay: firstDayOfWeek(locale) };
  const day = askedDay(state, timeZone) ?? (view === "month" ? calendar.today : null);
  if (day === null) return null;
  return ask(rangeFor(bookingUlid, drawnDays(view, day, calendar), { ...calendar, timeZone }));
}

/** Null when the times cannot be read in time: the page must not wait for them. */
async function timesIn({ range, times }: AskedTimes): Promise<FirstAvailability | null> {
  try {
    const data = await Promise.race([times, nullAfter(timeoutMs)]);
    return data && { input: range, data };
  } catch (error) {
    getPorts().log.error("AVAILABILITY_ERROR", error);
    return null;
  }
}

function nullAfter(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
}
