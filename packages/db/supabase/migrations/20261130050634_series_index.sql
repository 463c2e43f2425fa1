set check_function_bodies = off;

create or replace function public.booking_import_occurrence (
  p_ulid character,
  p_cal_uid text,
  p_earlier_cal_uids text[],
  p_coach_user_ulid character,
  p_mentee_user_ulid character,
  p_title text,
  p_event_type_id integer,
  p_duration_minutes integer,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_status text,
  p_series_uid text,
  p_series_position integer,
  p_series_rhythm text
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_imported jsonb := public.booking_import_observed(
    p_ulid, p_cal_uid, p_earlier_cal_uids, p_coach_user_ulid, p_mentee_user_ulid, p_title, p_event_type_id,
    p_duration_minutes, p_start_time, p_end_time, p_status);
begin
  update public."Bookings" set
    "calSeriesUid" = p_series_uid, "seriesPosition" = p_series_position, "seriesRhythm" = p_series_rhythm
  where "ulid" = v_imported ->> 'bookingUlid'
    -- The first occurrence may have been read before the others were there.
    and ("calSeriesUid" is null or ("seriesRhythm" is null and p_series_rhythm is not null));
  return v_imported;
end $function$;

create index "Bookings_series_idx" on public."Bookings" using btree ("calSeriesUid")
  where ("calSeriesUid" is not null);

reset check_function_bodies;
