set check_function_bodies = off;

create or replace function public.reschedule_begin (
  p_attempt_ulid character,
  p_booking_ulid character,
  p_actor_user_ulid character,
  p_request_hash text,
  p_expected_version integer,
  p_to_start_time timestamp with time zone,
  p_to_end_time timestamp with time zone,
  p_reason text,
  p_override_conflict boolean,
  p_lease_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_attempt public."RescheduleAttempts";
  v_known jsonb;
  v_fence integer;
  v_now timestamptz(3);
  v_lease timestamptz(3);
begin
  select * into v_booking from public."Bookings" where "ulid" = p_booking_ulid for update;
  select * into v_attempt from public."RescheduleAttempts" where "ulid" = p_attempt_ulid;
  if found then
    v_known := public.reschedule_replay(v_attempt, p_booking_ulid, p_actor_user_ulid, p_request_hash);
    if v_attempt."state" <> 'ABANDONED' or v_known ->> 'kind' <> 'replay' then
      return v_known;
    end if;
  end if;
  if v_booking."ulid" is null
    or p_actor_user_ulid not in (v_booking."coachUserUlid", v_booking."menteeUserUlid") then
    return jsonb_build_object('kind', 'notFound');
  end if;
  if v_booking."version" <> p_expected_version then
    return jsonb_build_object('kind', 'changed', 'version', v_booking."version");
  end if;
  if v_booking."status" not in ('accepted', 'pending') then
    return jsonb_build_object('kind', 'notMovable', 'status', v_booking."status");
  end if;

  -- Serializes the moves of one coach: two overlapping ones would deadlock in the exclusion constraint.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_booking."coachUserUlid"::text, 1));
  v_now := pg_catalog.clock_timestamp();
  v_lease := v_now + public.to_interval(p_lease_ms);
  perform public.reschedule_abandon_expired(v_booking."coachUserUlid", v_now);
  if exists (
    select from public."RescheduleAttempts" where "bookingUlid" = p_booking_ulid
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then
    return jsonb_build_object('kind', 'inProgress');
  end if;

  delete from public."RescheduleAttempts" where "ulid" = p_attempt_ulid and "state" = 'ABANDONED'
  returning "fence" + 1 into v_fence;
  insert into public."RescheduleAttempts" (
    "ulid", "bookingUlid", "coachUserUlid", "actorUserUlid", "actorRole", "requestHash", "fromCalUid",
    "baseVersion", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "reason",
    "overrideConflict", "fence", "leaseUntil", "nextRunAt")
  values (
    p_attempt_ulid, p_booking_ulid, v_booking."coachUserUlid", p_actor_user_ulid,
    case when p_actor_user_ulid = v_booking."coachUserUlid" then 'coach' else 'mentee' end,
    p_request_hash, v_booking."calBookingId", v_booking."version", v_booking."startTime",
    v_booking."endTime", p_to_start_time, p_to_end_time, p_reason, p_override_conflict, coalesce(v_fence, 1),
    v_lease, v_lease)
  returning * into v_attempt;
  return jsonb_build_object('kind', 'created', 'attempt', to_jsonb(v_attempt));
exception
  when unique_violation then -- the same key, at the same moment, for another booking
    return jsonb_build_object('kind', 'keyReused');
  when exclusion_violation then
    return jsonb_build_object('kind', 'coachBusy');
end $function$;

create or replace function public.reschedule_take_back (
  p_attempt_ulid character,
  p_fence integer,
  p_error_code text
)
  returns SETOF public."RescheduleAttempts"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."RescheduleAttempts" as mine set
    "state" = 'ABANDONED', "errorCode" = p_error_code, "sentAt" = null, "overriddenVerdict" = null,
    "leaseUntil" = pg_catalog.clock_timestamp()
  where mine."ulid" = p_attempt_ulid and mine."fence" = p_fence and mine."state" = 'SENDING'
  returning mine.*
$function$;

revoke all on function "public"."reschedule_take_back"(character, integer, text) from public;

grant execute on function "public"."reschedule_take_back"(character, integer, text) to "service_role";

reset check_function_bodies;
