set check_function_bodies = off;

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
  if not exists (
    select from public."CalIntegrations" where "userUlid" = p_mentee_user_ulid and "status" <> 'disconnected') then
    return jsonb_build_object('outcome', 'notConnected');
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
  v_before text;
begin
  select "coachUserUlid" into v_coach from public."Bookings"
  where "ulid" = p_booking_ulid and "menteeUserUlid" = p_mentee_user_ulid;
  if not found then
    return null;
  end if;
  select "state" into v_before from public."CalendarConsents"
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = v_coach for update;
  if v_before = 'allowed' then
    perform public.consent_feed(p_mentee_user_ulid, v_coach);
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

create or replace function public.consent_feed (
  p_mentee_user_ulid character,
  p_coach_user_ulid character
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid", "menteeUserUlid")
  select 'booking', "ulid", "coachUserUlid", "menteeUserUlid" from public."Bookings"
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
    and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
$function$;

create or replace function public.consent_stop (
  p_mentee_user_ulid character,
  p_coach_user_ulid character
)
  returns SETOF public."CalendarConsents"
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_before text;
begin
  select "state" into v_before from public."CalendarConsents"
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = p_coach_user_ulid for update;
  -- Another host may have taken over the pair's last meeting; what was allowed can be taken back all the same.
  if not found and not exists (select from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid) then
    return;
  end if;
  perform public.consent_end_questions(p_mentee_user_ulid, p_coach_user_ulid);
  if v_before = 'allowed' then
    perform public.consent_feed(p_mentee_user_ulid, p_coach_user_ulid);
  end if;
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

reset check_function_bodies;
