set check_function_bodies = off;

drop function "public"."booking_observe_people"(text, text[], text[], text[]);

drop function "public"."booking_observe_times"(text, timestamp with time zone, timestamp with time zone, text, text[]);

alter table "public"."BookingCalRefs"
  add column "calUpdatedAt" timestamp(3) with time zone;

create or replace function public.booking_observe_people (
  p_cal_uid text,
  p_host_emails text[],
  p_attendee_emails text[],
  p_new_ulids text[],
  p_cal_updated_at timestamp with time zone default null::timestamp with time zone
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_before public."Bookings";
  v_known public."BookingPeople";
  v_no_attempt public."RescheduleAttempts";
  v_hosts text[] := array(select public.fold_address(each) from unnest(p_host_emails) as each);
  v_attendees text[] := array(select public.fold_address(each) from unnest(p_attendee_emails) as each);
  v_new_coach char(26);
  v_new_mentee char(26);
  v_is_host_erased boolean;
  v_is_attendee_erased boolean;
  v_replaced text;
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found or v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('outcome', 'notCurrent');
  end if;
  if public.observation_is_outdated(p_cal_uid, p_cal_updated_at) then
    return jsonb_build_object('outcome', 'same');
  end if;
  v_before := v_booking;
  v_replaced := v_booking."replacedPerson";
  select * into v_known from public."BookingPeople" where "bookingUlid" = v_booking."ulid";

  if cardinality(v_hosts) > 0 and not coalesce(v_known."hostEmail" = any (v_hosts), false) then
    if public.user_has_address(v_booking."coachUserUlid", v_hosts) then
      v_replaced := nullif(v_replaced, 'coach');
    else
      select hit -> 'user' ->> 'ulid' into v_new_coach
      from jsonb_array_elements(public.users_find_by_addresses(v_hosts)) as hit
      where hit -> 'user' ->> 'ulid' <> v_booking."menteeUserUlid" limit 1;
      if v_new_coach is not null then
        v_replaced := nullif(v_replaced, 'coach');
      elsif v_known."hostEmail" is not null then
        v_replaced := 'coach';
      end if;
    end if;
  end if;
  if cardinality(v_attendees) > 0 and not coalesce(v_known."attendeeEmail" = any (v_attendees), false) then
    if public.user_has_address(v_booking."menteeUserUlid", v_attendees) then
      v_replaced := nullif(v_replaced, 'mentee');
    elsif public.is_erased(v_booking."menteeUserUlid") then
      select "userUlid" into v_new_mentee from public."UserAddresses"
      where "address" = any (v_attendees) and "userUlid" <> coalesce(v_new_coach, v_booking."coachUserUlid") limit 1;
    elsif v_known."attendeeEmail" is not null then
      v_replaced := coalesce(v_replaced, 'mentee');
    end if;
  end if;

  v_is_host_erased := public.is_erased(coalesce(v_new_coach, v_booking."coachUserUlid"));
  v_is_attendee_erased := public.is_erased(coalesce(v_new_mentee, v_booking."menteeUserUlid"));
  insert into public."BookingPeople" as mine ("bookingUlid", "hostEmail", "attendeeEmail", "hostHash", "attendeeHash")
  values (v_booking."ulid",
    case when not v_is_host_erased then v_hosts[1] end, case when not v_is_attendee_erased then v_attendees[1] end,
    case when v_is_host_erased then public.hash_address(v_hosts[1]) end,
    case when v_is_attendee_erased then public.hash_address(v_attendees[1]) end)
  on conflict ("bookingUlid") do update set
    "hostEmail" = coalesce(excluded."hostEmail", mine."hostEmail"),
    "attendeeEmail" = coalesce(excluded."attendeeEmail", mine."attendeeEmail"),
    "hostHash" = case when v_is_host_erased then coalesce(excluded."hostHash", mine."hostHash") end,
    "attendeeHash" = case when v_is_attendee_erased then coalesce(excluded."attendeeHash", mine."attendeeHash") end
  where (mine."hostEmail", mine."attendeeEmail", mine."hostHash", mine."attendeeHash") is distinct from (
    coalesce(excluded."hostEmail", mine."hostEmail"), coalesce(excluded."attendeeEmail", mine."attendeeEmail"),
    case when v_is_host_erased then coalesce(excluded."hostHash", mine."hostHash") end,
    case when v_is_attendee_erased then coalesce(excluded."attendeeHash", mine."attendeeHash") end);
  if v_new_coach is null and v_new_mentee is null and v_replaced is not distinct from v_before."replacedPerson" then
    return jsonb_build_object('outcome', 'same');
  end if;

  update public."Bookings" set
    "coachUserUlid" = coalesce(v_new_coach, "coachUserUlid"),
    "menteeUserUlid" = coalesce(v_new_mentee, "menteeUserUlid"),
    "replacedPerson" = v_replaced
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if v_new_coach is not null then
    perform public.tell_participants_noting(v_booking, v_before, v_no_attempt, 'bookingChangedUpstream', 'newHost',
      p_new_ulids);
    perform public.tell_former_host(v_booking, v_before."coachUserUlid", p_new_ulids[5:6]);
    return jsonb_build_object('outcome', 'newHost', 'bookingUlid', v_booking."ulid", 'coachUserUlid', v_new_coach);
  end if;
  if v_replaced is not null then
    perform public.tell_participants_noting(v_booking, v_before, v_no_attempt, 'bookingChangedUpstream',
      case v_replaced when 'coach' then 'coachReplaced' else 'menteeReplaced' end, p_new_ulids);
    return jsonb_build_object('outcome', 'replaced', 'bookingUlid', v_booking."ulid");
  end if;
  return jsonb_build_object('outcome', case when v_new_mentee is null then 'same' else 'returned' end,
    'bookingUlid', v_booking."ulid");
end $function$;

create or replace function public.booking_observe_times (
  p_cal_uid text,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_cause text,
  p_new_ulids text[],
  p_cal_updated_at timestamp with time zone default null::timestamp with time zone
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
  if not found or v_before."calBookingId" <> p_cal_uid
    or public.observation_is_outdated(p_cal_uid, p_cal_updated_at) then
    return false;
  end if;
  if v_before."status" not in ('accepted', 'pending')
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

create or replace function public.observation_is_outdated (
  p_cal_uid text,
  p_cal_updated_at timestamp with time zone
)
  returns boolean
  language plpgsql
  set search_path to ''
  AS $function$
begin
  update public."BookingCalRefs" set "calUpdatedAt" = p_cal_updated_at
  where "calBookingUid" = p_cal_uid and p_cal_updated_at::timestamptz(3) > coalesce("calUpdatedAt", '-infinity');
  return exists (
    select from public."BookingCalRefs"
    where "calBookingUid" = p_cal_uid and "calUpdatedAt" > p_cal_updated_at::timestamptz(3));
end $function$;

comment on function "public"."booking_observe_people"(text, text[], text[], text[], timestamp
  with time zone) is 'p_cal_updated_at may be null.';

comment on function "public"."booking_observe_times"(text, timestamp with time zone, timestamp
  with time zone, text, text[], timestamp with time zone) is 'p_cal_updated_at may be null.';

comment on function "public"."observation_is_outdated"(text, timestamp with time zone) is 'p_cal_updated_at may be null.';

revoke all
  on function "public"."booking_observe_people"(text, text[], text[], text[], timestamp with time zone)
  from public;

grant execute
  on function "public"."booking_observe_people"(text, text[], text[], text[], timestamp with time zone)
  to "service_role";

revoke all
  on function "public"."booking_observe_times"(text, timestamp with time zone, timestamp
    with time zone, text, text[], timestamp with time zone)
  from public;

grant execute
  on function "public"."booking_observe_times"(text, timestamp with time zone, timestamp
    with time zone, text, text[], timestamp with time zone)
  to "service_role";

revoke all on function "public"."observation_is_outdated"(text, timestamp with time zone) from public;

reset check_function_bodies;
