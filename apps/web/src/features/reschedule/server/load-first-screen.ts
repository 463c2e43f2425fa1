import "server-only";
import type { BookingDetails, RescheduleStatus } from "@reslot/api";
import { toAppError } from "@reslot/api/server";
import { localDay, parseInstant } from "@reslot/cal/time";
import { ulid } from "ulid";
import { peopleOf } from "@/components/display/people.ts";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import { askedDay, type UrlState } from "@/features/reschedule/model/url-state.ts";
import { type FirstAvailability, rangeFor } from "@/features/reschedule/model/range-for.ts";
import { api } from "@/server/api.ts";
import { loadBooking } from "@/server/load-booking.ts";
import { getPorts } from "@/server/ports.ts";
import { defaultView } from "./default-view.ts";
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
  const booking = await loadBooking(bookingUlid);
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
  const { availability, day } = await loadTimes(booking, state, { now: viewer.now, timeZone });
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

/** The month of the requested day, else the month of the first day that has a good time. */
async function loadTimes(
  booking: BookingDetails,
  state: UrlState,
  { now, timeZone }: { now: number; timeZone: string },
): Promise<{ availability: FirstAvailability | null; day: string }> {
  const today = localDay(now, timeZone);
  const asked = askedDay(state, timeZone);
  const month = await readMonth(booking, asked && asked > today ? asked : today, timeZone);
  if (asked || !month) return { availability: month, day: asked ?? today };

  const { nextMutualStart, nextCoachStart } = month.data;
  const next = nextMutualStart ?? nextCoachStart;
  const day = next ? localDay(parseInstant(next), timeZone) : today;
  const isSameMonth = day.slice(0, 7) === today.slice(0, 7);
  return {
    availability: isSameMonth ? month : await readMonth(booking, day, timeZone),
    day,
  };
}

/** Null when the times cannot be read in time: the page must not wait for them. */
async function readMonth(
  { ulid: bookingUlid }: BookingDetails,
  day: string,
  timeZone: string,
): Promise<FirstAvailability | null> {
  const input = rangeFor(bookingUlid, day, timeZone);
  try {
    const data = await Promise.race([api.booking.availability(input), nullAfter(timeoutMs)]);
    return data && { input, data };
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
