-- The life of an attempt up to Cal.com's answer. Each function is one transaction.
-- Locks are taken in one order everywhere: booking, then coach or actor, then attempt. Leases run on the database's clock.

create function public.to_interval(p_ms bigint) returns interval
language sql immutable set search_path = '' as $$
  select p_ms * interval '1 millisecond'
$$;

-- Writes the intention down. Two at once: one is created, the other is told that it is in progress.
create function public.reschedule_begin(
  p_attempt_ulid char(26), p_booking_ulid char(26), p_actor_user_ulid char(26), p_request_hash text,
  p_expected_version integer, p_to_start_time timestamptz, p_to_end_time timestamptz,
  p_reason text, p_override_conflict boolean, p_lease_ms bigint
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_attempt public."RescheduleAttempts";
  v_now timestamptz(3);
  v_lease timestamptz(3);
begin
  select * into v_booking from public."Bookings" where "ulid" = p_booking_ulid for update;
  select * into v_attempt from public."RescheduleAttempts" where "ulid" = p_attempt_ulid;
  if found then
    return public.reschedule_replay(v_attempt, p_booking_ulid, p_actor_user_ulid, p_request_hash);
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

  -- One of a coach's moves at a time: two overlapping ones would deadlock in the exclusion constraint.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_booking."coachUserUlid"::text, 1));
  v_now := pg_catalog.clock_timestamp();
  v_lease := v_now + public.to_interval(p_lease_ms);
  perform public.reschedule_abandon_expired(v_booking."coachUserUlid", v_now);
  if exists (
    select from public."RescheduleAttempts" where "bookingUlid" = p_booking_ulid
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then
    return jsonb_build_object('kind', 'inProgress');
  end if;

  insert into public."RescheduleAttempts" (
    "ulid", "bookingUlid", "coachUserUlid", "actorUserUlid", "actorRole", "requestHash", "fromCalUid",
    "baseVersion", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "reason",
    "overrideConflict", "leaseUntil", "nextRunAt")
  values (
    p_attempt_ulid, p_booking_ulid, v_booking."coachUserUlid", p_actor_user_ulid,
    case when p_actor_user_ulid = v_booking."coachUserUlid" then 'coach' else 'mentee' end,
    p_request_hash, v_booking."calBookingId", v_booking."version", v_booking."startTime",
    v_booking."endTime", p_to_start_time, p_to_end_time, p_reason, p_override_conflict, v_lease, v_lease)
  returning * into v_attempt;
  return jsonb_build_object('kind', 'created', 'attempt', to_jsonb(v_attempt));
exception
  when unique_violation then -- the same key, at the same moment, for another booking
    return jsonb_build_object('kind', 'keyReused');
  when exclusion_violation then
    return jsonb_build_object('kind', 'coachBusy');
end $$;

create function public.reschedule_replay(
  p_attempt public."RescheduleAttempts", p_booking_ulid char(26), p_actor_user_ulid char(26), p_request_hash text
) returns jsonb
language sql stable set search_path = '' as $$
  select case
    when p_attempt."bookingUlid" = p_booking_ulid and p_attempt."actorUserUlid" = p_actor_user_ulid
      and p_attempt."requestHash" = p_request_hash
    then jsonb_build_object('kind', 'replay', 'attempt', to_jsonb(p_attempt))
    else jsonb_build_object('kind', 'keyReused')
  end
$$;

-- An attempt that never became SENDING and whose lease is over cannot send any more: it may go.
create function public.reschedule_abandon_expired(p_coach_user_ulid char(26), p_now timestamptz)
returns void
language sql set search_path = '' as $$
  update public."RescheduleAttempts"
  set "state" = 'ABANDONED', "errorCode" = 'EXPIRED', "fence" = "fence" + 1
  where "coachUserUlid" = p_coach_user_ulid and "state" = 'PREPARED' and "leaseUntil" <= p_now
$$;

-- How long until fewer than p_limit requests lie within the window; null when that is now.
create function public.reschedule_wait(
  p_actor_user_ulid char(26), p_booking_ulid char(26), p_limit integer, p_window interval, p_now timestamptz
) returns interval
language sql stable set search_path = '' as $$
  select sent."sentAt" + p_window - p_now
  from public."RescheduleAttempts" sent
  where sent."sentAt" > p_now - p_window
    and (p_actor_user_ulid is null or sent."actorUserUlid" = p_actor_user_ulid)
    and (p_booking_ulid is null or sent."bookingUlid" = p_booking_ulid)
  order by sent."sentAt" desc
  offset greatest(p_limit, 1) - 1 limit 1
$$;

-- The only door to Cal.com: once per attempt, under a lease that still runs, within the limits.
create function public.reschedule_mark_sending(
  p_attempt_ulid char(26), p_fence integer, p_lease_ms bigint,
  p_person_per_minute integer, p_person_per_day integer, p_booking_per_day integer
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_attempt public."RescheduleAttempts";
  v_wait interval;
  v_now timestamptz(3);
begin
  select * into v_attempt from public."RescheduleAttempts" where "ulid" = p_attempt_ulid;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  -- One of a person's attempts at a time, so that the limits count what is being sent right now too.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_attempt."actorUserUlid"::text, 0));
  v_now := pg_catalog.clock_timestamp();
  select max(wait) into v_wait from (values
    (public.reschedule_wait(v_attempt."actorUserUlid", null, p_person_per_minute, interval '1 minute', v_now)),
    (public.reschedule_wait(v_attempt."actorUserUlid", null, p_person_per_day, interval '1 day', v_now)),
    (public.reschedule_wait(null, v_attempt."bookingUlid", p_booking_per_day, interval '1 day', v_now))
  ) as waits (wait);
  if v_wait is not null and v_attempt."state" = 'PREPARED' then
    return jsonb_build_object('kind', 'rateLimited',
      'retryAfterMs', greatest(1, ceil(extract(epoch from v_wait) * 1000)::bigint));
  end if;

  update public."RescheduleAttempts" set
    "state" = 'SENDING', "sentAt" = v_now,
    "leaseUntil" = v_now + public.to_interval(p_lease_ms), "nextRunAt" = v_now + public.to_interval(p_lease_ms)
  where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED' and "leaseUntil" > v_now
  returning * into v_attempt;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  return jsonb_build_object('kind', 'sending', 'attempt', to_jsonb(v_attempt));
end $$;

-- Any end but success, or "not known yet". No row: somebody else has taken the attempt over, or it is settled.
create function public.reschedule_fail(
  p_attempt_ulid char(26), p_fence integer, p_state text, p_error_code text,
  p_answered boolean, p_retry_in_ms bigint
) returns setof public."RescheduleAttempts"
language sql security definer set search_path = '' as $$
  update public."RescheduleAttempts" as mine set
    "state" = p_state,
    "errorCode" = p_error_code,
    "answered" = coalesce(p_answered, mine."answered"),
    "leaseUntil" = pg_catalog.clock_timestamp(),
    "nextRunAt" = pg_catalog.clock_timestamp()
      + public.to_interval(coalesce(p_retry_in_ms, least(3600000, 5000 * 2 ^ least(mine."tries", 10))::bigint))
  where mine."ulid" = p_attempt_ulid and mine."fence" = p_fence and (
    (mine."state" = 'PREPARED' and p_state in ('ABANDONED', 'REJECTED'))
    or (mine."state" in ('SENDING', 'UNKNOWN') and p_state in ('REJECTED', 'UNKNOWN', 'NEEDS_HUMAN')))
  returning mine.*
$$;

-- Takes over what nobody works on any more. The new fence disarms whoever had it before.
create function public.reschedule_claim_due(p_limit integer, p_lease_ms bigint)
returns setof public."RescheduleAttempts"
language sql security definer set search_path = '' as $$
  update public."RescheduleAttempts" as mine set
    "state" = case when mine."state" = 'SENDING' then 'UNKNOWN' else mine."state" end,
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms),
    "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."ulid" in (
    select due."ulid" from public."RescheduleAttempts" due
    where due."state" in ('PREPARED', 'SENDING', 'UNKNOWN')
      and due."nextRunAt" <= pg_catalog.clock_timestamp() and due."leaseUntil" <= pg_catalog.clock_timestamp()
    order by due."nextRunAt" limit p_limit for update skip locked)
  returning mine.*
$$;
