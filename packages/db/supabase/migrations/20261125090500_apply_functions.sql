-- What was seen at Cal.com becomes ours: the booking, its history, the attempt, what both people are
-- told and what has to be mailed, together or not at all.

-- The booking that Cal.com knows, or knew, under a uid; locked. No row: none of ours.
create function public.booking_by_cal_uid(p_cal_uid text) returns setof public."Bookings"
language sql set search_path = '' as $$
  select found.* from public."Bookings" found
  where found."ulid" = coalesce(
    (select "ulid" from public."Bookings" where "calBookingId" = p_cal_uid),
    (select "bookingUlid" from public."BookingCalRefs" where "calBookingUid" = p_cal_uid))
  for update
$$;

-- Tells both people, in the app and by mail. The one who did it gets a receipt that is already read.
-- p_new_ulids: two for the notifications, two for the mails.
create function public.tell_participants(
  p_booking public."Bookings", p_previous public."Bookings", p_attempt public."RescheduleAttempts",
  p_kind text, p_new_ulids text[]
) returns void
language plpgsql set search_path = '' as $$
declare
  v_people char(26)[] := array[p_booking."coachUserUlid", p_booking."menteeUserUlid"];
begin
  if coalesce(cardinality(p_new_ulids), 0) < 4 then
    raise exception 'four new ulids are needed' using errcode = '22023';
  end if;
  for i in 1 .. 2 loop
    insert into public."Notifications" (
      "ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
      "oldStartTime", "oldEndTime", "newStartTime", "newEndTime", "reason", "conflictOverridden", "readAt")
    values (
      p_new_ulids[i], v_people[i], p_booking."ulid", p_booking."version", p_kind,
      p_attempt."actorUserUlid", p_attempt."actorRole",
      p_previous."startTime", p_previous."endTime", p_booking."startTime", p_booking."endTime",
      p_attempt."reason", coalesce(p_attempt."overrideConflict", false),
      case when v_people[i] = p_attempt."actorUserUlid" then pg_catalog.now() end);
    insert into public."Outbox" ("ulid", "dedupeKey", "topic", "payload")
    values (
      p_new_ulids[2 + i],
      pg_catalog.concat_ws(':', 'mail', p_kind, p_booking."ulid", p_booking."version", v_people[i]),
      'mail', jsonb_build_object('notificationUlid', p_new_ulids[i]));
  end loop;
end $$;

-- Settles the attempt in flight, if there is one, now that the booking moved.
-- Returns it when this move is the one it asked for; otherwise it lost to another change.
create function public.reschedule_settle(
  p_booking_ulid char(26), p_from_cal_uid text, p_to_cal_uid text, p_start_time timestamptz, p_version integer
) returns setof public."RescheduleAttempts"
language plpgsql set search_path = '' as $$
declare
  v_attempt public."RescheduleAttempts";
begin
  select * into v_attempt from public."RescheduleAttempts"
  where "bookingUlid" = p_booking_ulid and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
  for update;
  if not found then
    return;
  end if;
  if v_attempt."state" <> 'PREPARED' and v_attempt."fromCalUid" = p_from_cal_uid
    and v_attempt."toStartTime" = p_start_time then
    return query update public."RescheduleAttempts" as mine set
      "state" = 'APPLIED', "newCalUid" = p_to_cal_uid, "appliedVersion" = p_version,
      "errorCode" = null, "fence" = mine."fence" + 1
    where mine."ulid" = v_attempt."ulid" returning mine.*;
  else
    update public."RescheduleAttempts" set
      "state" = case when "state" = 'PREPARED' then 'ABANDONED' else 'SUPERSEDED' end,
      "errorCode" = 'BOOKING_CHANGED', "fence" = "fence" + 1
    where "ulid" = v_attempt."ulid";
  end if;
end $$;

-- The one writer for every move seen at Cal.com, whoever saw it. It may be called any number of times.
create function public.reschedule_apply(
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

-- The booking kept its uid and time but was confirmed, cancelled or rejected at Cal.com.
-- An end is told to both people; an attempt that never sent anything is abandoned with it.
create function public.booking_set_upstream_status(p_cal_uid text, p_status text, p_new_ulids text[])
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_nobody public."RescheduleAttempts";
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found then
    return jsonb_build_object('changed', false, 'why', 'unknownBooking');
  end if;
  if v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('changed', false, 'why', 'notHead');
  end if;
  if v_booking."status" = p_status then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;

  update public."Bookings" set
    "status" = p_status,
    "upstreamChanged" = "upstreamChanged" or p_status in ('cancelled', 'rejected')
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if p_status in ('cancelled', 'rejected') then
    update public."RescheduleAttempts" set
      "state" = 'ABANDONED', "errorCode" = 'BOOKING_CANCELLED', "fence" = "fence" + 1
    where "bookingUlid" = v_booking."ulid" and "state" = 'PREPARED';
    perform public.tell_participants(v_booking, v_booking, v_nobody, 'bookingCancelledUpstream', p_new_ulids);
  end if;
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $$;
