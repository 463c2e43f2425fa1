set check_function_bodies = off;

revoke all on table "public"."Bookings" from "authenticated";

drop policy "participants read their bookings" on "public"."Bookings";

alter table "public"."Notifications"
  drop constraint "Notifications_kind_check";

create table "public"."CalendarConsents" (
  "menteeUserUlid" character(26) not null,
  "coachUserUlid" character(26) not null,
  "state" text not null,
  "lengthMinutes" integer,
  "lengths" integer[] not null default '{}'::integer[],
  "gridMinutes" integer,
  "gridPhase" integer,
  "askedAt" timestamp(3) with time zone,
  "decidedAt" timestamp(3) with time zone,
  "source" text not null,
  "disownedAt" timestamp(3) with time zone,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "CalendarConsents_allowed_check" check (((state <> 'allowed'::text) OR (("lengthMinutes" IS
    NOT NULL) AND ("gridMinutes" IS NOT NULL) AND ("gridPhase" IS NOT NULL) AND ("disownedAt" IS NULL)))),
  constraint "CalendarConsents_decided_check" check (((state = 'asked'::text) = ("decidedAt" IS NULL))),
  constraint "CalendarConsents_length_check"
    check ((("lengthMinutes" >= 1) AND ("gridMinutes" >= 1) AND ("gridPhase" >= 0) AND ("gridPhase" < "gridMinutes"))),
  constraint "CalendarConsents_pkey" primary key ("menteeUserUlid", "coachUserUlid"),
  constraint "CalendarConsents_source_check"
    check ((source = ANY (ARRAY['meeting'::text, 'coach'::text, 'connecting'::text, 'mentee'::text]))),
  constraint "CalendarConsents_state_check"
    check ((state = ANY (ARRAY['asked'::text, 'allowed'::text, 'refused'::text, 'stopped'::text])))
);

alter table "public"."CalendarConsents"
  enable row level security;

alter table "public"."Bookings"
  add column "hiddenFromMentee" boolean not null default false;

alter table "public"."OAuthStates"
  add column "shareForBookingUlid" character(26);

create or replace function public.booking_hide_disowned()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  new."hiddenFromMentee" := exists (
    select from public."CalendarConsents"
    where "menteeUserUlid" = new."menteeUserUlid" and "coachUserUlid" = new."coachUserUlid"
      and "disownedAt" is not null);
  return new;
end $function$;

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
      select "ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId", "durationMinutes",
        "startTime", "endTime", "status", "version", "upstreamChanged", "calSeriesUid", "seriesPosition",
        "seriesRhythm", "eventType", "replacedPerson", "gone", "createdAt", "updatedAt"
      from public."Bookings" where "ulid" = wanted.ulid) as page
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."coachUserUlid") as coach
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."menteeUserUlid") as mentee);
end $function$;

create or replace function public.consent_allow (
  p_mentee_user_ulid character,
  p_coach_user_ulid character,
  p_lengths integer[],
  p_grid_minutes integer,
  p_grid_phase integer,
  p_source text
)
  returns SETOF public."CalendarConsents"
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if not exists (select from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid) then
    return;
  end if;
  perform public.consent_end_questions(p_mentee_user_ulid, p_coach_user_ulid);
  update public."Bookings" set "hiddenFromMentee" = false
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid and "hiddenFromMentee";
  perform public.consent_feed(p_mentee_user_ulid, p_coach_user_ulid);
  return query
    insert into public."CalendarConsents" as mine (
      "menteeUserUlid", "coachUserUlid", "state", "lengthMinutes", "lengths", "gridMinutes", "gridPhase", "decidedAt",
      "source")
    values (
      p_mentee_user_ulid, p_coach_user_ulid, 'allowed', (select min(each) from unnest(p_lengths) as each), p_lengths,
      p_grid_minutes, p_grid_phase, pg_catalog.clock_timestamp(), p_source)
    on conflict ("menteeUserUlid", "coachUserUlid") do update set
      "state" = 'allowed', "lengthMinutes" = excluded."lengthMinutes", "lengths" = excluded."lengths",
      "gridMinutes" = excluded."gridMinutes", "gridPhase" = excluded."gridPhase",
      "decidedAt" = case mine."state" when 'allowed' then mine."decidedAt" else excluded."decidedAt" end,
      "source" = case mine."state" when 'allowed' then mine."source" else excluded."source" end, "disownedAt" = null
    returning mine.*;
end $function$;

create or replace function public.consent_ask (
  p_coach_user_ulid character,
  p_mentee_user_ulid character,
  p_every_ms bigint,
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_known public."CalendarConsents";
  v_now timestamptz(3);
begin
  select * into v_booking from public.consent_next_meeting(p_mentee_user_ulid, p_coach_user_ulid);
  if not found then
    return jsonb_build_object('outcome', 'noMeeting');
  end if;
  insert into public."CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "source")
  values (p_mentee_user_ulid, p_coach_user_ulid, 'asked', 'coach') on conflict do nothing;
  select * into v_known from public."CalendarConsents"
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = p_coach_user_ulid for update;
  v_now := pg_catalog.clock_timestamp();
  if v_known."state" = 'allowed' then
    return jsonb_build_object('outcome', 'allowed');
  end if;
  if v_known."askedAt" > v_now - public.to_interval(p_every_ms) then
    return jsonb_build_object('outcome', 'tooEarly', 'nextAllowedAt', v_known."askedAt" + public.to_interval(p_every_ms));
  end if;
  update public."CalendarConsents" set
    "askedAt" = v_now, "source" = 'coach',
    "state" = case when "disownedAt" is null then 'asked' else "state" end,
    "decidedAt" = case when "disownedAt" is null then null else "decidedAt" end
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = p_coach_user_ulid;
  if v_known."disownedAt" is null then
    perform public.consent_send_question(v_booking, true, true, p_new_ulids);
  end if;
  return jsonb_build_object('outcome', 'asked', 'nextAllowedAt', v_now + public.to_interval(p_every_ms));
end $function$;

create or replace function public.consent_ask_first (
  p_booking_ulid character,
  p_by_mail boolean,
  p_new_ulids text[]
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
begin
  select next.* into v_booking from public."Bookings" as mine
  cross join lateral public.consent_next_meeting(mine."menteeUserUlid", mine."coachUserUlid") as next
  where mine."ulid" = p_booking_ulid;
  if not found or not exists (
    select from public."CalIntegrations"
    where "userUlid" = v_booking."menteeUserUlid" and "status" <> 'disconnected') then
    return false;
  end if;
  insert into public."CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "askedAt", "source")
  values (v_booking."menteeUserUlid", v_booking."coachUserUlid", 'asked', pg_catalog.clock_timestamp(), 'meeting')
  on conflict do nothing;
  if not found then
    return false;
  end if;
  perform public.consent_send_question(v_booking, false, p_by_mail, p_new_ulids);
  return true;
end $function$;

create or replace function public.consent_disown (
  p_mentee_user_ulid character,
  p_booking_ulid character
)
  returns character
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_coach char(26);
begin
  select "coachUserUlid" into v_coach from public."Bookings"
  where "ulid" = p_booking_ulid and "menteeUserUlid" = p_mentee_user_ulid;
  if not found then
    return null;
  end if;
  insert into public."CalendarConsents" as mine (
    "menteeUserUlid", "coachUserUlid", "state", "decidedAt", "source", "disownedAt")
  values (p_mentee_user_ulid, v_coach, 'refused', pg_catalog.clock_timestamp(), 'mentee',
    pg_catalog.clock_timestamp())
  on conflict ("menteeUserUlid", "coachUserUlid") do update set
    "state" = case mine."state" when 'allowed' then 'stopped' when 'stopped' then 'stopped' else 'refused' end,
    "decidedAt" = coalesce(case when mine."state" <> 'allowed' then mine."decidedAt" end, excluded."decidedAt"),
    "source" = 'mentee', "disownedAt" = coalesce(mine."disownedAt", excluded."disownedAt");
  update public."Bookings" set "hiddenFromMentee" = true
  where "coachUserUlid" = v_coach and "menteeUserUlid" = p_mentee_user_ulid and not "hiddenFromMentee";
  update public."Notifications" as mine set "readAt" = pg_catalog.now()
  from public."Bookings" as about
  where mine."userUlid" = p_mentee_user_ulid and mine."readAt" is null and about."ulid" = mine."bookingUlid"
    and about."coachUserUlid" = v_coach and about."menteeUserUlid" = p_mentee_user_ulid;
  update public."Outbox" set
    "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user does not know the coach.'
  where "ulid" in (
    select waiting."ulid" from public."Outbox" as waiting
    join public."Notifications" as mine on mine."ulid" = waiting."payload" ->> 'notificationUlid'
    join public."Bookings" as about on about."ulid" = mine."bookingUlid"
    where waiting."doneAt" is null and waiting."deadAt" is null and mine."userUlid" = p_mentee_user_ulid
      and about."coachUserUlid" = v_coach);
  return v_coach;
end $function$;

create or replace function public.consent_end_questions (
  p_mentee_user_ulid character,
  p_coach_user_ulid character
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  with answered as (
    update public."Notifications" as mine set "readAt" = coalesce(mine."readAt", pg_catalog.now())
    from public."Bookings" as about
    where mine."userUlid" = p_mentee_user_ulid and mine."kind" = 'consentAsked'
      and about."ulid" = mine."bookingUlid" and about."coachUserUlid" = p_coach_user_ulid
    returning mine."ulid")
  update public."Outbox" set
    "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The question has been answered.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (select "ulid" from answered)
$function$;

create or replace function public.consent_event_types (
  p_mentee_user_ulid character,
  p_coach_user_ulid character
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  with coming as (
    select "eventTypeId", "durationMinutes", "eventType" from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
      and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
      and "status" in ('accepted', 'pending')),
  latest as (
    select "eventTypeId", "durationMinutes", "eventType" from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
      and not exists (select from coming)
    order by "startTime" desc limit 10)
  select coalesce(jsonb_agg(distinct jsonb_build_object(
    'eventTypeId', met."eventTypeId", 'minutes', met."durationMinutes", 'eventType', met."eventType")), '[]')
  from (select * from coming union all select * from latest) as met
$function$;

create or replace function public.consent_feed (
  p_mentee_user_ulid character,
  p_coach_user_ulid character
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid")
  select 'booking', "ulid", "coachUserUlid" from public."Bookings"
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
    and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
$function$;

create or replace function public.consent_next_meeting (
  p_mentee_user_ulid character,
  p_coach_user_ulid character
)
  returns SETOF public."Bookings"
  language sql
  stable
  set search_path to ''
  AS $function$
  select * from public."Bookings"
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
    and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
    and "status" in ('accepted', 'pending')
  order by "startTime", "ulid" limit 1
$function$;

create or replace function public.consent_restore (
  p_mentee_user_ulid character,
  p_coach_user_ulid character
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  update public."CalendarConsents" set "disownedAt" = null
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = p_coach_user_ulid and "disownedAt" is not null;
  if not found then
    return false;
  end if;
  update public."Bookings" set "hiddenFromMentee" = false
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid and "hiddenFromMentee";
  return true;
end $function$;

create or replace function public.consent_send_question (
  p_booking public."Bookings",
  p_by_coach boolean,
  p_by_mail boolean,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  delete from public."Outbox" where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select earlier."ulid" from public."Notifications" as earlier
    join public."Bookings" as about on about."ulid" = earlier."bookingUlid"
    where earlier."userUlid" = p_booking."menteeUserUlid" and earlier."kind" = 'consentAsked'
      and about."coachUserUlid" = p_booking."coachUserUlid");
  delete from public."Notifications" as earlier using public."Bookings" as about
  where earlier."userUlid" = p_booking."menteeUserUlid" and earlier."kind" = 'consentAsked'
    and about."ulid" = earlier."bookingUlid" and about."coachUserUlid" = p_booking."coachUserUlid";
  insert into public."Notifications" (
    "ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
    "oldStartTime", "oldEndTime", "newStartTime", "newEndTime")
  values (
    p_new_ulids[1], p_booking."menteeUserUlid", p_booking."ulid", p_booking."version", 'consentAsked',
    case when p_by_coach then p_booking."coachUserUlid" end, case when p_by_coach then 'coach' end,
    p_booking."startTime", p_booking."endTime", p_booking."startTime", p_booking."endTime");
  if p_by_mail then
    perform public.outbox_add(
      p_new_ulids[2], 'mail:consentAsked:' || p_new_ulids[1], p_new_ulids[1], 'ask', p_booking."menteeUserUlid",
      p_booking."coachUserUlid", p_booking."ulid");
  end if;
end $function$;

create or replace function public.consent_stop (
  p_mentee_user_ulid character,
  p_coach_user_ulid character
)
  returns SETOF public."CalendarConsents"
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if not exists (select from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid) then
    return;
  end if;
  perform public.consent_end_questions(p_mentee_user_ulid, p_coach_user_ulid);
  perform public.consent_feed(p_mentee_user_ulid, p_coach_user_ulid);
  return query
    insert into public."CalendarConsents" as mine (
      "menteeUserUlid", "coachUserUlid", "state", "decidedAt", "source")
    values (p_mentee_user_ulid, p_coach_user_ulid, 'refused', pg_catalog.clock_timestamp(), 'mentee')
    on conflict ("menteeUserUlid", "coachUserUlid") do update set
      "state" = case mine."state" when 'allowed' then 'stopped' when 'stopped' then 'stopped' else 'refused' end,
      "decidedAt" = case when mine."state" in ('allowed', 'asked') then excluded."decidedAt" else mine."decidedAt" end,
      "source" = case when mine."state" in ('allowed', 'asked') then 'mentee' else mine."source" end
    returning mine.*;
end $function$;

create or replace function public.consents_of_mentee (
  p_mentee_user_ulid character
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'connected', exists (
      select from public."CalIntegrations"
      where "userUlid" = p_mentee_user_ulid and "status" <> 'disconnected'),
    'decided', (
      select coalesce(jsonb_agg(to_jsonb(mine) || jsonb_build_object('name', coach."name")
        order by coach."name", coach."ulid"), '[]')
      from public."CalendarConsents" as mine join public."User" as coach on coach."ulid" = mine."coachUserUlid"
      where mine."menteeUserUlid" = p_mentee_user_ulid and mine."state" <> 'asked'),
    'open', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'coachUserUlid', coach."ulid", 'name', coach."name", 'bookingUlid', next."bookingUlid",
        'askedAt', next."askedAt") order by coach."name", coach."ulid"), '[]')
      from (
        select distinct on (coming."coachUserUlid")
          coming."coachUserUlid", coming."ulid" as "bookingUlid", known."askedAt"
        from public."Bookings" as coming
        left join public."CalendarConsents" as known on known."menteeUserUlid" = p_mentee_user_ulid
          and known."coachUserUlid" = coming."coachUserUlid"
        where coming."menteeUserUlid" = p_mentee_user_ulid and coming."endTime" > pg_catalog.now()
          and coming."startTime" > pg_catalog.now() - interval '24 hours'
          and coming."status" in ('accepted', 'pending') and coalesce(known."state", 'asked') = 'asked'
        order by coming."coachUserUlid", coming."startTime", coming."ulid") as next
      join public."User" as coach on coach."ulid" = next."coachUserUlid"))
$function$;

create or replace function public.oauth_state_create_for_meeting (
  p_state_hash text,
  p_user_ulid character,
  p_sealed_verifier text,
  p_return_to text,
  p_ttl_ms bigint,
  p_booking_ulid character
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  select public.oauth_state_create(p_state_hash, p_user_ulid, p_sealed_verifier, p_return_to, p_ttl_ms);
  update public."OAuthStates" set "shareForBookingUlid" = p_booking_ulid where "stateHash" = p_state_hash
$function$;

create or replace function public.tell_participants_noting (
  p_booking public."Bookings",
  p_previous public."Bookings",
  p_attempt public."RescheduleAttempts",
  p_kind text,
  p_note text,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_people char(26)[] := array[p_booking."coachUserUlid", p_booking."menteeUserUlid"];
  v_key text;
  v_from char(26);
begin
  if coalesce(cardinality(p_new_ulids), 0) < 4 then
    raise exception 'four new ulids are needed' using errcode = '22023';
  end if;
  if p_note is null and (p_previous."startTime", p_previous."endTime", p_previous."status")
    = (p_booking."startTime", p_booking."endTime", p_booking."status") then
    return;
  end if;
  for i in 1 .. 2 loop
    continue when i = 2 and p_booking."hiddenFromMentee";
    insert into public."Notifications" (
      "ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
      "oldStartTime", "oldEndTime", "newStartTime", "newEndTime", "reason", "conflictOverridden",
      "overriddenVerdict", "note", "readAt")
    values (
      p_new_ulids[i], v_people[i], p_booking."ulid", p_booking."version", p_kind,
      p_attempt."actorUserUlid", p_attempt."actorRole",
      p_previous."startTime", p_previous."endTime", p_booking."startTime", p_booking."endTime",
      p_attempt."reason", coalesce(p_attempt."overrideConflict", false),
      p_attempt."overriddenVerdict", p_note,
      case when v_people[i] = p_attempt."actorUserUlid" then pg_catalog.now() end);
    continue when public.is_erased(v_people[i]);
    v_key := pg_catalog.concat_ws(':', 'mail', p_kind, p_booking."ulid", p_booking."version", v_people[i], p_note,
      case when p_note is not null then p_new_ulids[i] end);
    v_from := case when v_people[i] is distinct from p_attempt."actorUserUlid" then v_people[3 - i] end;
    if p_note is null then
      perform public.outbox_add_change(
        p_new_ulids[2 + i], v_key, p_new_ulids[i], v_people[i], v_from, p_previous, p_booking);
    else
      perform public.outbox_add(
        p_new_ulids[2 + i], v_key, p_new_ulids[i], 'note', v_people[i], v_from, p_booking."ulid");
    end if;
  end loop;
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
    "name" = 'Deleted user', "timeZone" = null, "timeZoneFrom" = null
  where "clerkUserId" = p_clerk_user_id
  returning "ulid" into v_ulid;
  if v_ulid is null then
    return false;
  end if;
  perform public.cal_integration_disconnect(v_ulid);
  delete from public."UserAddresses" where "userUlid" = v_ulid;
  delete from public."OAuthStates" where "userUlid" = v_ulid;
  delete from public."CalendarConsents" where v_ulid in ("menteeUserUlid", "coachUserUlid");
  perform public.booking_people_forget(v_ulid, v_email);
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $function$;

alter table "public"."CalendarConsents"
  add constraint "CalendarConsents_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User"(ulid);

alter table "public"."CalendarConsents"
  add constraint "CalendarConsents_menteeUserUlid_fkey" foreign key ("menteeUserUlid") references public."User"(ulid);

alter table "public"."Notifications"
  add constraint "Notifications_kind_check"
    check
    ((kind = ANY (ARRAY['bookingMoved'::text, 'bookingMovedAwaitingConfirmation'::text, 'bookingChangedUpstream'::text,
    'bookingConfirmedUpstream'::text,
    'bookingDeclinedUpstream'::text, 'bookingCancelledUpstream'::text, 'consentAsked'::text])));

create index "CalendarConsents_coach_idx" on public."CalendarConsents" using btree ("coachUserUlid");

create index "CalendarConsents_disowned_idx" on public."CalendarConsents" using btree ("disownedAt")
  where ("disownedAt" is not null);

create index "Notifications_consent_idx" on public."Notifications" using btree ("userUlid")
  where (kind = 'consentAsked'::text);

create trigger "Bookings_hide_disowned"
  before insert or update of "coachUserUlid", "menteeUserUlid" on public."Bookings"
  for each row
  execute function public.booking_hide_disowned();

create trigger "CalendarConsents_touch"
  before update on public."CalendarConsents"
  for each row
  execute function public.touch_updated_at();

create policy "participants read their bookings" on "public"."Bookings"
  for select
  to "authenticated"
  using
    ((("coachUserUlid" = ( select public.current_user_ulid() as current_user_ulid)) or (("menteeUserUlid" = ( select
    public.current_user_ulid() as current_user_ulid)) AND (not "hiddenFromMentee"))));

comment on function "public"."oauth_state_create_for_meeting"(text, character, text, text, bigint, character) is
  'p_sealed_verifier may be null.';

revoke all on function "public"."booking_hide_disowned"() from public;

revoke all on function "public"."consent_allow"(character, character, integer[], integer, integer, text) from public;

grant execute
  on function "public"."consent_allow"(character, character, integer[], integer, integer, text)
  to "service_role";

revoke all on function "public"."consent_ask"(character, character, bigint, text[]) from public;

grant execute on function "public"."consent_ask"(character, character, bigint, text[]) to "service_role";

revoke all on function "public"."consent_ask_first"(character, boolean, text[]) from public;

grant execute on function "public"."consent_ask_first"(character, boolean, text[]) to "service_role";

revoke all on function "public"."consent_disown"(character, character) from public;

grant execute on function "public"."consent_disown"(character, character) to "service_role";

revoke all on function "public"."consent_end_questions"(character, character) from public;

revoke all on function "public"."consent_event_types"(character, character) from public;

grant execute on function "public"."consent_event_types"(character, character) to "service_role";

revoke all on function "public"."consent_feed"(character, character) from public;

revoke all on function "public"."consent_next_meeting"(character, character) from public;

revoke all on function "public"."consent_restore"(character, character) from public;

grant execute on function "public"."consent_restore"(character, character) to "service_role";

revoke all on function "public"."consent_send_question"(public."Bookings", boolean, boolean, text[]) from public;

revoke all on function "public"."consent_stop"(character, character) from public;

grant execute on function "public"."consent_stop"(character, character) to "service_role";

revoke all on function "public"."consents_of_mentee"(character) from public;

grant execute on function "public"."consents_of_mentee"(character) to "service_role";

revoke all
  on function "public"."oauth_state_create_for_meeting"(text, character, text, text, bigint, character)
  from public;

grant execute
  on function "public"."oauth_state_create_for_meeting"(text, character, text, text, bigint, character)
  to "service_role";

revoke all ("calBookingId") on table "public"."Bookings" from "authenticated";

grant select ("calBookingId") on table "public"."Bookings" to "authenticated";

revoke all ("calSeriesUid") on table "public"."Bookings" from "authenticated";

grant select ("calSeriesUid") on table "public"."Bookings" to "authenticated";

revoke all ("coachUserUlid") on table "public"."Bookings" from "authenticated";

grant select ("coachUserUlid") on table "public"."Bookings" to "authenticated";

revoke all ("createdAt") on table "public"."Bookings" from "authenticated";

grant select ("createdAt") on table "public"."Bookings" to "authenticated";

revoke all ("durationMinutes") on table "public"."Bookings" from "authenticated";

grant select ("durationMinutes") on table "public"."Bookings" to "authenticated";

revoke all ("endTime") on table "public"."Bookings" from "authenticated";

grant select ("endTime") on table "public"."Bookings" to "authenticated";

revoke all ("eventTypeId") on table "public"."Bookings" from "authenticated";

grant select ("eventTypeId") on table "public"."Bookings" to "authenticated";

revoke all ("eventType") on table "public"."Bookings" from "authenticated";

grant select ("eventType") on table "public"."Bookings" to "authenticated";

revoke all ("gone") on table "public"."Bookings" from "authenticated";

grant select ("gone") on table "public"."Bookings" to "authenticated";

revoke all ("menteeUserUlid") on table "public"."Bookings" from "authenticated";

grant select ("menteeUserUlid") on table "public"."Bookings" to "authenticated";

revoke all ("replacedPerson") on table "public"."Bookings" from "authenticated";

grant select ("replacedPerson") on table "public"."Bookings" to "authenticated";

revoke all ("seriesPosition") on table "public"."Bookings" from "authenticated";

grant select ("seriesPosition") on table "public"."Bookings" to "authenticated";

revoke all ("seriesRhythm") on table "public"."Bookings" from "authenticated";

grant select ("seriesRhythm") on table "public"."Bookings" to "authenticated";

revoke all ("startTime") on table "public"."Bookings" from "authenticated";

grant select ("startTime") on table "public"."Bookings" to "authenticated";

revoke all ("status") on table "public"."Bookings" from "authenticated";

grant select ("status") on table "public"."Bookings" to "authenticated";

revoke all ("title") on table "public"."Bookings" from "authenticated";

grant select ("title") on table "public"."Bookings" to "authenticated";

revoke all ("ulid") on table "public"."Bookings" from "authenticated";

grant select ("ulid") on table "public"."Bookings" to "authenticated";

revoke all ("updatedAt") on table "public"."Bookings" from "authenticated";

grant select ("updatedAt") on table "public"."Bookings" to "authenticated";

revoke all ("upstreamChanged") on table "public"."Bookings" from "authenticated";

grant select ("upstreamChanged") on table "public"."Bookings" to "authenticated";

revoke all ("version") on table "public"."Bookings" from "authenticated";

grant select ("version") on table "public"."Bookings" to "authenticated";

grant delete, insert, select, update on table "public"."CalendarConsents" to "service_role";

reset check_function_bodies;
