set check_function_bodies = off;

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
      "endTime", "status", "version", "upstreamChanged", "seriesPosition", "seriesRhythm", "eventType",
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
    select "actorRole", "toStartTime", "toEndTime" from public."RescheduleAttempts"
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
        when mine."isCoach" then case when mine."isAskedMove" and mine."endTime" > p_now then 'confirm' end
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
    mine."status" = 'pending' and moved."attemptUlid" is not null
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

create or replace function public.bookings_past (
  p_user_ulid character,
  p_now timestamp with time zone,
  p_is_before boolean,
  p_start timestamp with time zone,
  p_ulid character,
  p_limit integer
)
  returns character[]
  language plpgsql
  stable
  security definer
  set search_path to ''
  AS $function$
begin
  if p_is_before then
    return array(
      select near."ulid" from (
        (select "ulid", "startTime" from public."Bookings"
        where "coachUserUlid" = p_user_ulid and "endTime" <= p_now and ("startTime", "ulid") > (p_start, p_ulid)
        order by "startTime", "ulid" limit p_limit)
        union all
        (select "ulid", "startTime" from public."Bookings"
        where "menteeUserUlid" = p_user_ulid and not "hiddenFromMentee"
          and "endTime" <= p_now and ("startTime", "ulid") > (p_start, p_ulid)
        order by "startTime", "ulid" limit p_limit)) as near
      order by near."startTime", near."ulid" limit p_limit);
  end if;
  return array(
    select near."ulid" from (
      (select "ulid", "startTime" from public."Bookings"
      where "coachUserUlid" = p_user_ulid and "endTime" <= p_now and ("startTime", "ulid") < (p_start, p_ulid)
      order by "startTime" desc, "ulid" desc limit p_limit)
      union all
      (select "ulid", "startTime" from public."Bookings"
      where "menteeUserUlid" = p_user_ulid and not "hiddenFromMentee"
        and "endTime" <= p_now and ("startTime", "ulid") < (p_start, p_ulid)
      order by "startTime" desc, "ulid" desc limit p_limit)) as near
    order by near."startTime" desc, near."ulid" desc limit p_limit);
end $function$;

create or replace function public.connection_status (
  p_user_ulid character
)
  returns text
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select coalesce((
    select "status" from public."CalIntegrations" where "userUlid" = p_user_ulid and "status" <> 'disconnected'),
    'notConnected')
$function$;

create or replace function public.fold_text (
  p_text text
)
  returns text
  language sql
  immutable
  set search_path to ''
  AS $function$
  select replace(replace(replace(translate(
    lower(regexp_replace(normalize(p_text, NFKD), U&'[\0300-\036F]', '', 'g')),
    'øłđðħı', 'olddhi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
$function$;

comment on function "public"."bookings_list"(character, boolean, timestamp with time zone, timestamp
  with time zone,
  timestamp with time zone, jsonb, boolean, timestamp with time zone, character, integer) is 'p_start and p_ulid may be null.';

revoke all on function "public"."booking_in_list"(character, character) from public;

revoke all
  on function "public"."bookings_list"(character, boolean, timestamp with time zone, timestamp with time zone, timestamp
    with time zone, jsonb, boolean, timestamp with time zone, character, integer)
  from public;

grant execute
  on function "public"."bookings_list"(character, boolean, timestamp with time zone, timestamp with time zone, timestamp
    with time zone, jsonb, boolean, timestamp with time zone, character, integer)
  to "authenticated", "service_role";

revoke all on function "public"."bookings_of"(character, timestamp with time zone, timestamp with time zone) from public;

revoke all
  on function "public"."bookings_past"(character, timestamp with time zone, boolean, timestamp
    with time zone, character, integer)
  from public;

revoke all on function "public"."connection_status"(character) from public;

revoke all on function "public"."fold_text"(text) from public;

reset check_function_bodies;
