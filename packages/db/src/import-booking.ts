import { z } from "zod";
import type { DbClient } from "./clients.ts";
import type { BookingStatus, SeriesRhythm } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

/** A booking seen at Cal.com whose coach and mentee are both users here. */
export interface ImportBooking {
  /** The key of the new row, if one is created. */
  ulid: string;
  calBookingUid: string;
  /**
   * The uids Cal.com moved it from, as far as they were followed. Without them, a booking whose move is
   * being recorded at this moment would be imported as a separate one.
   */
  earlierCalUids?: readonly string[];
  coachUserUlid: string;
  menteeUserUlid: string;
  title: string;
  eventTypeId: number;
  durationMinutes: number;
  startTime: string;
  endTime: string;
  status: BookingStatus;
  /** For an occurrence of a recurring series. */
  series?: SeriesPlace | null;
}

/** Where in a recurring series an occurrence was, when the series was booked. */
export interface SeriesPlace {
  /** Cal.com's uid of the series. */
  calSeriesUid: string;
  position: number | null;
  rhythm: SeriesRhythm | null;
}

const importedSchema = z.object({ outcome: z.enum(["created", "known"]), bookingUlid: z.string() });
export type ImportedBooking = z.infer<typeof importedSchema>;

/** See `importObserved` of the bookings. @throws {DbError} */
export async function importBooking(
  client: DbClient,
  seen: ImportBooking,
): Promise<ImportedBooking> {
  const { series } = seen;
  const parameters = {
    p_ulid: seen.ulid,
    p_cal_uid: seen.calBookingUid,
    p_earlier_cal_uids: [...(seen.earlierCalUids ?? [])],
    p_coach_user_ulid: seen.coachUserUlid,
    p_mentee_user_ulid: seen.menteeUserUlid,
    p_title: seen.title,
    p_event_type_id: seen.eventTypeId,
    p_duration_minutes: seen.durationMinutes,
    p_start_time: seen.startTime,
    p_end_time: seen.endTime,
    p_status: seen.status,
  };
  const query = series
    ? client.rpc("booking_import_occurrence", {
        ...parameters,
        p_series_uid: series.calSeriesUid,
        p_series_position: series.position,
        p_series_rhythm: series.rhythm,
      })
    : client.rpc("booking_import_observed", parameters);
  return importedSchema.parse(
    await unwrap({ table: "Bookings", operation: "importObserved" }, query),
  );
}
