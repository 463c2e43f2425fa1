set check_function_bodies = off;

alter table "public"."BookingEvents"
  drop constraint "BookingEvents_toCalUid_key";

create or replace function public.booking_observe_times (
  p_cal_uid text,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_cause text,
  p_new_ulids text[]
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_before public."Bookings";
  v_after public."Bookings";
  v_no_attempt public."RescheduleAttempts";
begin
  select * into v_before from public.booking_by_cal_uid(p_cal_uid);
  if not found or v_before."calBookingId" <> p_cal_uid or v_before."status" not in ('accepted', 'pending')
    or (v_before."startTime", v_before."endTime") = (p_start_time::timestamptz(3), p_end_time::timestamptz(3))
    or exists (select from public."RescheduleAttempts" where "bookingUlid" = v_before."ulid"
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then
    return false;
  end if;
  update public."Bookings" set
    "startTime" = p_start_time, "endTime" = p_end_time,
    "durationMinutes" = ceil(extract(epoch from p_end_time - p_start_time) / 60)::integer,
    "version" = "version" + 1, "upstreamChanged" = true
  where "ulid" = v_before."ulid" returning * into v_after;
  insert into public."BookingEvents" (
    "bookingUlid", "version", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime",
    "cause")
  values (
    v_after."ulid", v_after."version", p_cal_uid, p_cal_uid, v_before."startTime", v_before."endTime",
    v_after."startTime", v_after."endTime", p_cause);
  perform public.tell_participants(v_after, v_before, v_no_attempt, 'bookingChangedUpstream', p_new_ulids);
  return true;
end $function$;

create unique index "BookingEvents_toCalUid_key" on public."BookingEvents" using btree ("toCalUid")
  where ("toCalUid" <> "fromCalUid");

revoke all
  on function "public"."booking_observe_times"(text, timestamp with time zone, timestamp with time zone, text, text[])
  from public;

grant execute
  on function "public"."booking_observe_times"(text, timestamp with time zone, timestamp with time zone, text, text[])
  to "service_role";

reset check_function_bodies;
