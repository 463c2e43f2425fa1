-- The list of meetings: one page of it, and the counts beside it.

-- Text as a search compares it: without case and accents. "Łódź" is "lodz".
create function public.fold_text(p_text text) returns text
language sql immutable set search_path = '' as $$
  select replace(replace(replace(translate(
    lower(regexp_replace(normalize(p_text, NFKD), U&'[\0300-\036F]', '', 'g')),
    'øłđðħı', 'olddhi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
$$;

-- A user's meetings that start in [p_from, p_to), with what a list is searched and counted by.
create function public.bookings_of(p_user_ulid char(26), p_from timestamptz, p_to timestamptz)
returns table (
  "ulid" char(26), "startTime" timestamptz, "endTime" timestamptz, "status" text, "title" text,
  "otherUlid" char(26), "otherName" text, "isCoach" boolean, "consent" text,
  "changedAt" timestamptz, "isAskedMove" boolean)
language sql stable security definer set search_path = '' as $$
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
$$;

-- How a person's account is for a reader: what is not connected and what was disconnected is the same.
create function public.connection_status(p_user_ulid char(26)) returns text
language sql stable security definer set search_path = '' as $$
  select coalesce((
    select "status" from public."CalIntegrations" where "userUlid" = p_user_ulid and "status" <> 'disconnected'),
    'notConnected')
$$;

-- Meetings as one of their people reads them in a list, in the order of p_booking_ulids: with both people, the last move
-- and the move in flight, without Cal.com's uids. A coach learns of the mentee's account what the mentee has agreed to.
create function public.bookings_in_list(p_booking_ulids char(26)[], p_user_ulid char(26)) returns jsonb
language sql stable security definer set search_path = '' as $$
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
$$;

-- One page of a user's past meetings, whatever their number: the nearest before a place in the list, or after it.
create function public.bookings_past(
  p_user_ulid char(26), p_now timestamptz, p_is_before boolean, p_start timestamptz, p_ulid char(26), p_limit integer
) returns char(26)[]
language plpgsql stable security definer set search_path = '' as $$
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
end $$;

-- One page of a user's meetings as a JSON object: "rows", and beside them "total" and "starts" of all that match, and
-- "counts" and "people" whatever is searched. Upcoming meetings are those that have not ended at p_now. Of past ones
-- only those since p_since are counted and searched, so that no query grows with the history.
-- p_filter: words, which ("needsMe", "changed"), personUlid, from, to; p_changed_since: what "changed" means.
create function public.bookings_list(
  p_user_ulid char(26), p_is_upcoming boolean, p_now timestamptz, p_since timestamptz, p_changed_since timestamptz,
  p_filter jsonb, p_is_before boolean, p_start timestamptz, p_ulid char(26), p_limit integer
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
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
end $$;
comment on function public.bookings_list is 'p_start and p_ulid may be null.';
grant execute on function public.bookings_list to service_role;
