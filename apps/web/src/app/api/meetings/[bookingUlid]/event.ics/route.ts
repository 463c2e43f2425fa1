import type { AppErrorCode } from "@reslot/api/errors";
import { errorResponse } from "@reslot/api/fetch";
import { toAppError } from "@reslot/api/server";
import { systemClock } from "@reslot/cal/time";
import { serverMessages } from "@/copy/server-messages.ts";
import { env } from "@/env.ts";
import { calendarFile } from "@/features/meeting/calendar-file.ts";
import { api } from "@/server/api.ts";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ bookingUlid: string }>;
}

/** A meeting of the signed-in person as a file for their calendar. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { bookingUlid } = await params;
  try {
    const booking = await api.booking.get({ bookingUlid });
    const file = calendarFile(booking, {
      t: await serverMessages("meeting"),
      appOrigin: env().APP_ORIGIN,
      now: systemClock.now(),
    });
    return new Response(file, {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="meeting.ics"',
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refusalOf(error);
  }
}

const statuses: Partial<Record<AppErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  INVALID_INPUT: 404,
  RATE_LIMITED: 429,
};

function refusalOf(error: unknown): Response {
  const app = toAppError(error).toPayload();
  const status = statuses[app.code];
  if (status === undefined) throw error;
  return errorResponse({ status, trpcCode: app.code }, app);
}
