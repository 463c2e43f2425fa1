-- Moves of bookings, and the coach's answers to those that wait for one. An attempt is recorded before Cal.com is called;
-- the event records the change that it led to.
-- In flight: PREPARED, SENDING, UNKNOWN, NEEDS_HUMAN. Settled: APPLIED, REJECTED, SUPERSEDED, ABANDONED.
-- Each function is one transaction. Locks are always taken in the same order: booking, then coach or actor, then
-- attempt. Leases use the database's clock.

create table public."RescheduleAttempts" (
  "ulid" char(26) primary key,
  -- Created by the client. Each person has keys of their own: another one's key tells nothing and cannot be
  -- used up. The row's ulid is the same, unless a row of another person has it.
  "idempotencyKey" char(26) not null,
  "bookingUlid" char(26) not null,
  -- The new time of an answer is the time that was asked for.
  "kind" text not null default 'move',
  "coachUserUlid" char(26) not null,
  "actorUserUlid" char(26) not null,
  "actorRole" text not null,
  "requestHash" text not null,
  "fromCalUid" text not null,
  "baseVersion" integer not null,
  "fromStartTime" timestamptz(3) not null,
  "fromEndTime" timestamptz(3) not null,
  "toStartTime" timestamptz(3) not null,
  "toEndTime" timestamptz(3) not null,
  "reason" text,
  "overrideConflict" boolean not null default false,
  -- What the override set aside, as judged just before the move; null until then, and where it was not recorded.
  "overriddenVerdict" text,
  "state" text not null default 'PREPARED',
  -- Incremented when another process takes the attempt over; a write with an older fence does nothing.
  "fence" integer not null default 1,
  "leaseUntil" timestamptz(3) not null,
  -- The earliest time the one request to Cal.com can have been sent; null proves that it never was.
  "sentAt" timestamptz(3),
  -- Whether Cal.com itself answered, in a shape of its own, so that its handler is known to have finished.
  "answered" boolean not null default false,
  "tries" integer not null default 0,
  "nextRunAt" timestamptz(3) not null,
  "newCalUid" text,
  "appliedVersion" integer,
  "errorCode" text,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "RescheduleAttempts_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid"),
  constraint "RescheduleAttempts_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User" ("ulid"),
  constraint "RescheduleAttempts_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User" ("ulid"),
  constraint "RescheduleAttempts_idempotency_key" unique ("actorUserUlid", "idempotencyKey"),
  constraint "RescheduleAttempts_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "RescheduleAttempts_kind_check" check ("kind" in ('move', 'confirm', 'decline')),
  constraint "RescheduleAttempts_answer_check" check ("kind" = 'move' or "actorRole" = 'coach'),
  constraint "RescheduleAttempts_actorRole_check" check ("actorRole" in ('coach', 'mentee')),
  constraint "RescheduleAttempts_requestHash_check" check (char_length("requestHash") between 1 and 128),
  constraint "RescheduleAttempts_times_check" check ("toEndTime" > "toStartTime"),
  constraint "RescheduleAttempts_reason_check" check (char_length("reason") <= 2000),
  constraint "RescheduleAttempts_overriddenVerdict_check" check ("overriddenVerdict" in (
    'none', 'menteeBusy', 'outsideMenteeHours', 'menteeUnknown')),
  constraint "RescheduleAttempts_errorCode_check" check (char_length("errorCode") <= 100),
  constraint "RescheduleAttempts_state_check" check ("state" in (
    'PREPARED', 'SENDING', 'UNKNOWN', 'APPLIED', 'REJECTED', 'SUPERSEDED', 'ABANDONED', 'NEEDS_HUMAN')),
  constraint "RescheduleAttempts_applied_check" check (
    ("state" = 'APPLIED') = ("appliedVersion" is not null)
    and ("state" = 'APPLIED' and "kind" = 'move') = ("newCalUid" is not null)),
  constraint "RescheduleAttempts_sent_check" check (
    "sentAt" is not null or "state" not in ('SENDING', 'UNKNOWN', 'APPLIED', 'SUPERSEDED', 'NEEDS_HUMAN')),
  constraint "RescheduleAttempts_unsent_check" check ("sentAt" is null or "state" not in ('PREPARED', 'ABANDONED')),
  -- Cal.com accepts two concurrent moves of one coach to overlapping times, and a confirmation beside them, so ours must
  -- not race. A declined time is given up.
  constraint "RescheduleAttempts_coachBusy_excl" exclude using gist (
    "coachUserUlid" with =, tstzrange("toStartTime", "toEndTime") with &&)
    where ("state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN') and "kind" <> 'decline')
);
-- A fifth of the table, the default, would be millions of dead rows.
alter table public."RescheduleAttempts" set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create unique index "RescheduleAttempts_oneInFlight_key" on public."RescheduleAttempts" ("bookingUlid")
  where "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN');
create unique index "RescheduleAttempts_newCalUid_key" on public."RescheduleAttempts" ("newCalUid");
create index "RescheduleAttempts_due_idx" on public."RescheduleAttempts" ("nextRunAt")
  where "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN');
create index "RescheduleAttempts_coachInFlight_idx" on public."RescheduleAttempts" ("coachUserUlid")
  where "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN');
create index "RescheduleAttempts_actorSent_idx" on public."RescheduleAttempts" ("actorUserUlid", "sentAt" desc)
  where "sentAt" is not null;
create index "RescheduleAttempts_bookingSent_idx" on public."RescheduleAttempts" ("bookingUlid", "sentAt" desc);
create index "RescheduleAttempts_settled_idx" on public."RescheduleAttempts" ("updatedAt")
  where "state" in ('APPLIED', 'REJECTED', 'SUPERSEDED', 'ABANDONED');
create index "RescheduleAttempts_unsent_idx" on public."RescheduleAttempts" ("updatedAt")
  where "state" in ('REJECTED', 'ABANDONED') and "sentAt" is null;
create index "RescheduleAttempts_actorUnsent_idx" on public."RescheduleAttempts" ("actorUserUlid", "createdAt" desc)
  where "sentAt" is null;
create trigger "RescheduleAttempts_touch" before update on public."RescheduleAttempts"
  for each row execute function public.touch_updated_at();
alter table public."RescheduleAttempts" enable row level security;
grant select, insert, update, delete on public."RescheduleAttempts" to service_role;

create table public."BookingEvents" (
  "bookingUlid" char(26) not null,
  "version" integer not null,
  -- "asked": a move that waits for the coach's answer. Both times of an answer are the one that was asked for.
  "kind" text not null default 'moved',
  "fromCalUid" text not null,
  -- The same where Cal.com changed the times in place, and for an answer.
  "toCalUid" text not null,
  "fromStartTime" timestamptz(3) not null,
  "fromEndTime" timestamptz(3) not null,
  "toStartTime" timestamptz(3) not null,
  "toEndTime" timestamptz(3) not null,
  -- What observed the move at Cal.com.
  "cause" text not null,
  -- Null when the change was made in Cal.com itself, and where another occurrence of the series was answered. No foreign
  -- key: the attempt is deleted long before its history.
  "attemptUlid" char(26) unique,
  "actorUserUlid" char(26),
  "actorRole" text,
  "reason" text,
  -- The outcome had become unknown before it was found out.
  "recovered" boolean not null default false,
  "createdAt" timestamptz(3) not null default now(),
  primary key ("bookingUlid", "version"),
  constraint "BookingEvents_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid"),
  constraint "BookingEvents_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User" ("ulid"),
  constraint "BookingEvents_kind_check" check ("kind" in ('moved', 'asked', 'confirmed', 'declined')),
  constraint "BookingEvents_version_check" check ("version" >= 2),
  constraint "BookingEvents_times_check" check ("toEndTime" > "toStartTime"),
  constraint "BookingEvents_cause_check" check ("cause" in ('request', 'recovery', 'webhook', 'reconcile')),
  constraint "BookingEvents_actorRole_check" check ("actorRole" in ('coach', 'mentee')),
  constraint "BookingEvents_actor_check" check (
    ("actorUserUlid" is null) = ("actorRole" is null)
    and ("attemptUlid" is not null or "actorUserUlid" is null or "kind" in ('confirmed', 'declined'))
    and ("attemptUlid" is null or "actorUserUlid" is not null))
);
create unique index "BookingEvents_toCalUid_key" on public."BookingEvents" ("toCalUid")
  where "toCalUid" <> "fromCalUid";
alter table public."BookingEvents" enable row level security;
grant select, insert, update, delete on public."BookingEvents" to service_role;

-- Records an attempt. Of two concurrent calls for a booking one gets "created", the other "inProgress". Nothing was sent
-- of an abandoned one, so the same request records it again: with a later fence, so that an earlier owner cannot write.
-- Only the coach answers, and only a request that a move made ("notAsked"). p_sending makes it SENDING at once, within the
-- rate limits ("rateLimited": nothing is recorded): { fence, personPerMinute, personPerDay, bookingPerDay }. By the fence
-- its owner knows it again when the answer was lost.
create function public.attempt_begin(
  p_kind text, p_attempt_ulid char(26), p_booking_ulid char(26), p_actor_user_ulid char(26), p_request_hash text,
  p_expected_version integer, p_to_start_time timestamptz, p_to_end_time timestamptz,
  p_reason text, p_override_conflict boolean, p_lease_ms bigint, p_sending jsonb default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_attempt public."RescheduleAttempts";
  v_known jsonb;
  v_ulid char(26);
  v_fence integer;
  v_now timestamptz(3);
  v_lease timestamptz(3);
  v_wait interval;
  v_full_ms bigint;
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
    v_full_ms := public.reschedule_wait(p_actor_user_ulid, p_booking_ulid, p_sending, v_now);
    if v_full_ms is not null then
      return jsonb_build_object('kind', 'rateLimited', 'retryAfterMs', v_full_ms);
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
end $$;

-- `attempt_begin` for a move.
create function public.reschedule_begin(
  p_attempt_ulid char(26), p_booking_ulid char(26), p_actor_user_ulid char(26), p_request_hash text,
  p_expected_version integer, p_to_start_time timestamptz, p_to_end_time timestamptz,
  p_reason text, p_override_conflict boolean, p_lease_ms bigint
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  return public.attempt_begin('move', p_attempt_ulid, p_booking_ulid, p_actor_user_ulid, p_request_hash,
    p_expected_version, p_to_start_time, p_to_end_time, p_reason, p_override_conflict, p_lease_ms);
end $$;
comment on function public.reschedule_begin is 'p_reason may be null.';

-- The same, and the one request to Cal.com may be sent as soon as its owner has found nothing against it: else the owner
-- takes the attempt back.
create function public.reschedule_begin_sending(
  p_attempt_ulid char(26), p_booking_ulid char(26), p_actor_user_ulid char(26), p_request_hash text,
  p_expected_version integer, p_to_start_time timestamptz, p_to_end_time timestamptz,
  p_reason text, p_override_conflict boolean, p_lease_ms bigint, p_sending jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  return public.attempt_begin('move', p_attempt_ulid, p_booking_ulid, p_actor_user_ulid, p_request_hash,
    p_expected_version, p_to_start_time, p_to_end_time, p_reason, p_override_conflict, p_lease_ms, p_sending);
end $$;
comment on function public.reschedule_begin_sending is 'p_reason may be null.';

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

-- How many milliseconds until a person and a booking have room for one more request; null when they have. p_limits: { personPerMinute,
-- personPerDay, bookingPerDay }. Only plain equality finds an index.
create function public.reschedule_wait(
  p_actor_user_ulid char(26), p_booking_ulid char(26), p_limits jsonb, p_now timestamptz
) returns bigint
language sql stable set search_path = '' as $$
  select ceil(extract(epoch from max(full_until."at") - p_now) * 1000)::bigint from (
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
$$;

-- The way from PREPARED to SENDING: once per attempt, while its lease runs, within the rate limits. Records what was
-- overridden.
create function public.reschedule_mark_sending_noting(
  p_attempt_ulid char(26), p_fence integer, p_lease_ms bigint,
  p_person_per_minute integer, p_person_per_day integer, p_booking_per_day integer, p_overridden_verdict text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_attempt public."RescheduleAttempts";
  v_wait_ms bigint;
  v_now timestamptz(3);
begin
  select * into v_attempt from public."RescheduleAttempts" where "ulid" = p_attempt_ulid;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  -- Serializes the attempts of one actor, so that the limits count concurrent ones too.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_attempt."actorUserUlid"::text, 0));
  v_now := pg_catalog.clock_timestamp();
  v_wait_ms := public.reschedule_wait(v_attempt."actorUserUlid", v_attempt."bookingUlid", jsonb_build_object(
    'personPerMinute', p_person_per_minute, 'personPerDay', p_person_per_day, 'bookingPerDay', p_booking_per_day), v_now);
  if v_wait_ms is not null and v_attempt."state" = 'PREPARED' then
    return jsonb_build_object('kind', 'rateLimited', 'retryAfterMs', v_wait_ms);
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
end $$;
comment on function public.reschedule_mark_sending_noting is 'p_overridden_verdict may be null.';

-- For servers that do not know what was overridden.
create function public.reschedule_mark_sending(
  p_attempt_ulid char(26), p_fence integer, p_lease_ms bigint,
  p_person_per_minute integer, p_person_per_day integer, p_booking_per_day integer
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  return public.reschedule_mark_sending_noting(
    p_attempt_ulid, p_fence, p_lease_ms, p_person_per_minute, p_person_per_day, p_booking_per_day, null);
end $$;

-- Every outcome but success, or "not known yet". No row: the attempt was taken over, or it is settled.
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
    or (mine."state" in ('SENDING', 'UNKNOWN') and p_state in ('REJECTED', 'UNKNOWN', 'NEEDS_HUMAN'))
    or (mine."state" = 'NEEDS_HUMAN' and p_state in ('REJECTED', 'NEEDS_HUMAN')))
  returning mine.*
$$;
comment on function public.reschedule_fail is 'p_answered and p_retry_in_ms may be null.';

-- The request of an attempt that is SENDING has certainly not left: it ends as one that never came to that, and does not
-- count for the rate limits. No row: the attempt was taken over, or it is settled.
create function public.reschedule_take_back(p_attempt_ulid char(26), p_fence integer, p_error_code text)
returns setof public."RescheduleAttempts"
language sql security definer set search_path = '' as $$
  update public."RescheduleAttempts" as mine set
    "state" = 'ABANDONED', "errorCode" = p_error_code, "sentAt" = null, "overriddenVerdict" = null,
    "leaseUntil" = pg_catalog.clock_timestamp()
  where mine."ulid" = p_attempt_ulid and mine."fence" = p_fence and mine."state" = 'SENDING'
  returning mine.*
$$;

-- Takes over attempts whose owner stopped working on them: moves, or answers, which are settled otherwise. The new fence
-- invalidates the previous owner's writes. What no read has settled in a day is read on, as NEEDS_HUMAN.
create function public.attempts_claim_due(p_is_move boolean, p_limit integer, p_lease_ms bigint)
returns setof public."RescheduleAttempts"
language sql set search_path = '' as $$
  update public."RescheduleAttempts" as mine set
    "state" = case when mine."state" = 'SENDING' then 'UNKNOWN' else mine."state" end,
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms),
    "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."ulid" in (
    select due."ulid" from public."RescheduleAttempts" due
    where due."state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN') and (due."kind" = 'move') = p_is_move
      and due."nextRunAt" <= pg_catalog.now() and due."leaseUntil" <= pg_catalog.now()
    order by due."nextRunAt" limit p_limit for update skip locked)
  returning mine.*
$$;

-- For servers that look at nothing before its lease has ended.
create function public.reschedule_claim_due(p_limit integer, p_lease_ms bigint)
returns setof public."RescheduleAttempts"
language sql security definer set search_path = '' as $$
  select * from public.attempts_claim_due(true, p_limit, p_lease_ms)
$$;

-- What is due, with the age of the request to Cal.com by the database's clock: claimed, or only to be looked at. An attempt
-- that is SENDING under a lease is still its owner's, who may have died: nothing of it changes but the time of the next
-- look. [{ attempt, sentForMs: null when it was never sent, isClaimed }]
create function public.attempts_due(p_is_move boolean, p_limit integer, p_lease_ms bigint, p_look_ms bigint)
returns jsonb
language sql security definer set search_path = '' as $$
  with claimed as (
    select * from public.attempts_claim_due(p_is_move, p_limit, p_lease_ms)
  ), looked as (
    update public."RescheduleAttempts" as mine
    set "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_look_ms)
    where mine."ulid" in (
      select due."ulid" from public."RescheduleAttempts" due
      where due."state" = 'SENDING' and (due."kind" = 'move') = p_is_move
        and due."nextRunAt" <= pg_catalog.now() and due."leaseUntil" > pg_catalog.now() + interval '1 second'
      order by due."nextRunAt" limit p_limit for update skip locked)
    returning mine.*
  ), due as (
    select to_jsonb(claimed) as "attempt", "sentAt", true as "isClaimed" from claimed
    union all
    select to_jsonb(looked), "sentAt", false from looked
  )
  select coalesce(jsonb_agg(jsonb_build_object('attempt', "attempt", 'isClaimed', "isClaimed",
    'sentForMs', floor(extract(epoch from pg_catalog.clock_timestamp() - "sentAt") * 1000)::bigint)), '[]')
  from due
$$;

-- Settles the attempt in flight, if there is one, after the booking moved. Returns it when this move is the one it
-- asked for, or Cal.com's own answer to it, whatever its time; otherwise the attempt lost to another change.
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
  if v_attempt."kind" = 'move' and v_attempt."state" <> 'PREPARED' and v_attempt."fromCalUid" = p_from_cal_uid
    and (v_attempt."toStartTime" = p_start_time or v_attempt."errorCode" = 'ANSWERED ' || p_to_cal_uid) then
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

-- Whether the outcome of a booking's attempt in flight has become unknown.
create function public.has_unknown_attempt(p_booking_ulid char(26)) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from public."RescheduleAttempts"
    where "bookingUlid" = p_booking_ulid and "state" in ('UNKNOWN', 'NEEDS_HUMAN'))
$$;

-- Records a move observed at Cal.com: the booking, its history and the attempt, or nothing. Idempotent. Notifies no one.
-- { applied: false, why } or { applied: true, before, after, attempt }, with rows as JSON.
create function public.reschedule_record(
  p_from_cal_uid text, p_to_cal_uid text, p_start_time timestamptz, p_end_time timestamptz,
  p_upstream_status text, p_duration_minutes integer, p_cause text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before public."Bookings";
  v_after public."Bookings";
  v_attempt public."RescheduleAttempts";
  v_was_unknown boolean;
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
    return jsonb_build_object('applied', false, 'why', 'notCurrent');
  end if;

  perform public.booking_absorb(p_to_cal_uid, v_before."ulid");
  v_was_unknown := public.has_unknown_attempt(v_before."ulid");
  select * into v_attempt from public.reschedule_settle(
    v_before."ulid", p_from_cal_uid, p_to_cal_uid, p_start_time, v_before."version" + 1);
  update public."Bookings" set
    "calBookingId" = p_to_cal_uid, "startTime" = p_start_time, "endTime" = p_end_time,
    "durationMinutes" = coalesce(p_duration_minutes, ceil(extract(epoch from p_end_time - p_start_time) / 60)::integer),
    "status" = p_upstream_status, "version" = "version" + 1, "upstreamChanged" = v_attempt."ulid" is null,
    "askedAt" = case when p_upstream_status = 'pending' then pg_catalog.clock_timestamp() end
  where "ulid" = v_before."ulid" returning * into v_after;
  insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid")
  values (p_from_cal_uid, v_after."ulid"), (p_to_cal_uid, v_after."ulid")
  on conflict ("calBookingUid") do nothing;
  insert into public."BookingEvents" (
    "bookingUlid", "version", "kind", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime",
    "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason", "recovered")
  values (
    v_after."ulid", v_after."version", case when v_after."askedAt" is null then 'moved' else 'asked' end, p_from_cal_uid, p_to_cal_uid, v_before."startTime", v_before."endTime",
    v_after."startTime", v_after."endTime", p_cause, v_attempt."ulid", v_attempt."actorUserUlid",
    v_attempt."actorRole", v_attempt."reason", v_was_unknown and v_attempt."ulid" is not null);
  return jsonb_build_object('applied', true, 'before', to_jsonb(v_before), 'after', to_jsonb(v_after),
    'attempt', case when v_attempt."ulid" is not null then to_jsonb(v_attempt) end);
end $$;
comment on function public.reschedule_record is 'p_duration_minutes may be null.';

-- Notifies both participants of recorded moves, from the first one's old time to the last one's new time.
create function public.reschedule_tell(p_first jsonb, p_last jsonb, p_new_ulids text[]) returns void
language plpgsql set search_path = '' as $$
declare
  v_attempt public."RescheduleAttempts" := jsonb_populate_record(
    null::public."RescheduleAttempts", nullif(p_last -> 'attempt', 'null'));
begin
  perform public.tell_participants(
    jsonb_populate_record(null::public."Bookings", p_last -> 'after'),
    jsonb_populate_record(null::public."Bookings", p_first -> 'before'),
    v_attempt,
    case
      when v_attempt."ulid" is null then 'bookingChangedUpstream'
      when p_last -> 'after' ->> 'status' = 'pending' then 'bookingMovedAwaitingConfirmation'
      else 'bookingMoved'
    end, p_new_ulids);
end $$;

-- Records a move observed at Cal.com, with both notifications and both mails, or nothing. Idempotent.
-- p_own_attempt_ulid: the attempt to which Cal.com itself answered with this move, so that its actor is the author.
create function public.reschedule_apply_own(
  p_own_attempt_ulid char(26), p_from_cal_uid text, p_to_cal_uid text, p_start_time timestamptz,
  p_end_time timestamptz, p_upstream_status text, p_duration_minutes integer, p_cause text, p_new_ulids text[]
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_move jsonb;
begin
  perform public.booking_by_cal_uid(p_from_cal_uid); -- locks the booking before the attempt
  update public."RescheduleAttempts" set "errorCode" = 'ANSWERED ' || p_to_cal_uid
  where "ulid" = p_own_attempt_ulid and "state" in ('SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
    and "fromCalUid" = p_from_cal_uid and char_length(p_to_cal_uid) <= 91;
  v_move := public.reschedule_record(p_from_cal_uid, p_to_cal_uid, p_start_time, p_end_time, p_upstream_status,
    p_duration_minutes, p_cause);
  if not (v_move ->> 'applied')::boolean then
    return v_move;
  end if;
  perform public.reschedule_tell(v_move, v_move, p_new_ulids);
  return jsonb_build_object('applied', true, 'attemptUlid', v_move -> 'attempt' ->> 'ulid',
    'bookingUlid', v_move -> 'after' ->> 'ulid', 'version', (v_move -> 'after' ->> 'version')::integer);
end $$;
comment on function public.reschedule_apply_own is 'p_own_attempt_ulid and p_duration_minutes may be null.';

-- For servers that do not say which attempt was answered.
create function public.reschedule_apply(
  p_from_cal_uid text, p_to_cal_uid text, p_start_time timestamptz, p_end_time timestamptz,
  p_upstream_status text, p_duration_minutes integer, p_cause text, p_new_ulids text[]
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  return public.reschedule_apply_own(null, p_from_cal_uid, p_to_cal_uid, p_start_time, p_end_time, p_upstream_status,
    p_duration_minutes, p_cause, p_new_ulids);
end $$;
comment on function public.reschedule_apply is 'p_duration_minutes may be null.';

-- Records a chain of moves: p_moves is [{ fromCalUid, toCalUid, startTime, endTime, status }], the first move first.
-- Moves in a row that were made in Cal.com itself are told as one; a move of ours is told by itself.
-- { bookingUlid, applied, attemptUlid }: null for a booking that is none of ours, how many moves were new, and ours.
-- p_new_ulids: twelve, for what was made in Cal.com before and after a move of ours.
create function public.reschedule_apply_chain(p_moves jsonb, p_cause text, p_new_ulids text[]) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_hop record;
  v_move jsonb;
  v_first jsonb;
  v_last jsonb;
  v_ulids text[] := p_new_ulids;
  v_applied integer := 0;
  v_attempt_ulid text;
begin
  for v_hop in select * from jsonb_to_recordset(p_moves)
    as hop ("fromCalUid" text, "toCalUid" text, "startTime" timestamptz, "endTime" timestamptz, "status" text)
  loop
    v_move := public.reschedule_record(v_hop."fromCalUid", v_hop."toCalUid", v_hop."startTime", v_hop."endTime",
      v_hop."status", null, p_cause);
    continue when not (v_move ->> 'applied')::boolean;
    v_applied := v_applied + 1;
    if v_move -> 'attempt' = 'null' then
      v_first := coalesce(v_first, v_move);
      v_last := v_move;
      continue;
    end if;
    if v_first is not null then
      perform public.reschedule_tell(v_first, v_last, v_ulids);
      v_ulids := v_ulids[5:];
      v_first := null;
    end if;
    perform public.reschedule_tell(v_move, v_move, v_ulids);
    v_ulids := v_ulids[5:];
    v_attempt_ulid := v_move -> 'attempt' ->> 'ulid';
  end loop;
  if v_first is not null then
    perform public.reschedule_tell(v_first, v_last, v_ulids);
  end if;
  return jsonb_build_object('applied', v_applied, 'attemptUlid', v_attempt_ulid, 'bookingUlid',
    (select "ulid" from public.booking_by_cal_uid(p_moves -> -1 ->> 'fromCalUid')));
end $$;

-- Cal.com has the booking under its uid at other times than ours: they were changed in place. Recorded and told like a
-- move made in Cal.com, but not while a move of ours is in flight, which learns the outcome itself, nor from an outdated
-- observation. Returns whether it was. p_new_ulids: four.
create function public.booking_observe_times(
  p_cal_uid text, p_start_time timestamptz, p_end_time timestamptz, p_cause text, p_new_ulids text[],
  p_cal_updated_at timestamptz default null
) returns boolean
language plpgsql security definer set search_path = '' as $$
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
end $$;
comment on function public.booking_observe_times is 'p_cal_updated_at may be null.';

-- Deletes settled attempts, a batch at a time: all after p_keep_ms, for what they led to is in the history; those of which
-- nothing was sent to Cal.com after p_keep_unsent_ms. Returns how many.
create function public.attempts_prune(p_keep_ms bigint, p_keep_unsent_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."RescheduleAttempts" where "ulid" in (
      (select "ulid" from public."RescheduleAttempts"
      where "state" in ('APPLIED', 'REJECTED', 'SUPERSEDED', 'ABANDONED')
        and "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000)
      union all
      (select "ulid" from public."RescheduleAttempts"
      where "state" in ('REJECTED', 'ABANDONED') and "sentAt" is null
        and "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_unsent_ms)
      order by "updatedAt" limit 5000))
    returning 1)
  select count(*)::integer from gone
$$;

grant execute on function
  public.attempts_prune, public.reschedule_begin, public.reschedule_begin_sending, public.reschedule_mark_sending, public.reschedule_mark_sending_noting,
  public.reschedule_fail, public.reschedule_take_back, public.reschedule_claim_due, public.attempts_due,
  public.reschedule_apply, public.reschedule_apply_own, public.reschedule_apply_chain, public.booking_observe_times
  to service_role;
