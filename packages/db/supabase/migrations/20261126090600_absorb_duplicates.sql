-- A booking moved twice in Cal.com before we looked may have been imported under its last uid, as if it
-- were another one. When its moves are followed, the copy gives way to the booking with the history.

-- Removes the copy that lives under a uid, if it is one: nothing ever happened to it here.
create function public.booking_absorb(p_cal_uid text, p_into_ulid char(26)) returns void
language plpgsql set search_path = '' as $$
declare
  v_copy char(26);
begin
  select copy."ulid" into v_copy from public."Bookings" as copy
  join public."Bookings" as original on original."ulid" = p_into_ulid
  where copy."calBookingId" = p_cal_uid and copy."ulid" <> p_into_ulid and copy."version" = 1
    and copy."coachUserUlid" = original."coachUserUlid" and copy."menteeUserUlid" = original."menteeUserUlid"
    and not exists (select from public."RescheduleAttempts" where "bookingUlid" = copy."ulid")
    and not exists (select from public."Notifications" where "bookingUlid" = copy."ulid")
  for update of copy;
  if found then
    delete from public."BookingCalRefs" where "bookingUlid" = v_copy;
    delete from public."Bookings" where "ulid" = v_copy;
  end if;
end $$;

-- As before, but for the line that absorbs.
create or replace function public.reschedule_apply(
  p_from_cal_uid text, p_to_cal_uid text, p_start_time timestamptz, p_end_time timestamptz,
  p_upstream_status text, p_duration_minutes integer, p_cause text, p_new_ulids text[]
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before public."Bookings";
  v_after public."Bookings";
  v_attempt public."RescheduleAttempts";
begin
  select * into v_before from public.booking_by_cal_uid(p_from_cal_uid);
  if not found then
    return jsonb_build_object('applied', false, 'why', 'unknownBooking');
  end if;
  if v_before."calBookingId" = p_to_cal_uid or exists (
    select from public."BookingCalRefs" where "calBookingUid" = p_to_cal_uid and "bookingUlid" = v_before."ulid") then
    return jsonb_build_object('applied', false, 'why', 'already');
  end if;
  if v_before."calBookingId" <> p_from_cal_uid then
    return jsonb_build_object('applied', false, 'why', 'notHead');
  end if;

  perform public.booking_absorb(p_to_cal_uid, v_before."ulid");
  select * into v_attempt from public.reschedule_settle(
    v_before."ulid", p_from_cal_uid, p_to_cal_uid, p_start_time, v_before."version" + 1);
  update public."Bookings" set
    "calBookingId" = p_to_cal_uid, "startTime" = p_start_time, "endTime" = p_end_time,
    "durationMinutes" = coalesce(p_duration_minutes, ceil(extract(epoch from p_end_time - p_start_time) / 60)::integer),
    "status" = p_upstream_status, "version" = "version" + 1, "upstreamChanged" = v_attempt."ulid" is null
  where "ulid" = v_before."ulid" returning * into v_after;
  insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid")
  values (p_from_cal_uid, v_after."ulid"), (p_to_cal_uid, v_after."ulid")
  on conflict ("calBookingUid") do nothing;
  insert into public."BookingEvents" (
    "bookingUlid", "version", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime",
    "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason")
  values (
    v_after."ulid", v_after."version", p_from_cal_uid, p_to_cal_uid, v_before."startTime", v_before."endTime",
    v_after."startTime", v_after."endTime", p_cause, v_attempt."ulid", v_attempt."actorUserUlid",
    v_attempt."actorRole", v_attempt."reason");
  perform public.tell_participants(v_after, v_before, v_attempt,
    case
      when v_attempt."ulid" is null then 'bookingChangedUpstream'
      when p_upstream_status = 'pending' then 'bookingMovedAwaitingConfirmation'
      else 'bookingMoved'
    end, p_new_ulids);
  return jsonb_build_object('applied', true, 'attemptUlid', v_attempt."ulid",
    'bookingUlid', v_after."ulid", 'version', v_after."version");
end $$;

revoke all on function public.booking_absorb from public, anon, authenticated;
