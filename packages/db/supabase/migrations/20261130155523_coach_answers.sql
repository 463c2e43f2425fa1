set check_function_bodies = off;

alter table "public"."BookingEvents"
  drop constraint "BookingEvents_actor_check";

alter table "public"."RescheduleAttempts"
  drop constraint "RescheduleAttempts_applied_check";

alter table "public"."RescheduleAttempts"
  drop constraint "RescheduleAttempts_coachBusy_excl";

alter table "public"."BookingEvents"
  add column "kind" text not null default 'moved'::text;

alter table "public"."Bookings"
  add column "askedAt" timestamp(3) with time zone;

alter table "public"."RescheduleAttempts"
  add column "kind" text not null default 'move'::text;

-- Requests that wait already.
update "public"."BookingEvents" as event set "kind" = 'asked'
from "public"."Bookings" as mine
where mine."calBookingId" = event."toCalUid" and event."fromCalUid" <> event."toCalUid" and mine."status" = 'pending';

update "public"."Bookings" as mine set "askedAt" = event."createdAt"
from "public"."BookingEvents" as event
where event."bookingUlid" = mine."ulid" and event."toCalUid" = mine."calBookingId" and event."kind" = 'asked';

create or replace function public.answer_begin (
  p_kind text,
  p_attempt_ulid character,
  p_booking_ulid character,
  p_actor_user_ulid character,
  p_request_hash text,
  p_expected_version integer,
  p_reason text,
  p_override_conflict boolean,
  p_lease_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if p_kind not in ('confirm', 'decline') then
    raise exception 'an answer is confirm or decline' using errcode = '22023';
  end if;
  return public.attempt_begin(p_kind, p_attempt_ulid, p_booking_ulid, p_actor_user_ulid, p_request_hash,
    p_expected_version, null, null, p_reason, p_override_conflict, p_lease_ms);
end $function$;

create or replace function public.answer_claim_due (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."RescheduleAttempts"
  language sql
  security definer
  set search_path to ''
  AS $function$
  select * from public.attempts_claim_due(false, p_limit, p_lease_ms)
$function$;

create or replace function public.answer_count (
  p_booking_ulid character
)
  returns integer
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select count(*)::integer from public."Bookings" as named
  join public."Bookings" as other
    on other."ulid" = named."ulid" or other."calSeriesUid" = named."calSeriesUid"
  where named."ulid" = p_booking_ulid and other."status" = 'pending'
$function$;

create or replace function public.answer_in_series (
  p_before public."Bookings",
  p_status text
)
  returns SETOF public."RescheduleAttempts"
  language sql
  stable
  set search_path to ''
  AS $function$
  select sent.* from public."Bookings" as other
  join public."RescheduleAttempts" as sent on sent."bookingUlid" = other."ulid"
  where other."calSeriesUid" = p_before."calSeriesUid" and other."ulid" <> p_before."ulid"
    and p_before."status" = 'pending'
    and sent."kind" = case p_status when 'accepted' then 'confirm' when 'rejected' then 'decline' end
    and sent."state" in ('SENDING', 'UNKNOWN', 'APPLIED')
    and sent."sentAt" > greatest(p_before."createdAt", p_before."askedAt", pg_catalog.now() - interval '1 hour')
  order by sent."sentAt" desc limit 1
$function$;

create or replace function public.answer_settle (
  p_booking public."Bookings",
  p_version integer
)
  returns SETOF public."RescheduleAttempts"
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_attempt public."RescheduleAttempts";
  v_kind text := case p_booking."status" when 'accepted' then 'confirm' when 'rejected' then 'decline' end;
begin
  select * into v_attempt from public."RescheduleAttempts"
  where "bookingUlid" = p_booking."ulid" and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
  for update;
  if v_attempt."kind" = v_kind and v_attempt."state" <> 'PREPARED' then
    return query update public."RescheduleAttempts" as mine set
      "state" = 'APPLIED', "appliedVersion" = p_version, "errorCode" = null, "fence" = mine."fence" + 1
    where mine."ulid" = v_attempt."ulid" returning mine.*;
  elsif v_attempt."kind" <> 'move' then
    update public."RescheduleAttempts" set
      "state" = case when "state" = 'PREPARED' then 'ABANDONED' else 'SUPERSEDED' end,
      "errorCode" = 'BOOKING_CHANGED', "fence" = "fence" + 1
    where "ulid" = v_attempt."ulid";
  elsif v_attempt."state" = 'PREPARED' and p_booking."status" in ('cancelled', 'rejected') then
    update public."RescheduleAttempts" set
      "state" = 'ABANDONED', "errorCode" = 'BOOKING_CANCELLED', "fence" = "fence" + 1
    where "ulid" = v_attempt."ulid";
  end if;
end $function$;

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
  perform public.reschedule_abandon_expired(v_booking."coachUserUlid", v_now);
  if exists (
    select from public."RescheduleAttempts" where "bookingUlid" = p_booking_ulid
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then
    return jsonb_build_object('kind', 'inProgress');
  end if;

  v_ulid := coalesce(v_attempt."ulid", p_attempt_ulid);
  delete from public."RescheduleAttempts" where "ulid" = v_ulid and "state" = 'ABANDONED'
    and "actorUserUlid" = p_actor_user_ulid
  returning "fence" + 1 into v_fence;
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
    where due."state" in ('PREPARED', 'SENDING', 'UNKNOWN') and (due."kind" = 'move') = p_is_move
      and due."nextRunAt" <= pg_catalog.clock_timestamp() and due."leaseUntil" <= pg_catalog.clock_timestamp()
    order by due."nextRunAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.booking_in_list (
  p_booking_ulid character,
  p_user_ulid character
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select to_jsonb(shown) || jsonb_build_object(
    'coach', to_jsonb(coach), 'mentee', to_jsonb(mentee), 'lastMove', to_jsonb(moved), 'inFlight', to_jsonb(moving),
    'coachConnection', public.connection_status(shown."coachUserUlid"),
    'menteeConnection', case
      when shown."menteeUserUlid" = p_user_ulid or exists (
        select from public."CalendarConsents"
        where "coachUserUlid" = p_user_ulid and "menteeUserUlid" = shown."menteeUserUlid" and "state" = 'allowed')
      then public.connection_status(shown."menteeUserUlid")
      when public.connection_status(shown."menteeUserUlid") = 'notConnected' then 'notConnected'
      else 'notShared'
    end)
  from (
    select "ulid", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId", "durationMinutes", "startTime",
      "endTime", "status", "askedAt", "version", "upstreamChanged", "seriesPosition", "seriesRhythm", "eventType",
      "replacedPerson", "gone", null as "calDetails", "calDetails" ->> 'joinUrl' as "joinUrl", "acknowledgedVersion",
      "acknowledgedAt", "createdAt", "updatedAt"
    from public."Bookings" where "ulid" = p_booking_ulid) as shown
  join lateral (
    select "ulid", "name", "timeZone" from public."User" where "ulid" = shown."coachUserUlid") as coach on true
  join lateral (
    select "ulid", "name", "timeZone" from public."User" where "ulid" = shown."menteeUserUlid") as mentee on true
  left join lateral (
    select "createdAt" as "at", "actorRole", "fromStartTime", "fromEndTime" from public."BookingEvents"
    where "bookingUlid" = shown."ulid" and "fromStartTime" <> "toStartTime"
    order by "version" desc limit 1) as moved on true
  left join lateral (
    select "kind", "actorRole", "toStartTime", "toEndTime" from public."RescheduleAttempts"
    where "bookingUlid" = shown."ulid" and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
    limit 1) as moving on true
$function$;

create or replace function public.booking_record_status (
  p_cal_uid text,
  p_status text,
  p_cause text,
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_before public."Bookings";
  v_answer public."RescheduleAttempts";
  v_is_answer boolean := p_status in ('accepted', 'rejected');
  v_is_own boolean;
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found then
    return jsonb_build_object('changed', false, 'why', 'unknownBooking');
  end if;
  if v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('changed', false, 'why', 'notCurrent');
  end if;
  v_before := v_booking;
  perform public.booking_note_found(p_cal_uid);
  if p_status in (v_booking."status", 'pending') or v_booking."status" in ('cancelled', 'rejected') then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;

  update public."Bookings" set
    "status" = p_status, "askedAt" = null, "version" = "version" + v_is_answer::integer
  where "ulid" = v_booking."ulid" returning * into v_booking;
  select * into v_answer from public.answer_settle(v_booking, v_booking."version");
  v_is_own := found;
  if not v_is_own then
    select * into v_answer from public.answer_in_series(v_before, p_status);
  end if;
  update public."Bookings" set
    "upstreamChanged" = v_answer."ulid" is null and ("upstreamChanged" or p_status in ('cancelled', 'rejected'))
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if v_is_answer then
    insert into public."BookingEvents" (
      "bookingUlid", "version", "kind", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime",
      "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason")
    values (
      v_booking."ulid", v_booking."version", case p_status when 'accepted' then 'confirmed' else 'declined' end,
      p_cal_uid, p_cal_uid, v_booking."startTime", v_booking."endTime", v_booking."startTime", v_booking."endTime",
      p_cause, case when v_is_own then v_answer."ulid" end, v_answer."actorUserUlid", v_answer."actorRole",
      v_answer."reason");
  end if;
  perform public.tell_participants(v_booking, v_before, v_answer,
    case p_status
      when 'accepted' then 'bookingConfirmedUpstream'
      when 'rejected' then 'bookingDeclinedUpstream'
      else 'bookingCancelledUpstream'
    end, p_new_ulids);
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $function$;

create or replace function public.booking_set_upstream_status (
  p_cal_uid text,
  p_status text,
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  return public.booking_record_status(p_cal_uid, p_status, 'reconcile', p_new_ulids);
end $function$;

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
  return v_list || jsonb_build_object('rows', (
    select coalesce(jsonb_agg(public.booking_in_list(page.ulid, v_user) order by page.place), '[]')
    from unnest(v_page) with ordinality as page (ulid, place)));
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
  left join public."BookingEvents" as moved
    on moved."bookingUlid" = mine."ulid" and moved."version" = mine."version"
  left join public."CalendarConsents" as known
    on known."menteeUserUlid" = mine."menteeUserUlid" and known."coachUserUlid" = mine."coachUserUlid"
$function$;

create or replace function public.bookings_page (
  p_user_ulid character,
  p_is_upcoming boolean,
  p_now timestamp with time zone,
  p_after_start timestamp with time zone,
  p_after_ulid character,
  p_limit integer
)
  returns jsonb
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  v_page char(26)[];
begin
  if p_is_upcoming then
    v_page := array(
      select b."ulid" from public."Bookings" as b
      where p_user_ulid in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" > p_now and b."startTime" > p_now - interval '24 hours'
        and (p_after_start is null or (b."startTime", b."ulid") > (p_after_start, p_after_ulid))
      order by b."startTime", b."ulid" limit p_limit);
  else
    v_page := array(
      select b."ulid" from public."Bookings" as b
      where p_user_ulid in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" <= p_now and b."startTime" < p_now
        and (p_after_start is null or (b."startTime", b."ulid") < (p_after_start, p_after_ulid))
      order by b."startTime" desc, b."ulid" desc limit p_limit);
  end if;
  return (
    select coalesce(jsonb_agg(
      to_jsonb(page) || jsonb_build_object('coach', to_jsonb(coach), 'mentee', to_jsonb(mentee))
      order by wanted.place), '[]')
    from unnest(v_page) with ordinality as wanted (ulid, place)
    cross join lateral (
      select "ulid", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId", "durationMinutes", "startTime",
        "endTime", "status", "askedAt", "version", "upstreamChanged", "seriesPosition", "seriesRhythm", "eventType",
        "replacedPerson", "gone", "calDetails", "acknowledgedVersion", "acknowledgedAt", "createdAt", "updatedAt"
      from public."Bookings" where "ulid" = wanted.ulid) as page
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."coachUserUlid") as coach
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."menteeUserUlid") as mentee);
end $function$;

create or replace function public.person_export (
  p_user_ulid character
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  with meetings as (
    select mine.*, case when mine."coachUserUlid" = p_user_ulid then 'coach' else 'mentee' end as "role",
      other."name" as "with"
    from public."Bookings" as mine
    join public."User" as other
      on other."ulid" = case when mine."coachUserUlid" = p_user_ulid then mine."menteeUserUlid" else mine."coachUserUlid" end
    where p_user_ulid in (mine."coachUserUlid", mine."menteeUserUlid"))
  select jsonb_build_object(
    'person', (
      select jsonb_build_object('ulid', "ulid", 'clerkUserId', "clerkUserId", 'name', "name", 'email', "email",
        'timeZone', "timeZone", 'timeZoneFrom', "timeZoneFrom", 'nameFrom', "nameFrom", 'locale', "locale",
        'deviceLocale', "deviceLocale", 'hourCycle', "hourCycle", 'weekStart', "weekStart", 'singleKeys', "singleKeys",
        'mail', jsonb_build_object('moved', "mailMoved", 'offered', "mailOffered", 'reminders', "mailReminders"),
        'createdAt', "createdAt")
      from public."User" where "ulid" = p_user_ulid),
    'addresses', (
      select coalesce(jsonb_agg(jsonb_build_object('address', "address", 'source', "source", 'provenAt', "provenAt")
        order by "address"), '[]')
      from public."UserAddresses" where "userUlid" = p_user_ulid),
    'mailStopped', (
      select coalesce(jsonb_agg(jsonb_build_object('address', mine."address", 'reason', stopped."reason",
        'since', stopped."createdAt") order by mine."address", stopped."reason"), '[]')
      from public."UserAddresses" as mine
      join public."MailSuppressions" as stopped on stopped."addressHash" = public.hash_address(mine."address")
      where mine."userUlid" = p_user_ulid),
    'calConnection', (
      select jsonb_build_object('status', "status", 'kind', "kind", 'calUserId', "calUserId",
        'calUsername', "calUsername", 'calEmail', "calEmail", 'connectedAt', "connectedAt",
        'syncedAt', "syncedAt", 'leftAlone', "leftAlone")
      from public."CalIntegrations" where "userUlid" = p_user_ulid),
    -- What a mentee has decided is not told to the coach here either.
    'sharing', (
      select coalesce(jsonb_agg(jsonb_build_object('coach', coach."name", 'state', consent."state",
        'lengthMinutes', consent."lengthMinutes", 'askedAt', consent."askedAt", 'decidedAt', consent."decidedAt",
        'disownedAt', consent."disownedAt") order by consent."createdAt", coach."ulid"), '[]')
      from public."CalendarConsents" as consent
      join public."User" as coach on coach."ulid" = consent."coachUserUlid"
      where consent."menteeUserUlid" = p_user_ulid),
    'meetings', (
      select coalesce(jsonb_agg(jsonb_build_object('ulid', "ulid", 'role', "role", 'with', "with", 'title', "title",
        'startTime', "startTime", 'endTime', "endTime", 'status', "status", 'calDetails', "calDetails", 'acknowledgedAt', "acknowledgedAt",
        'createdAt', "createdAt") order by "startTime", "ulid"), '[]')
      from meetings),
    'history', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', event."bookingUlid", 'version', event."version",
        'kind', event."kind", 'fromStartTime', event."fromStartTime", 'toStartTime', event."toStartTime",
        'actorRole', event."actorRole", 'reason', event."reason", 'createdAt', event."createdAt")
        order by event."createdAt", event."bookingUlid"), '[]')
      from meetings join public."BookingEvents" as event on event."bookingUlid" = meetings."ulid"),
    'moves', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', "bookingUlid", 'kind', "kind",
        'fromStartTime', "fromStartTime", 'toStartTime', "toStartTime", 'reason', "reason",
        'conflictOverridden', "overrideConflict", 'state', "state",
        'createdAt', "createdAt") order by "createdAt", "ulid"), '[]')
      from public."RescheduleAttempts" where "actorUserUlid" = p_user_ulid),
    'notifications', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', "bookingUlid", 'kind', "kind",
        'oldStartTime', "oldStartTime", 'newStartTime', "newStartTime", 'reason', "reason",
        'conflictOverridden', "conflictOverridden", 'note', "note", 'readAt', "readAt",
        'createdAt', "createdAt") order by "createdAt", "ulid"), '[]')
      from public."Notifications" where "userUlid" = p_user_ulid))
$function$;

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
begin
  return public.attempt_begin('move', p_attempt_ulid, p_booking_ulid, p_actor_user_ulid, p_request_hash,
    p_expected_version, p_to_start_time, p_to_end_time, p_reason, p_override_conflict, p_lease_ms);
end $function$;

create or replace function public.reschedule_claim_due (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."RescheduleAttempts"
  language sql
  security definer
  set search_path to ''
  AS $function$
  select * from public.attempts_claim_due(true, p_limit, p_lease_ms)
$function$;

create or replace function public.reschedule_record (
  p_from_cal_uid text,
  p_to_cal_uid text,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_upstream_status text,
  p_duration_minutes integer,
  p_cause text
)
  returns jsonb
  language plpgsql
  set search_path to ''
  AS $function$
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
    return jsonb_build_object('applied', false, 'why', 'notCurrent');
  end if;

  perform public.booking_absorb(p_to_cal_uid, v_before."ulid");
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
    "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason")
  values (
    v_after."ulid", v_after."version", case when v_after."askedAt" is null then 'moved' else 'asked' end, p_from_cal_uid, p_to_cal_uid, v_before."startTime", v_before."endTime",
    v_after."startTime", v_after."endTime", p_cause, v_attempt."ulid", v_attempt."actorUserUlid",
    v_attempt."actorRole", v_attempt."reason");
  return jsonb_build_object('applied', true, 'before', to_jsonb(v_before), 'after', to_jsonb(v_after),
    'attempt', case when v_attempt."ulid" is not null then to_jsonb(v_attempt) end);
end $function$;

create or replace function public.reschedule_settle (
  p_booking_ulid character,
  p_from_cal_uid text,
  p_to_cal_uid text,
  p_start_time timestamp with time zone,
  p_version integer
)
  returns SETOF public."RescheduleAttempts"
  language plpgsql
  set search_path to ''
  AS $function$
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
end $function$;

alter table "public"."BookingEvents"
  add constraint "BookingEvents_actor_check"
    check (((("actorUserUlid" IS NULL) = ("actorRole" IS NULL)) AND (("attemptUlid" IS
    NOT NULL) OR ("actorUserUlid" IS NULL) OR (kind = ANY (ARRAY['confirmed'::text, 'declined'::text]))) AND
    (("attemptUlid" IS NULL) OR ("actorUserUlid" IS NOT NULL))));

alter table "public"."BookingEvents"
  add constraint "BookingEvents_kind_check"
    check ((kind = ANY (ARRAY['moved'::text, 'asked'::text, 'confirmed'::text, 'declined'::text])));

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_answer_check" check (((kind = 'move'::text) OR ("actorRole" = 'coach'::text)));

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_applied_check" check ((((state = 'APPLIED'::text) = ("appliedVersion" IS
    NOT NULL)) AND (((state = 'APPLIED'::text) AND (kind = 'move'::text)) = ("newCalUid" IS NOT NULL))));

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_coachBusy_excl" EXCLUDE using gist ("coachUserUlid"
    with =,
    tstzrange("toStartTime", "toEndTime") with &&)
    where
    (((state = ANY (ARRAY['PREPARED'::text, 'SENDING'::text, 'UNKNOWN'::text, 'NEEDS_HUMAN'::text])) AND (kind <>
    'decline'::text)));

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_kind_check"
    check ((kind = ANY (ARRAY['move'::text, 'confirm'::text, 'decline'::text])));

create index "Bookings_asked_idx" on public."Bookings" using btree ("coachUserUlid", "startTime")
  where ((status = 'pending'::text) AND ("askedAt" is not null));

comment on function "public"."answer_begin"(text, character, character, character, text, integer, text, boolean, bigint)
  is 'p_reason may be null.';

revoke all
  on function "public"."answer_begin"(text, character, character, character, text, integer, text, boolean, bigint)
  from public;

grant execute
  on function "public"."answer_begin"(text, character, character, character, text, integer, text, boolean, bigint)
  to "service_role";

revoke all on function "public"."answer_claim_due"(integer, bigint) from public;

grant execute on function "public"."answer_claim_due"(integer, bigint) to "service_role";

revoke all on function "public"."answer_count"(character) from public;

grant execute on function "public"."answer_count"(character) to "service_role";

revoke all on function "public"."answer_in_series"(public."Bookings", text) from public;

revoke all on function "public"."answer_settle"(public."Bookings", integer) from public;

revoke all
  on function "public"."attempt_begin"(text, character, character, character, text, integer, timestamp
    with time zone, timestamp with time zone, text, boolean, bigint)
  from public;

revoke all on function "public"."attempts_claim_due"(boolean, integer, bigint) from public;

revoke all on function "public"."booking_record_status"(text, text, text, text[]) from public;

grant execute on function "public"."booking_record_status"(text, text, text, text[]) to "service_role";

revoke all ("kind") on table "public"."BookingEvents" from "authenticated";

grant select ("kind") on table "public"."BookingEvents" to "authenticated";

revoke all ("askedAt") on table "public"."Bookings" from "authenticated";

grant select ("askedAt") on table "public"."Bookings" to "authenticated";

reset check_function_bodies;
