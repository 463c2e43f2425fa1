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
  const calendar = {
    today: localDay(viewer.now, timeZone),
    firstDay: firstDayOfWeek(viewer.locale),
  };
  const day = askedDay(state, timeZone) ?? openingDay(booking, { ...calendar, timeZone });
  const days = drawnDays(state.view ?? view, day, calendar);
  const availability = await readTimes(rangeFor(bookingUlid, days, { ...calendar, timeZone }));
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

/** Null when the times cannot be read in time: the page must not wait for them. */
async function readTimes(input: AvailabilityRange): Promise<FirstAvailability | null> {
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
