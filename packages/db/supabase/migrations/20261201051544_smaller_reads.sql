set check_function_bodies = off;

create or replace function public.booking_context (
  p_clerk_user_id text,
  p_booking_ulid character,
  p_now timestamp with time zone,
  p_plans_from timestamp with time zone,
  p_plans_to timestamp with time zone,
  p_view_from timestamp with time zone,
  p_view_to timestamp with time zone,
  p_beyond_ms bigint
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path to ''
  AS $function$
declare
  v_reader public."User";
  v_booking public."Bookings";
  v_coach char(26);
  v_mentee char(26);
  v_part jsonb;
  v_self jsonb;
  v_other jsonb;
  v_plans jsonb := '[]';
  v_own jsonb := '[]';
  -- Bookings_length_check: none is longer.
  c_longest constant interval := interval '24 hours';
begin
  select * into v_reader from public."User" where "clerkUserId" = p_clerk_user_id;
  select * into v_booking from public."Bookings"
  where "ulid" = p_booking_ulid
    and ("coachUserUlid" = v_reader."ulid" or ("menteeUserUlid" = v_reader."ulid" and not "hiddenFromMentee"));
  if v_booking."ulid" is null then
    return jsonb_build_object('user', case when v_reader."ulid" is not null then to_jsonb(v_reader) end, 'around', null);
  end if;
  v_coach := v_booking."coachUserUlid";
  v_mentee := v_booking."menteeUserUlid";
  v_part := public.booking_server_part(p_booking_ulid, v_reader."ulid");
  v_self := jsonb_build_object('ulid', v_reader."ulid", 'name', v_reader."name", 'timeZone', v_reader."timeZone");
  select jsonb_build_object('ulid', "ulid", 'name', "name", 'timeZone', "timeZone") into v_other from public."User"
  where "ulid" = case v_reader."ulid" when v_coach then v_mentee else v_coach end;

  if p_plans_to is not null then
    select coalesce(jsonb_agg(jsonb_build_array(
        round(extract(epoch from "startTime") * 1000), round(extract(epoch from "endTime") * 1000),
        case "status" when 'accepted' then "menteeUserUlid" end) order by "startTime", "ulid"), '[]')
      into v_plans
    from public."Bookings"
    where "coachUserUlid" = v_coach and "ulid" <> p_booking_ulid and "status" in ('accepted', 'pending')
      and (("startTime" > p_plans_from - c_longest and "startTime" < p_plans_to and "endTime" > p_plans_from)
        or ("startTime" > p_now - c_longest
          and "startTime" < v_booking."endTime" + public.to_interval(p_beyond_ms) and "endTime" > p_now));
  end if;
  if p_view_to is not null and v_reader."ulid" = v_coach then
    select coalesce(jsonb_agg(jsonb_build_array(
        round(extract(epoch from "startTime") * 1000), round(extract(epoch from "endTime") * 1000), "title")
        order by "startTime", "ulid"), '[]')
      into v_own
    from (
      select * from public."Bookings"
      where "coachUserUlid" = v_coach and "startTime" > p_view_from - c_longest and "startTime" < p_view_to
      union all
      select * from public."Bookings"
      where "menteeUserUlid" = v_coach and not "hiddenFromMentee"
        and "startTime" > p_view_from - c_longest and "startTime" < p_view_to) as theirs
    where "endTime" > p_view_from and "ulid" <> p_booking_ulid and "status" in ('accepted', 'pending');
  end if;

  return jsonb_build_object('user', to_jsonb(v_reader), 'around', jsonb_build_object(
    'booking', to_jsonb(v_booking) || jsonb_build_object(
      'counterpartEmail', v_part -> 'counterpartEmail',
      'coach', case v_reader."ulid" when v_coach then v_self else v_other end,
      'mentee', case v_reader."ulid" when v_mentee then v_self else v_other end),
    'coachAccount', (
      select to_jsonb(account) from public."CalIntegrations" as account
      where "userUlid" = v_coach and "status" <> 'disconnected'),
    'menteeAccount', (
      select to_jsonb(account) from public."CalIntegrations" as account
      where "userUlid" = v_mentee and "status" <> 'disconnected'),
    'inFlight', (
      select coalesce(jsonb_agg(to_jsonb(attempt)), '[]') from public."RescheduleAttempts" as attempt
      where "coachUserUlid" = v_coach and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')),
    'consent', (
      select to_jsonb(consent) from public."CalendarConsents" as consent
      where "coachUserUlid" = v_coach and "menteeUserUlid" = v_mentee),
    'coachRemindedAt', (
      select max("createdAt") from public."Notifications"
      where "userUlid" = v_coach and "actorUserUlid" = v_mentee and "kind" = 'coachNotConnected'),
    'plans', v_plans,
    'own', v_own));
end $function$;

create or replace function public.booking_context_leasing (
  p_clerk_user_id text,
  p_booking_ulid character,
  p_now timestamp with time zone,
  p_plans_from timestamp with time zone,
  p_plans_to timestamp with time zone,
  p_view_from timestamp with time zone,
  p_view_to timestamp with time zone,
  p_beyond_ms bigint,
  p_lease jsonb
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_context jsonb := public.booking_context(
    p_clerk_user_id, p_booking_ulid, p_now, p_plans_from, p_plans_to, p_view_from, p_view_to, p_beyond_ms);
  v_reader text := v_context -> 'user' ->> 'ulid';
  v_asks jsonb;
begin
  select jsonb_agg(jsonb_build_object('key', public.budget_key(share."name"), 'permille', share."permille",
      'want', p_lease -> 'batch'))
    into v_asks
  from (values (v_context #> '{around,coachAccount}'), (v_context #> '{around,menteeAccount}')) as accounts (account)
  cross join lateral (values
    ('account ' || (account ->> 'userUlid'),
      case account ->> 'userUlid' when v_reader then p_lease -> 'own' else p_lease -> 'guests' end),
    ('account ' || (account ->> 'userUlid') || ' by ' || nullif(v_reader, account ->> 'userUlid'), p_lease -> 'guest')
  ) as share ("name", "permille")
  -- A coach who may not see when the mentee is busy asks nothing of the mentee's account.
  where account ->> 'status' = 'connected' and share."name" is not null
    and (v_reader = account ->> 'userUlid' or v_reader <> v_context #>> '{around,booking,coachUserUlid}'
      or v_context #>> '{around,consent,state}' = 'allowed');
  return v_context || jsonb_build_object('leases', public.cal_budget_lease(coalesce(v_asks, '[]')));
end $function$;

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
  where "ulid" in (select (wanted ->> 'bookingUlid')::char(26) from pg_catalog.jsonb_array_elements(p_times) as wanted)
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

reset check_function_bodies;
