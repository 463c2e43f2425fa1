import "server-only";
import type { BookingDetails, RescheduleStatus } from "@reslot/api";
import { toAppError } from "@reslot/api/server";
import { localDay, parseInstant } from "@reslot/cal/time";
import { ulid } from "ulid";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import { askedDay, type UrlState } from "@/features/reschedule/model/url-state.ts";
import { type FirstAvailability, rangeFor } from "@/features/reschedule/model/range-for.ts";
import { api } from "@/server/api.ts";
import { loadBooking } from "@/server/load-booking.ts";
import { getPorts } from "@/server/ports.ts";
import { usualView } from "./usual-view.ts";
import type { Viewer } from "@/server/viewer.ts";

const patienceMs = 4_000;

/**
 * Everything the reschedule page needs for its first drawing. Times that cannot be read are left
 * to the browser, which asks again and says why.
 */
export async function loadFirstScreen(
  bookingUlid: string,
  state: UrlState,
  viewer: Viewer,
): Promise<FirstScreen> {
  const booking = await loadBooking(bookingUlid);
  const formAttemptUlid = ulid();
  const view = await usualView(booking.role);
  if (state.attempt) {
    const [status, history] = await Promise.all([
      loadStatus(state.attempt),
      api.booking.history({ bookingUlid }),
    ]);
    const day = localDay(parseInstant(booking.startTime), viewer.timeZone);
    return { booking, status, history, day, availability: null, view, formAttemptUlid };
  }
  const { availability, day } = await loadTimes(booking, state, viewer);
  return { booking, availability, day, status: null, history: null, view, formAttemptUlid };
}

async function loadStatus(attemptUlid: string): Promise<RescheduleStatus | null> {
  try {
    return await api.booking.rescheduleStatus({ attemptUlid });
  } catch (error) {
    if (toAppError(error).code === "NOT_FOUND") return null;
    throw error;
  }
}

/** The asked day's month; without one, the month of the first day that has a good time. */
async function loadTimes(
  booking: BookingDetails,
  state: UrlState,
  viewer: Viewer,
): Promise<{ availability: FirstAvailability | null; day: string }> {
  const today = localDay(viewer.now, viewer.timeZone);
  const asked = askedDay(state, viewer.timeZone);
  const month = await readMonth(booking, asked && asked > today ? asked : today, viewer.timeZone);
  if (asked || !month) return { availability: month, day: asked ?? today };

  const { nextMutualStart, nextCoachStart } = month.data;
  const next = nextMutualStart ?? nextCoachStart;
  const day = next ? localDay(parseInstant(next), viewer.timeZone) : today;
  const isSameMonth = day.slice(0, 7) === today.slice(0, 7);
  return {
    availability: isSameMonth ? month : await readMonth(booking, day, viewer.timeZone),
    day,
  };
}

/** Null when the times cannot be read, or not soon enough: the page comes first. */
async function readMonth(
  { ulid: bookingUlid }: BookingDetails,
  day: string,
  timeZone: string,
): Promise<FirstAvailability | null> {
  const input = rangeFor(bookingUlid, day, timeZone);
  try {
    const data = await Promise.race([api.booking.availability(input), nothingAfter(patienceMs)]);
    return data && { input, data };
  } catch (error) {
    getPorts().log.error("AVAILABILITY_ERROR", error);
    return null;
  }
}

function nothingAfter(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
}
