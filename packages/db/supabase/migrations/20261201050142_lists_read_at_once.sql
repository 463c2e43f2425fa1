set check_function_bodies = off;

drop function "public"."booking_in_list"(character, character);

drop function "public"."reschedule_must_wait"(interval);

drop function "public"."reschedule_wait"(character, character, jsonb, timestamp with time zone);

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
end $function$;

create or replace function public.bookings_in_list (
  p_booking_ulids character[],
  p_user_ulid character
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  with reader as materialized (
    select jsonb_build_object('ulid', "ulid", 'name', "name", 'timeZone', "timeZone") as "person",
      public.connection_status("ulid") as "status"
    from public."User" where "ulid" = p_user_ulid)
  select coalesce(jsonb_agg(to_jsonb(shown) || jsonb_build_object(
    'coach', case shown."coachUserUlid" when p_user_ulid then reader."person" else to_jsonb(other) end,
    'mentee', case shown."menteeUserUlid" when p_user_ulid then reader."person" else to_jsonb(other) end,
    'lastMove', to_jsonb(moved), 'inFlight', to_jsonb(moving),
    'coachConnection', case shown."coachUserUlid" when p_user_ulid then reader."status"
      else public.connection_status(other."ulid") end,
    'menteeConnection', case
      when shown."menteeUserUlid" = p_user_ulid then reader."status"
      when known."status" = 'notConnected' or exists (
        select from public."CalendarConsents"
        where "coachUserUlid" = p_user_ulid and "menteeUserUlid" = shown."menteeUserUlid" and "state" = 'allowed')
      then known."status"
      else 'notShared'
    end) order by page.place), '[]')
  from unnest(p_booking_ulids) with ordinality as page (ulid, place)
  cross join reader
  join lateral (
    select "ulid", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId", "durationMinutes", "startTime",
      "endTime", "status", "askedAt", "version", "upstreamChanged", "seriesPosition", "seriesRhythm", "eventType",
      "replacedPerson", "gone", "calSeriesUid" is not null as "isOccurrence", null as "calDetails", "calDetails" ->> 'joinUrl' as "joinUrl", "acknowledgedVersion",
      "acknowledgedAt", "createdAt", "updatedAt"
    from public."Bookings" where "ulid" = page.ulid) as shown on true
  join lateral (
    select "ulid", "name", "timeZone" from public."User"
    where "ulid" = case shown."coachUserUlid" when p_user_ulid then shown."menteeUserUlid"
      else shown."coachUserUlid" end) as other on true
  left join lateral (
    select public.connection_status(other."ulid") as "status"
    where shown."coachUserUlid" = p_user_ulid offset 0) as known on true
  left join lateral (
    select "createdAt" as "at", "actorRole", "fromStartTime", "fromEndTime" from public."BookingEvents"
    where "bookingUlid" = shown."ulid" and "fromStartTime" <> "toStartTime" and shown."version" > 1
    order by "version" desc limit 1) as moved on true
  left join lateral (
    select "kind", "actorRole", "toStartTime", "toEndTime" from public."RescheduleAttempts"
    where "bookingUlid" = shown."ulid" and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
    limit 1) as moving on true
$function$;

create or replace function public.bookings_list (
  p_user_ulid character,
  p_is_upcoming boolean,
  p_now timestamp with time zone,
  p_since timestamp with time zone,
  p_changed_since timestamp with time zone,
  p_filter jsonb,
  p_is_before boolean,
  p_start timestamp with time zone,
  p_ulid character,
  p_limit integer
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path to ''
  AS $function$
declare
  -- The server asks for anyone, a session for its own user.
  v_user char(26) := case
    when current_setting('role', true) = 'service_role' or p_user_ulid = public.current_user_ulid() then p_user_ulid
  end;
  v_is_connected boolean := public.connection_status(v_user) <> 'notConnected';
  v_words text[] := array(
    select public.fold_text(word) from jsonb_array_elements_text(p_filter -> 'words') as word);
  -- Before the first row of the list, unless a place is given; in the past the latest meeting is the first.
  v_start timestamptz := coalesce(p_start, case when p_is_upcoming then '-infinity' else 'infinity' end::timestamptz);
  v_ulid char(26) := coalesce(p_ulid, case when p_is_upcoming then '' else '~' end);
  v_list jsonb;
  v_page char(26)[];
begin
  with theirs as materialized (
    select mine.*,
      coalesce(mine."changedAt" >= p_changed_since, false) as "isChanged",
      case
        when mine."isCoach" then case when mine."isAskedMove" and mine."startTime" > p_now then 'confirm' end
        when v_is_connected and mine."status" in ('accepted', 'pending') and mine."endTime" > p_now
          and coalesce(mine."consent", 'asked') = 'asked' then 'consent'
      end as "needs"
    from public.bookings_of(
      v_user, case when p_is_upcoming then p_now - interval '24 hours' else p_since end,
      case when p_is_upcoming then 'infinity' else p_now end) as mine
    where (mine."endTime" > p_now) = p_is_upcoming),
  matching as materialized (
    select theirs."ulid", theirs."startTime" from theirs
    where case p_filter ->> 'which'
        when 'needsMe' then theirs."needs" is not null
        when 'changed' then theirs."isChanged"
        else p_filter ->> 'which' is null
      end
      and theirs."otherUlid" = coalesce(p_filter ->> 'personUlid', theirs."otherUlid")
      and theirs."startTime" >= coalesce((p_filter ->> 'from')::timestamptz, '-infinity')
      and theirs."startTime" < coalesce((p_filter ->> 'to')::timestamptz, 'infinity')
      and (v_words = '{}' or not exists (
        select from unnest(v_words) as word
        where position(word in public.fold_text(theirs."otherName" || ' ' || theirs."title")) = 0)))
  select
    jsonb_build_object(
      'total', (select count(*) from matching),
      'starts', (select coalesce(jsonb_agg("startTime" order by "startTime"), '[]') from matching),
      'counts', (
        select jsonb_build_object('all', count(*), 'needsMe', count("needs"),
          'changed', count(*) filter (where "isChanged")) from theirs),
      'needs', (
        select coalesce(jsonb_object_agg("ulid", "needs"), '{}') from theirs where "needs" is not null),
      'people', (
        select coalesce(jsonb_agg(jsonb_build_object('personUlid', met."otherUlid", 'name', met."otherName",
          'count', met."count") order by lower(met."otherName"), met."otherUlid"), '[]')
        from (select "otherUlid", "otherName", count(*) from theirs group by 1, 2) as met)),
    case when p_is_upcoming <> p_is_before then array(
      select "ulid" from matching where ("startTime", "ulid") > (v_start, v_ulid)
      order by "startTime", "ulid" limit p_limit)
    else array(
      select "ulid" from matching where ("startTime", "ulid") < (v_start, v_ulid)
      order by "startTime" desc, "ulid" desc limit p_limit)
    end
  into v_list, v_page;
  if not p_is_upcoming and p_filter = '{}' then
    v_page := public.bookings_past(v_user, p_now, p_is_before, v_start, v_ulid, p_limit);
  end if;
  return v_list || jsonb_build_object('rows', public.bookings_in_list(v_page, v_user));
end $function$;

create or replace function public.bookings_of (
  p_user_ulid character,
  p_from timestamp with time zone,
  p_to timestamp with time zone
)
  returns table (
    ulid character,
    "startTime" timestamp with time zone,
    "endTime" timestamp with time zone,
    status text,
    title text,
    "otherUlid" character,
    "otherName" text,
    "isCoach" boolean,
    consent text,
    "changedAt" timestamp with time zone,
    "isAskedMove" boolean
  )
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select mine."ulid", mine."startTime", mine."endTime", mine."status", mine."title",
    other."ulid", other."name", mine."isCoach", known."state",
    -- Cal.com tells of the end of a meeting without a row in the history.
    case when mine."upstreamChanged" and mine."status" in ('cancelled', 'rejected') then mine."updatedAt"
      else moved."createdAt" end,
    mine."status" = 'pending' and mine."askedAt" is not null
  from (
    select *, true as "isCoach", "menteeUserUlid" as "otherUlid" from public."Bookings"
    where "coachUserUlid" = p_user_ulid and "startTime" >= p_from and "startTime" < p_to
    union all
    select *, false, "coachUserUlid" from public."Bookings"
    where "menteeUserUlid" = p_user_ulid and "startTime" >= p_from and "startTime" < p_to
      and not "hiddenFromMentee") as mine
  join public."User" as other on other."ulid" = mine."otherUlid"
  left join lateral (
    select "createdAt" from public."BookingEvents"
    where mine."version" > 1 and "bookingUlid" = mine."ulid" and "version" = mine."version" limit 1) as moved on true
  -- Only a mentee is asked for it.
  left join lateral (
    select "state" from public."CalendarConsents"
    where not mine."isCoach" and "menteeUserUlid" = mine."menteeUserUlid" and "coachUserUlid" = mine."coachUserUlid"
    limit 1) as known on true
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
end $function$;

create or replace function public.reschedule_wait (
  p_actor_user_ulid character,
  p_booking_ulid character,
  p_limits jsonb,
  p_now timestamp with time zone
)
  returns bigint
  language sql
  stable
  set search_path to ''
  AS $function$
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
$function$;

revoke all on function "public"."bookings_in_list"(character[], character) from public;

revoke all on function "public"."reschedule_wait"(character, character, jsonb, timestamp with time zone) from public;

reset check_function_bodies;
