set check_function_bodies = off;

create table "public"."HeldTimes" (
  "holderUlid" character(26) not null,
  "bookingUlid" character(26) not null,
  "coachUserUlid" character(26) not null,
  "startTime" timestamp(3) with time zone not null,
  "endTime" timestamp(3) with time zone not null,
  "until" timestamp(3) with time zone not null,
  constraint "HeldTimes_pkey" primary key ("holderUlid", "bookingUlid"),
  constraint "HeldTimes_times_check" check (("endTime" > "startTime"))
);

alter table "public"."HeldTimes"
  enable row level security;

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
  v_wait interval;
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

create or replace function public.held_times_free (
  p_holder_ulid character,
  p_booking_ulid character
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  delete from public."HeldTimes"
  where "holderUlid" = p_holder_ulid and (p_booking_ulid is null or "bookingUlid" = p_booking_ulid)
$function$;

create or replace function public.held_times_of (
  p_coach_user_ulid character
)
  returns SETOF public."HeldTimes"
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select * from public."HeldTimes"
  where "coachUserUlid" = p_coach_user_ulid and "until" > pg_catalog.clock_timestamp()
  order by "startTime"
$function$;

create or replace function public.held_times_take (
  p_holder_ulid character,
  p_coach_user_ulid character,
  p_times jsonb,
  p_keep_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_now timestamptz(3);
  v_taken jsonb;
begin
  -- As attempt_begin does: the bookings first, which the foreign key would lock, then the coach. A move of this coach
  -- begins before this, or sees what is held.
  perform from public."Bookings"
  where "ulid" in (select wanted ->> 'bookingUlid' from pg_catalog.jsonb_array_elements(p_times) as wanted)
  order by "ulid" for key share;
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(p_coach_user_ulid::text, 1));
  v_now := pg_catalog.clock_timestamp();
  delete from public."HeldTimes" where "until" <= v_now;
  select pg_catalog.jsonb_agg(wanted."bookingUlid" order by wanted."bookingUlid") into v_taken
  from pg_catalog.jsonb_to_recordset(p_times) as wanted (
    "bookingUlid" text, "startTime" timestamptz, "endTime" timestamptz)
  left join public."Bookings" as booking
    on booking."ulid" = wanted."bookingUlid" and booking."coachUserUlid" = p_coach_user_ulid
  where booking."ulid" is null
    or exists (
      select from public."HeldTimes" as held
      where held."coachUserUlid" = p_coach_user_ulid and held."holderUlid" <> p_holder_ulid
        and tstzrange(held."startTime", held."endTime") && tstzrange(wanted."startTime", wanted."endTime"))
    or exists (
      select from public."RescheduleAttempts" as sent
      where sent."coachUserUlid" = p_coach_user_ulid and sent."bookingUlid" <> wanted."bookingUlid"
        and sent."state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN') and sent."kind" <> 'decline'
        -- One that was never sent and whose lease has expired can no longer send anything.
        and (sent."state" <> 'PREPARED' or sent."leaseUntil" > v_now)
        and tstzrange(sent."toStartTime", sent."toEndTime") && tstzrange(wanted."startTime", wanted."endTime"));
  if v_taken is not null then
    return pg_catalog.jsonb_build_object('kind', 'taken', 'bookingUlids', v_taken);
  end if;
  delete from public."HeldTimes" where "holderUlid" = p_holder_ulid;
  insert into public."HeldTimes" ("holderUlid", "bookingUlid", "coachUserUlid", "startTime", "endTime", "until")
  select p_holder_ulid, wanted."bookingUlid", p_coach_user_ulid, wanted."startTime", wanted."endTime",
    v_now + public.to_interval(p_keep_ms)
  from pg_catalog.jsonb_to_recordset(p_times) as wanted (
    "bookingUlid" text, "startTime" timestamptz, "endTime" timestamptz);
  return pg_catalog.jsonb_build_object('kind', 'held', 'until', v_now + public.to_interval(p_keep_ms));
end $function$;

create or replace function public.user_anonymise (
  p_clerk_user_id text
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_ulid char(26);
  v_email text;
begin
  select "email" into v_email from public."User" where "clerkUserId" = p_clerk_user_id for update;
  update public."User" set
    "clerkUserId" = 'deleted:' || "ulid", "email" = lower("ulid") || '@deleted.invalid',
    "name" = 'Deleted user', "nameFrom" = 'clerk', "timeZone" = null, "timeZoneFrom" = null,
    "locale" = 'auto', "deviceLocale" = null, "hourCycle" = 'auto', "weekStart" = null, "singleKeys" = true,
    "mailMoved" = true, "mailOffered" = true, "mailReminders" = true
  where "clerkUserId" = p_clerk_user_id
  returning "ulid" into v_ulid;
  if v_ulid is null then
    return false;
  end if;
  perform public.cal_integration_disconnect(v_ulid);
  delete from public."UserAddresses" where "userUlid" = v_ulid;
  delete from public."OAuthStates" where "userUlid" = v_ulid;
  delete from public."HeldTimes" where "coachUserUlid" = v_ulid;
  delete from public."CalendarConsents" where v_ulid in ("menteeUserUlid", "coachUserUlid");
  perform public.booking_people_forget(v_ulid, v_email);
  update public."Bookings" set "calDetails" = null
  where v_ulid in ("coachUserUlid", "menteeUserUlid") and "calDetails" is not null;
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $function$;

alter table "public"."HeldTimes"
  add constraint "HeldTimes_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings"(ulid);

alter table "public"."HeldTimes"
  add constraint "HeldTimes_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User"(ulid);

alter table "public"."HeldTimes"
  add constraint "HeldTimes_coach_excl" EXCLUDE using gist ("coachUserUlid" with =, tstzrange("startTime", "endTime")
    with &&);

comment on function "public"."held_times_free"(character, character) is 'p_booking_ulid may be null.';

revoke all on function "public"."held_times_free"(character, character) from public;

grant execute on function "public"."held_times_free"(character, character) to "service_role";

revoke all on function "public"."held_times_of"(character) from public;

grant execute on function "public"."held_times_of"(character) to "service_role";

revoke all on function "public"."held_times_take"(character, character, jsonb, bigint) from public;

grant execute on function "public"."held_times_take"(character, character, jsonb, bigint) to "service_role";

grant delete, insert, select, update on table "public"."HeldTimes" to "service_role";

reset check_function_bodies;
