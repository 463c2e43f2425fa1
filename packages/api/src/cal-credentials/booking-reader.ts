import { type CalBooking, type CalBookingList, type CalClient, CalError } from "@reslot/cal";
import type { Needs } from "../app/app.ts";
import { anonymousCal, type CalPurpose } from "../core/cal-use.ts";
import type { Connection } from "../core/connection.ts";

/**
 * Reads bookings at Cal.com with the token of a person, who is the coach where the coach is connected:
 * the uid alone gives access to a booking, so the token only says whose rate limit counts. All have one
 * of their own, and all anonymous reads of this deployment share one. Anonymous only where no one is
 * connected or Cal.com refuses the token, so that a dead connection cannot stop a recovery.
 */
export interface BookingReader {
  /** @throws {CalError} when Cal.com does not answer, or knows no such booking */
  readBooking(calUid: string): Promise<CalBooking>;
  /** Every occurrence of a recurring series. @throws {CalError} as `readBooking` */
  readSeries(calSeriesUid: string): Promise<CalBookingList>;
}

interface ReaderOptions {
  /** People of the booking, the coach first: the first one who is connected lends the token. */
  userUlids: readonly string[];
  purpose: ReadPurpose;
}

type ReadPurpose = Exclude<CalPurpose, "move" | "view" | "refresh">;

/** The connection is opened by the first read: one query for each person who is asked for. */
export function createBookingReader(
  deps: Needs<"cal" | "calAccounts">,
  { userUlids, purpose }: ReaderOptions,
): BookingReader {
  let opening: Promise<BookingReader> | undefined;
  const open = async (): Promise<BookingReader> => {
    for (const userUlid of new Set(userUlids)) {
      const connection = await deps.calAccounts.open(userUlid, { purpose });
      if (connection.status === "connected") return readerWith(deps, { connection, purpose });
    }
    return anonymous(deps, purpose);
  };
  const opened = () => (opening ??= open());
  return {
    readBooking: async (calUid) => (await opened()).readBooking(calUid),
    readSeries: async (calSeriesUid) => (await opened()).readSeries(calSeriesUid),
  };
}

/** The same with a connection that is open already. */
export function readerWith(
  deps: Needs<"cal">,
  { connection, purpose }: { connection: Connection; purpose: ReadPurpose },
): BookingReader {
  if (connection.status !== "connected") return anonymous(deps, purpose);
  const withToken = readerOf(connection.client);
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
