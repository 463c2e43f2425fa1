import { type CalBooking, type CalBookingList, type CalClient, CalError } from "@reslot/cal";
import type { Needs } from "../app/app.ts";
import { anonymousCal, type CalPurpose } from "../core/cal-use.ts";
import type { Connection } from "../core/connection.ts";

/**
 * Reads bookings at Cal.com with the token of a person, who is the coach where the coach is connected:
 * the uid alone gives access to a booking, so the token only says whose rate limit counts. All have one
 * of their own, and all anonymous reads of this deployment share one. Anonymous only where that person
 * is not connected or Cal.com refuses the token, so that a dead connection cannot stop a recovery.
 */
export interface BookingReader {
  /** @throws {CalError} when Cal.com does not answer, or knows no such booking */
  readBooking(calUid: string): Promise<CalBooking>;
  /** Every occurrence of a recurring series. @throws {CalError} as `readBooking` */
  readSeries(calSeriesUid: string): Promise<CalBookingList>;
}

interface ReaderOptions {
  /** Whose token: the coach's or, where the coach is not connected, the mentee's. null: no user's. */
  userUlid: string | null;
  purpose: ReadPurpose;
}

type ReadPurpose = Exclude<CalPurpose, "move" | "view">;

/** The connection is opened by the first read: two queries. */
export function createBookingReader(
  deps: Needs<"cal" | "calAccounts">,
  { userUlid, purpose }: ReaderOptions,
): BookingReader {
  let opening: Promise<BookingReader> | undefined;
  const open = async (): Promise<BookingReader> =>
    userUlid === null
      ? anonymous(deps, purpose)
      : readerWith(deps, {
          coach: await deps.calAccounts.open(userUlid, { purpose }),
          purpose,
        });
  const opened = () => (opening ??= open());
  return {
    readBooking: async (calUid) => (await opened()).readBooking(calUid),
    readSeries: async (calSeriesUid) => (await opened()).readSeries(calSeriesUid),
  };
}

/** The same with a connection that is open already. */
export function readerWith(
  deps: Needs<"cal">,
  { coach, purpose }: { coach: Connection; purpose: ReadPurpose },
): BookingReader {
  if (coach.status !== "connected") return anonymous(deps, purpose);
  const withToken = readerOf(coach.client);
  const read = <T>(ask: (reader: BookingReader) => Promise<T>): Promise<T> =>
    ask(withToken).catch((error: unknown) => {
      if (!(error instanceof CalError) || error.code !== "TOKEN_INVALID") throw error;
      return ask(anonymous(deps, purpose));
    });
  return {
    readBooking: (calUid) => read((reader) => reader.readBooking(calUid)),
    readSeries: (calSeriesUid) => read((reader) => reader.readSeries(calSeriesUid)),
  };
}

function anonymous({ cal }: Needs<"cal">, purpose: ReadPurpose): BookingReader {
  return readerOf(cal(anonymousCal, { purpose }));
}

function readerOf({ bookings }: Pick<CalClient, "bookings">): BookingReader {
  return {
    readBooking: (calUid) => bookings.get(calUid),
    readSeries: (calSeriesUid) => bookings.getSeries(calSeriesUid),
  };
}
