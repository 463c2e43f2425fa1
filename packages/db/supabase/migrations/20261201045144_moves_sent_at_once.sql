set check_function_bodies = off;

drop function "public"."attempt_begin"(text, character, character, character, text, integer, timestamp
  with time zone, timestamp with time zone, text, boolean, bigint);

drop function "public"."reschedule_wait_of_booking"(character, integer, interval, timestamp with time zone);

drop function "public"."reschedule_wait_of_person"(character, integer, interval, timestamp with time zone);

create or replace function public.attempt_begin (
  p_kind text,
  p_attempt_ulid character,
  p_booking_ulid character,
  p_actor_user_ulid character,
  p_request_hash text,
  p_expected_version integer,
  p_to_start_time timestamp with time zone,
  p_to_end_time timestamp with time zone,
  p_reason text,
  p_override_conflict boolean,
  p_lease_ms bigint,
  p_sending jsonb default null::jsonb
)
  returns jsonb
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_attempt public."RescheduleAttempts";
  v_known jsonb;
  v_ulid char(26);
  v_fence integer;
  v_now timestamptz(3);
  v_lease timestamptz(3);
  v_wait interval;
begin
  if p_sending is not null then
    -- Serializes the attempts of one actor, so that the limits count concurrent ones too.
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(p_actor_user_ulid::text, 0));
  end if;
  select * into v_booking from public."Bookings" where "ulid" = p_booking_ulid for update;
  select * into v_attempt from public."RescheduleAttempts"
  where "actorUserUlid" = p_actor_user_ulid and "idempotencyKey" = p_attempt_ulid;
  if found then
    v_known := public.reschedule_replay(v_attempt, p_booking_ulid, p_actor_user_ulid, p_request_hash);
    if v_attempt."state" <> 'ABANDONED' or v_known ->> 'kind' <> 'replay' then
      return v_known;
    end if;
  end if;
  if v_booking."ulid" is null
    or p_actor_user_ulid not in (v_booking."coachUserUlid", v_booking."menteeUserUlid")
    or (p_kind <> 'move' and p_actor_user_ulid <> v_booking."coachUserUlid") then
    return jsonb_build_object('kind', 'notFound');
  end if;
  if v_booking."version" <> p_expected_version then
    return jsonb_build_object('kind', 'changed', 'version', v_booking."version");
  end if;
  if v_booking."status" not in ('accepted', 'pending') then
    return jsonb_build_object('kind', 'notMovable', 'status', v_booking."status");
  end if;
  if p_kind <> 'move' and (v_booking."status" <> 'pending' or v_booking."askedAt" is null) then
    return jsonb_build_object('kind', 'notAsked');
  end if;

  -- The limits of reschedule_mark_sending count what was sent. All else is kept for a day: of one person, 200 at most.
  select "createdAt" + interval '1 day' - pg_catalog.clock_timestamp() into v_wait
  from public."RescheduleAttempts"
  where "actorUserUlid" = p_actor_user_ulid and "sentAt" is null
    and "createdAt" > pg_catalog.now() - interval '1 day'
  order by "createdAt" desc offset 199 limit 1;
  if v_wait is not null and v_attempt."ulid" is null then
    return jsonb_build_object('kind', 'rateLimited',
      'retryAfterMs', greatest(1, ceil(extract(epoch from v_wait) * 1000)::bigint));
  end if;

  -- Serializes the moves of one coach: two overlapping ones would deadlock in the exclusion constraint.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_booking."coachUserUlid"::text, 1));
  v_now := pg_catalog.clock_timestamp();
  v_lease := v_now + public.to_interval(p_lease_ms);
  -- One that never reached SENDING and whose lease has expired can no longer send anything.
  update public."RescheduleAttempts" set "state" = 'ABANDONED', "errorCode" = 'EXPIRED', "fence" = "fence" + 1
  where "coachUserUlid" = v_booking."coachUserUlid" and "state" = 'PREPARED' and "leaseUntil" <= v_now;
  if exists (
    select from public."RescheduleAttempts" where "bookingUlid" = p_booking_ulid
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then
    return jsonb_build_object('kind', 'inProgress');
  end if;
  -- A plan that is being carried out has the time for another meeting.
  if p_kind <> 'decline' then
    if exists (
      select from public."HeldTimes" as held
      where held."coachUserUlid" = v_booking."coachUserUlid" and held."bookingUlid" <> p_booking_ulid
        and held."until" > v_now
        and tstzrange(held."startTime", held."endTime") && tstzrange(
          coalesce(p_to_start_time, v_booking."startTime"), coalesce(p_to_end_time, v_booking."endTime"))) then
      return jsonb_build_object('kind', 'coachBusy');
    end if;
  end if;
  -- Cal.com answers all pending occurrences of a series at once: another answer would contradict or repeat it, and a
  -- move of one of them would race it.
  if p_kind <> 'move' then
    if exists (
      select from public."Bookings" as other
      join public."RescheduleAttempts" as sent on sent."bookingUlid" = other."ulid"
      where other."calSeriesUid" = v_booking."calSeriesUid" and (sent."kind" <> 'move' or other."status" = 'pending')
        and sent."state" in ('PREPARED', 'SENDING', 'UNKNOWN')) then
      return jsonb_build_object('kind', 'inProgress');
    end if;
  end if;

  if p_sending is not null then
    v_wait := public.reschedule_wait(p_actor_user_ulid, p_booking_ulid, p_sending, v_now);
    if v_wait is not null then
      return public.reschedule_must_wait(v_wait);
    end if;
  end if;

  v_ulid := coalesce(v_attempt."ulid", p_attempt_ulid);
  if v_attempt."ulid" is not null then
    delete from public."RescheduleAttempts" where "ulid" = v_ulid and "state" = 'ABANDONED'
    returning "fence" + 1 into v_fence;
  end if;
  for i in 1 .. 2 loop
    insert into public."RescheduleAttempts" (
      "ulid", "idempotencyKey", "bookingUlid", "kind", "coachUserUlid", "actorUserUlid", "actorRole", "requestHash",
      "fromCalUid", "baseVersion", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "reason",
      "overrideConflict", "fence", "leaseUntil", "nextRunAt", "state", "sentAt")
    values (
      v_ulid, p_attempt_ulid, p_booking_ulid, p_kind, v_booking."coachUserUlid", p_actor_user_ulid,
      case when p_actor_user_ulid = v_booking."coachUserUlid" then 'coach' else 'mentee' end,
      p_request_hash, v_booking."calBookingId", v_booking."version", v_booking."startTime",
      v_booking."endTime", coalesce(p_to_start_time, v_booking."startTime"),
      coalesce(p_to_end_time, v_booking."endTime"), p_reason, p_override_conflict,
      greatest((p_sending ->> 'fence')::integer, v_fence, 1), v_lease,
      case when p_sending is null then v_lease else v_now + interval '5 seconds' end,
      case when p_sending is null then 'PREPARED' else 'SENDING' end, case when p_sending is not null then v_now end)
    on conflict ("ulid") do nothing
    returning * into v_attempt;
    exit when found;
    -- Another person's row has this ulid: one with the same time and 60 random bits.
    v_ulid := left(p_attempt_ulid, 10) || upper(left(replace(pg_catalog.gen_random_uuid()::text, '-', ''), 16));
  end loop;
  return jsonb_build_object('kind', 'created', 'attempt', to_jsonb(v_attempt));
exception
  when unique_violation then -- the same key, at the same moment, for another booking
    return jsonb_build_object('kind', 'keyReused');
  when exclusion_violation then
    return jsonb_build_object('kind', 'coachBusy');
end $function$;

create or replace function public.reschedule_begin_sending (
  p_attempt_ulid character,
  p_booking_ulid character,
  p_actor_user_ulid character,
  p_request_hash text,
  p_expected_version integer,
  p_to_start_time timestamp with time zone,
  p_to_end_time timestamp with time zone,
  p_reason text,
  p_override_conflict boolean,
  p_lease_ms bigint,
  p_sending jsonb
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  return public.attempt_begin('move', p_attempt_ulid, p_booking_ulid, p_actor_user_ulid, p_request_hash,
    p_expected_version, p_to_start_time, p_to_end_time, p_reason, p_override_conflict, p_lease_ms, p_sending);
end $function$;

create or replace function public.reschedule_mark_sending_noting (
  p_attempt_ulid character,
  p_fence integer,
  p_lease_ms bigint,
  p_person_per_minute integer,
  p_person_per_day integer,
  p_booking_per_day integer,
  p_overridden_verdict text
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_attempt public."RescheduleAttempts";
  v_wait interval;
  v_now timestamptz(3);
begin
  select * into v_attempt from public."RescheduleAttempts" where "ulid" = p_attempt_ulid;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  -- Serializes the attempts of one actor, so that the limits count concurrent ones too.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_attempt."actorUserUlid"::text, 0));
  v_now := pg_catalog.clock_timestamp();
  v_wait := public.reschedule_wait(v_attempt."actorUserUlid", v_attempt."bookingUlid", jsonb_build_object(
    'personPerMinute', p_person_per_minute, 'personPerDay', p_person_per_day, 'bookingPerDay', p_booking_per_day), v_now);
  if v_wait is not null and v_attempt."state" = 'PREPARED' then
    return public.reschedule_must_wait(v_wait);
  end if;

  update public."RescheduleAttempts" set
    "state" = 'SENDING', "sentAt" = v_now, "overriddenVerdict" = p_overridden_verdict,
    "leaseUntil" = v_now + public.to_interval(p_lease_ms), "nextRunAt" = v_now + interval '5 seconds'
  where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED' and "leaseUntil" > v_now
  returning * into v_attempt;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  return jsonb_build_object('kind', 'sending', 'attempt', to_jsonb(v_attempt));
end $function$;

create or replace function public.reschedule_must_wait (
  p_wait interval
)
  returns jsonb
  language sql
  immutable
  set search_path to ''
  AS $function$
  select jsonb_build_object('kind', 'rateLimited',
    'retryAfterMs', greatest(1, ceil(extract(epoch from p_wait) * 1000)::bigint))
$function$;

create or replace function public.reschedule_wait (
  p_actor_user_ulid character,
  p_booking_ulid character,
  p_limits jsonb,
  p_now timestamp with time zone
)
  returns interval
  language sql
  stable
  set search_path to ''
  AS $function$
  select max(full_until."at") - p_now from (
    (select "sentAt" + interval '1 minute' as "at" from public."RescheduleAttempts"
    where "actorUserUlid" = p_actor_user_ulid and "sentAt" > p_now - interval '1 minute'
    order by "sentAt" desc offset greatest((p_limits ->> 'personPerMinute')::integer, 1) - 1 limit 1)
    union all
    (select "sentAt" + interval '1 day' from public."RescheduleAttempts"
    where "actorUserUlid" = p_actor_user_ulid and "sentAt" > p_now - interval '1 day'
    order by "sentAt" desc offset greatest((p_limits ->> 'personPerDay')::integer, 1) - 1 limit 1)
    union all
    (select "sentAt" + interval '1 day' from public."RescheduleAttempts"
    where "bookingUlid" = p_booking_ulid and "sentAt" > p_now - interval '1 day'
    order by "sentAt" desc offset greatest((p_limits ->> 'bookingPerDay')::integer, 1) - 1 limit 1)) as full_until
$function$;

comment on function "public"."reschedule_begin_sending"(character, character, character, text, integer, timestamp
  with time zone, timestamp with time zone, text, boolean, bigint, jsonb) is 'p_reason may be null.';

revoke all
  on function "public"."attempt_begin"(text, character, character, character, text, integer, timestamp
    with time zone, timestamp with time zone, text, boolean, bigint, jsonb)
  from public;

revoke all
  on function "public"."reschedule_begin_sending"(character, character, character, text, integer, timestamp
    with time zone, timestamp with time zone, text, boolean, bigint, jsonb)
  from public;

grant execute
  on function "public"."reschedule_begin_sending"(character, character, character, text, integer, timestamp
    with time zone, timestamp with time zone, text, boolean, bigint, jsonb)
  to "service_role";

revoke all on function "public"."reschedule_must_wait"(interval) from public;

revoke all on function "public"."reschedule_wait"(character, character, jsonb, timestamp with time zone) from public;

reset check_function_bodies;
