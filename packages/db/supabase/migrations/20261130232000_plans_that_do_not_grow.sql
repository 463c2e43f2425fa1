set check_function_bodies = off;

drop index "public"."Bookings_asked_idx";

drop index "public"."CalendarConsents_disowned_idx";

drop index "public"."OAuthStates_expiry_idx";

drop index "public"."OAuthStates_user_idx";

drop index "public"."RescheduleAttempts_bookingSent_idx";

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
  p_lease_ms bigint
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
begin
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

  v_ulid := coalesce(v_attempt."ulid", p_attempt_ulid);
  if v_attempt."ulid" is not null then
    delete from public."RescheduleAttempts" where "ulid" = v_ulid and "state" = 'ABANDONED'
    returning "fence" + 1 into v_fence;
  end if;
  for i in 1 .. 2 loop
    insert into public."RescheduleAttempts" (
      "ulid", "idempotencyKey", "bookingUlid", "kind", "coachUserUlid", "actorUserUlid", "actorRole", "requestHash",
      "fromCalUid", "baseVersion", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "reason",
      "overrideConflict", "fence", "leaseUntil", "nextRunAt")
    values (
      v_ulid, p_attempt_ulid, p_booking_ulid, p_kind, v_booking."coachUserUlid", p_actor_user_ulid,
      case when p_actor_user_ulid = v_booking."coachUserUlid" then 'coach' else 'mentee' end,
      p_request_hash, v_booking."calBookingId", v_booking."version", v_booking."startTime",
      v_booking."endTime", coalesce(p_to_start_time, v_booking."startTime"),
      coalesce(p_to_end_time, v_booking."endTime"), p_reason, p_override_conflict, coalesce(v_fence, 1),
      v_lease, v_lease)
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

create or replace function public.attempts_claim_due (
  p_is_move boolean,
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."RescheduleAttempts"
  language sql
  set search_path to ''
  AS $function$
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
$function$;

create or replace function public.attempts_due (
  p_is_move boolean,
  p_limit integer,
  p_lease_ms bigint,
  p_look_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
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
$function$;

create or replace function public.booking_claim_unconnected (
  p_plan jsonb,
  p_confirm_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
  with longest as (
    select max(plan."everyMs") as "everyMs" from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint)
  ), place as (
    select pg_catalog.now() + (max("startTime") - pg_catalog.now())
      * (floor(extract(epoch from pg_catalog.now()) / 60) * 0.618034 % 1)::double precision as at
    from public."Bookings" where "status" in ('accepted', 'pending')
  ), looked_at as (
    (select "ulid", "coachUserUlid", "startTime", "createdAt", "calReadAt", "missingSince", "gone" from public."Bookings"
    where "status" in ('accepted', 'pending') and "endTime" > pg_catalog.now()
      and "startTime" > pg_catalog.now() - interval '24 hours'
    order by "startTime", "ulid" limit 1000)
    union
    (select "ulid", "coachUserUlid", "startTime", "createdAt", "calReadAt", "missingSince", "gone" from public."Bookings"
    where "status" in ('accepted', 'pending') and "endTime" > pg_catalog.now()
      and "startTime" > (select greatest(at, pg_catalog.now()) from place)
    order by "startTime", "ulid" limit 1000)
  ), waiting as (
    select mine."ulid", mine."startTime", mine."calReadAt",
      extract(epoch from pg_catalog.clock_timestamp()
        - greatest(mine."calReadAt", connection."updatedAt", mine."createdAt")) * 1000 as waited_ms,
      case
        when mine."gone" then longest."everyMs"
        when mine."missingSince" is not null then least(p_confirm_ms, entry."everyMs")
        else entry."everyMs"
      end as every_ms
    from looked_at as mine
    left join public."CalIntegrations" as connection on connection."userUlid" = mine."coachUserUlid"
    cross join lateral (
      select plan."everyMs"
      from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint, "withinMs" bigint)
      where plan."withinMs" is null
        or mine."startTime" <= pg_catalog.clock_timestamp() + public.to_interval(plan."withinMs")
      order by plan."withinMs" limit 1) as entry
    cross join longest
    where connection."status" is distinct from 'connected'
  ), next as (
    select mine."ulid", waiting.waited_ms - waiting.every_ms as late_ms from waiting
    join public."Bookings" as mine using ("ulid")
    -- Of two workers one finds it changed.
    where waiting.waited_ms >= waiting.every_ms and mine."calReadAt" is not distinct from waiting."calReadAt"
    order by waiting.waited_ms / waiting.every_ms desc, waiting."startTime" limit 1
    for update of mine skip locked)
  update public."Bookings" as mine set "calReadAt" = pg_catalog.clock_timestamp()
  from next where mine."ulid" = next."ulid"
  returning jsonb_build_object('ulid', mine."ulid", 'calBookingId', mine."calBookingId",
    'menteeUserUlid', mine."menteeUserUlid", 'lateMs', floor(next.late_ms))
$function$;

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
  where "ulid" = (v_imported ->> 'bookingUlid')::char(26)
    -- The first occurrence may have been read before the others were there.
    and ("calSeriesUid" is null or ("seriesRhythm" is null and p_series_rhythm is not null));
  return v_imported;
end $function$;

create or replace function public.cal_budget_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."CalBudgets" where "key" in (
      select "key" from public."CalBudgets"
      where "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$function$;

create or replace function public.cal_subscription_claim (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."CalSubscriptions"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."CalSubscriptions" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."connectionUlid" in (
    select due."connectionUlid" from public."CalSubscriptions" due
    where due."nextRunAt" <= pg_catalog.now()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.now())
    order by due."nextRunAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.change_feed_page (
  p_after_id bigint,
  p_overlap_ms bigint,
  p_limit integer
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(to_jsonb(page) order by page."id"), '[]') from (
    select * from public."ChangeFeed"
    where "id" <= p_after_id and "createdAt" > pg_catalog.now() - public.to_interval(p_overlap_ms)
    union all
    (select * from public."ChangeFeed" where "id" > p_after_id order by "id" limit p_limit)) as page
$function$;

create or replace function public.change_feed_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."ChangeFeed" where "id" in (
      select "id" from public."ChangeFeed"
      where "createdAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "createdAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$function$;

create or replace function public.change_feed_read (
  p_after_id bigint,
  p_overlap_ms bigint,
  p_limit integer
)
  returns SETOF public."ChangeFeed"
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  (select * from public."ChangeFeed"
    where "id" <= p_after_id and "createdAt" > pg_catalog.now() - public.to_interval(p_overlap_ms)
    order by "id")
  union all
  (select * from public."ChangeFeed" where "id" > p_after_id order by "id" limit p_limit)
$function$;

create or replace function public.coach_sync_claim (
  p_limit integer,
  p_lease_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_claimed jsonb := '[]';
  v_part jsonb;
  v_every integer := -1;
  v_now constant timestamptz := pg_catalog.clock_timestamp();
begin
  while jsonb_array_length(v_claimed) < p_limit loop
    select min("syncEveryMs") into v_every from public."CalIntegrations"
    where "status" = 'connected' and "syncEveryMs" > v_every;
    exit when v_every is null;
    with due as (
      select "userUlid" from public."CalIntegrations"
      where "status" = 'connected' and "syncEveryMs" = v_every and "nextSyncAt" <= v_now
        and ("syncLeaseUntil" is null or "syncLeaseUntil" <= v_now)
      order by "nextSyncAt" limit p_limit - jsonb_array_length(v_claimed) for update skip locked)
    select coalesce(jsonb_agg(public.coach_sync_take("userUlid", p_lease_ms)), '[]') into v_part from due;
    v_claimed := v_claimed || v_part;
  end loop;
  return v_claimed;
end $function$;

create or replace function public.coach_sync_hurry (
  p_user_ulids text[],
  p_delay_ms bigint,
  p_is_whole boolean
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."CalIntegrations" set
    "nextSyncAt" = least("nextSyncAt", pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms)),
    "syncEveryMs" = 0,
    "wholeSyncWanted" = "wholeSyncWanted" or p_is_whole
  where "userUlid" = any (p_user_ulids::char(26)[]) and "status" = 'connected'
$function$;

create or replace function public.job_claim_by_class (
  p_classes jsonb,
  p_lease_ms bigint
)
  returns SETOF public."Jobs"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."Jobs" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where (mine."kind", mine."key") in (
    select due."kind", due."key"
    from jsonb_to_recordset(p_classes) as class ("kinds" text[], "places" integer)
    cross join lateral (
      select job."kind", job."key" from public."Jobs" job
      where job."deadAt" is null and job."kind" = any (class."kinds")
        and job."runAt" <= pg_catalog.now()
        and (job."leaseUntil" is null or job."leaseUntil" <= pg_catalog.now())
      order by job."runAt" limit class."places" for update skip locked) due)
  returning mine.*
$function$;

create or replace function public.rate_limit_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."RateLimits" where "key" in (
      select "key" from public."RateLimits"
      where "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$function$;

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
  select max(wait) into v_wait from (values
    (public.reschedule_wait_of_person(v_attempt."actorUserUlid", p_person_per_minute, interval '1 minute', v_now)),
    (public.reschedule_wait_of_person(v_attempt."actorUserUlid", p_person_per_day, interval '1 day', v_now)),
    (public.reschedule_wait_of_booking(v_attempt."bookingUlid", p_booking_per_day, interval '1 day', v_now))
  ) as waits (wait);
  if v_wait is not null and v_attempt."state" = 'PREPARED' then
    return jsonb_build_object('kind', 'rateLimited',
      'retryAfterMs', greatest(1, ceil(extract(epoch from v_wait) * 1000)::bigint));
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

create or replace function public.reschedule_wait_of_booking (
  p_booking_ulid character,
  p_limit integer,
  p_window interval,
  p_now timestamp with time zone
)
  returns interval
  language sql
  stable
  set search_path to ''
  AS $function$
  select "sentAt" + p_window - p_now from public."RescheduleAttempts"
  where "bookingUlid" = p_booking_ulid and "sentAt" > p_now - p_window
  order by "sentAt" desc offset greatest(p_limit, 1) - 1 limit 1
$function$;

create or replace function public.reschedule_wait_of_person (
  p_actor_user_ulid character,
  p_limit integer,
  p_window interval,
  p_now timestamp with time zone
)
  returns interval
  language sql
  stable
  set search_path to ''
  AS $function$
  select "sentAt" + p_window - p_now from public."RescheduleAttempts"
  where "actorUserUlid" = p_actor_user_ulid and "sentAt" > p_now - p_window
  order by "sentAt" desc offset greatest(p_limit, 1) - 1 limit 1
$function$;

create or replace function public.to_interval (
  p_ms bigint
)
  returns interval
  language sql
  immutable
  AS $function$
  select p_ms operator(pg_catalog.*) interval '1 millisecond'
$function$;

create or replace function public.webhook_inbox_claim_in_turn (
  p_limit integer,
  p_lease_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
  with due as (
    select "dedupeKey" from (
      select "dedupeKey", "availableAt",
        row_number() over (partition by "connectionUlid" order by "availableAt") as turn
      from public."WebhookInbox"
      where "doneAt" is null and "deadAt" is null and "availableAt" <= pg_catalog.now()
        and ("leaseUntil" is null or "leaseUntil" <= pg_catalog.now())) as waiting
    order by turn, "availableAt" limit p_limit
  ), locked as (
    select "dedupeKey" from public."WebhookInbox"
    where "dedupeKey" in (select "dedupeKey" from due) and "doneAt" is null and "deadAt" is null
      and ("leaseUntil" is null or "leaseUntil" <= pg_catalog.clock_timestamp())
    for update skip locked
  ), claimed as (
    update public."WebhookInbox" as mine set
      "fence" = mine."fence" + 1,
      "tries" = mine."tries" + 1,
      "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
    where mine."dedupeKey" in (select "dedupeKey" from locked)
    returning mine.*)
  select coalesce(jsonb_agg(jsonb_build_object(
    'dedupeKey', claimed."dedupeKey", 'connectionUlid', claimed."connectionUlid",
    'userUlid', connection."userUlid", 'trigger', claimed."trigger", 'calUids', claimed."calUids",
    'tries', claimed."tries", 'fence', claimed."fence") order by claimed."availableAt"), '[]')
  from claimed
  left join public."CalIntegrations" as connection
    on connection."ulid" = claimed."connectionUlid" and connection."status" <> 'disconnected'
$function$;

create or replace function public.webhook_inbox_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."WebhookInbox" where "dedupeKey" in (
      select "dedupeKey" from public."WebhookInbox"
      where ("doneAt" is not null or "deadAt" is not null)
        and "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$function$;

create index "CalIntegrations_key_idx" on public."CalIntegrations" using btree ("keyId", "userUlid")
  where ("keyId" is not null);

create index "Notifications_booking_idx" on public."Notifications" using btree ("bookingUlid");

create index "Outbox_dead_idx" on public."Outbox" using btree ("createdAt")
  where ("deadAt" is not null);

create index "RescheduleAttempts_bookingSent_idx" on public."RescheduleAttempts"
  using btree ("bookingUlid", "sentAt" desc);

create index "RescheduleAttempts_coachInFlight_idx" on public."RescheduleAttempts" using btree ("coachUserUlid")
  where (state = ANY (ARRAY['PREPARED'::text, 'SENDING'::text, 'UNKNOWN'::text, 'NEEDS_HUMAN'::text]));

revoke all
  on function "public"."reschedule_wait_of_booking"(character, integer, interval, timestamp with time zone)
  from public;

revoke all
  on function "public"."reschedule_wait_of_person"(character, integer, interval, timestamp with time zone)
  from public;

reset check_function_bodies;

drop function "public"."reschedule_abandon_expired"(character, timestamp with time zone);

drop function "public"."reschedule_wait"(character, character, integer, interval, timestamp with time zone);
