-- Bookings, and every uid under which Cal.com has known each of them.

create table public."Bookings" (
  "ulid" char(26) primary key,
  -- Cal.com's current uid: every reschedule there creates a booking with a new one.
  "calBookingId" text not null unique,
  "coachUserUlid" char(26) not null,
  "menteeUserUlid" char(26) not null,
  "title" text not null,
  "eventTypeId" integer not null,
  "durationMinutes" integer not null,
  "startTime" timestamptz(3) not null,
  "endTime" timestamptz(3) not null,
  "status" text not null default 'accepted',
  -- Since when a move waits for the coach's answer. Null also for a first request, which was never confirmed.
  "askedAt" timestamptz(3),
  -- 1 + the number of this booking's rows in "BookingEvents".
  "version" integer not null default 1,
  -- Whether the latest change was made in Cal.com itself.
  "upstreamChanged" boolean not null default false,
  -- Cal.com's uid of the recurring series that the booking is an occurrence of. It survives every move.
  "calSeriesUid" text,
  -- The occurrence's place among those the series was created with, from 1, and their distance where it is regular.
  "seriesPosition" integer,
  "seriesRhythm" text,
  -- The event type's rules for moves, as last read at Cal.com; null until they have been.
  "eventType" jsonb,
  -- Whose place at Cal.com was taken by a person who is not a user: the booking cannot be moved here.
  "replacedPerson" text,
  -- Since when Cal.com no longer knows the current uid, and whether a second look confirmed it.
  "missingSince" timestamptz(3),
  "gone" boolean not null default false,
  -- Whether the mentee says that they do not know the coach: then it is not theirs to see.
  "hiddenFromMentee" boolean not null default false,
  -- What Cal.com has beside times and people, as last read: { joinUrl, location, description, answers }.
  "calDetails" jsonb,
  -- The version that the mentee said works for them, and when.
  "acknowledgedVersion" integer,
  "acknowledgedAt" timestamptz(3),
  -- When the booking was last taken to be read on its own, because its coach is not connected.
  "calReadAt" timestamptz(3),
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "Bookings_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User" ("ulid"),
  constraint "Bookings_menteeUserUlid_fkey" foreign key ("menteeUserUlid") references public."User" ("ulid"),
  constraint "Bookings_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "Bookings_calBookingId_check" check (char_length("calBookingId") between 1 and 200),
  constraint "Bookings_people_check" check ("coachUserUlid" <> "menteeUserUlid"),
  constraint "Bookings_title_check" check (char_length("title") <= 500),
  constraint "Bookings_durationMinutes_check" check ("durationMinutes" between 1 and 1440),
  constraint "Bookings_times_check" check ("endTime" > "startTime"),
  -- bookings_page relies on this: a meeting that is still going on started less than a day ago.
  constraint "Bookings_length_check" check ("endTime" - "startTime" <= interval '24 hours'),
  constraint "Bookings_status_check" check ("status" in ('accepted', 'pending', 'cancelled', 'rejected')),
  constraint "Bookings_version_check" check ("version" >= 1),
  constraint "Bookings_eventType_check" check (jsonb_typeof("eventType") = 'object'),
  constraint "Bookings_calDetails_check" check (jsonb_typeof("calDetails") = 'object'),
  constraint "Bookings_acknowledged_check" check (("acknowledgedVersion" is null) = ("acknowledgedAt" is null)),
  constraint "Bookings_replacedPerson_check" check ("replacedPerson" in ('coach', 'mentee')),
  constraint "Bookings_gone_check" check (not "gone" or "missingSince" is not null),
  constraint "Bookings_calSeriesUid_check" check (char_length("calSeriesUid") between 1 and 200),
  constraint "Bookings_seriesPosition_check" check ("seriesPosition" >= 1),
  constraint "Bookings_seriesRhythm_check" check (
    "seriesRhythm" in ('daily', 'weekly', 'fortnightly', 'monthly', 'yearly')),
  constraint "Bookings_series_check" check (
    "calSeriesUid" is not null or coalesce("seriesPosition"::text, "seriesRhythm") is null)
);
-- Room in each page, so that an update of columns without an index stays there and touches no index.
alter table public."Bookings" set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index "Bookings_coach_start_idx" on public."Bookings" ("coachUserUlid", "startTime");
create index "Bookings_mentee_start_idx" on public."Bookings" ("menteeUserUlid", "startTime");
create index "Bookings_pair_idx" on public."Bookings" ("coachUserUlid", "menteeUserUlid");
create index "Bookings_series_idx" on public."Bookings" ("calSeriesUid") where "calSeriesUid" is not null;
-- For the job that reads the bookings of coaches who are not connected.
create index "Bookings_live_idx" on public."Bookings" ("startTime", "ulid")
  where "status" in ('accepted', 'pending');
create trigger "Bookings_touch" before update on public."Bookings"
  for each row execute function public.touch_updated_at();
alter table public."Bookings" enable row level security;
grant select, insert, update, delete on public."Bookings" to service_role;

create table public."BookingCalRefs" (
  "calBookingUid" text primary key,
  "bookingUlid" char(26) not null,
  "createdAt" timestamptz(3) not null default now(),
  -- The newest change of this uid's booking at Cal.com that was observed, by Cal.com's clock.
  "calUpdatedAt" timestamptz(3),
  constraint "BookingCalRefs_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid")
);
create index "BookingCalRefs_booking_idx" on public."BookingCalRefs" ("bookingUlid");
alter table public."BookingCalRefs" enable row level security;
grant select, insert, update, delete on public."BookingCalRefs" to service_role;

-- The booking that Cal.com knows, or once knew, under a uid; locked. No row when it is not one of ours.
create function public.booking_by_cal_uid(p_cal_uid text) returns setof public."Bookings"
language sql set search_path = '' as $$
  select found.* from public."Bookings" found
  where found."ulid" = coalesce(
    (select "ulid" from public."Bookings" where "calBookingId" = p_cal_uid),
    (select "bookingUlid" from public."BookingCalRefs" where "calBookingUid" = p_cal_uid))
  for update
$$;

-- Whether a later change was observed already: a list can be read before a webhook's booking and recorded after it.
-- Notes the newest one. Null, where Cal.com did not say when the booking was changed, is not outdated. The caller has
-- locked the booking.
create function public.observation_is_outdated(p_cal_uid text, p_cal_updated_at timestamptz) returns boolean
language plpgsql set search_path = '' as $$
begin
  update public."BookingCalRefs" set "calUpdatedAt" = p_cal_updated_at
  where "calBookingUid" = p_cal_uid and p_cal_updated_at::timestamptz(3) > coalesce("calUpdatedAt", '-infinity');
  return exists (
    select from public."BookingCalRefs"
    where "calBookingUid" = p_cal_uid and "calUpdatedAt" > p_cal_updated_at::timestamptz(3));
end $$;
comment on function public.observation_is_outdated is 'p_cal_updated_at may be null.';

-- Those of the uids under which one of ours is or was known, as a JSON array of { calUid, booking }.
create function public.bookings_by_cal_uids(p_cal_uids text[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('calUid', wanted.uid, 'booking', to_jsonb(found))), '[]')
  from unnest(p_cal_uids) as wanted (uid)
  join public."Bookings" as found on found."ulid" = coalesce(
    (select "ulid" from public."Bookings" where "calBookingId" = wanted.uid),
    (select "bookingUlid" from public."BookingCalRefs" where "calBookingUid" = wanted.uid))
$$;

-- For servers of the version before: one page of a user's bookings. Participants are looked up for this page
-- only: a join in the caller would look up those of every booking first. Row-level security applies to the caller; the
-- server leaves out by itself what is hidden from the user. Without Cal.com's uids, which the user may not read.
create function public.bookings_page(
  p_user_ulid char(26), p_is_upcoming boolean, p_now timestamptz, p_after_start timestamptz,
  p_after_ulid char(26), p_limit integer
) returns jsonb
language plpgsql stable set search_path = '' as $$
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
end $$;
comment on function public.bookings_page is 'p_after_start and p_after_ulid may be null.';

-- Imports a booking seen at Cal.com, unless it, or one it was moved from, is known under any uid it ever had. A known
-- one is left as it is: moves go through reschedule_apply, which holds the row lock that this function waits for.
create function public.booking_import_observed(
  p_ulid char(26), p_cal_uid text, p_earlier_cal_uids text[], p_coach_user_ulid char(26),
  p_mentee_user_ulid char(26), p_title text, p_event_type_id integer, p_duration_minutes integer,
  p_start_time timestamptz, p_end_time timestamptz, p_status text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_ulid char(26);
  v_uid text;
begin
  foreach v_uid in array p_earlier_cal_uids || p_cal_uid loop
    select "ulid" into v_ulid from public.booking_by_cal_uid(v_uid);
    if found then
      return jsonb_build_object('outcome', 'known', 'bookingUlid', v_ulid);
    end if;
  end loop;
  insert into public."Bookings" (
    "ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId",
    "durationMinutes", "startTime", "endTime", "status")
  values (p_ulid, p_cal_uid, p_coach_user_ulid, p_mentee_user_ulid, p_title, p_event_type_id,
    p_duration_minutes, p_start_time, p_end_time, p_status)
  on conflict ("calBookingId") do nothing;
  if not found then -- a concurrent import inserted it first
    select "ulid" into v_ulid from public.booking_by_cal_uid(p_cal_uid);
    return jsonb_build_object('outcome', 'known', 'bookingUlid', v_ulid);
  end if;
  insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid") values (p_cal_uid, p_ulid);
  return jsonb_build_object('outcome', 'created', 'bookingUlid', p_ulid);
end $$;

-- The same for an occurrence of a recurring series; notes the series also for a booking that is known without it.
create function public.booking_import_occurrence(
  p_ulid char(26), p_cal_uid text, p_earlier_cal_uids text[], p_coach_user_ulid char(26),
  p_mentee_user_ulid char(26), p_title text, p_event_type_id integer, p_duration_minutes integer,
  p_start_time timestamptz, p_end_time timestamptz, p_status text,
  p_series_uid text, p_series_position integer, p_series_rhythm text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
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
end $$;
comment on function public.booking_import_occurrence is 'p_series_position and p_series_rhythm may be null.';

-- A booking moved twice in Cal.com between two reads may have been imported under its last uid as a separate booking.
-- Deletes that duplicate once the moves are followed, provided that nothing ever happened to it here.
create function public.booking_absorb(p_cal_uid text, p_into_ulid char(26)) returns void
language plpgsql set search_path = '' as $$
declare
  v_copy char(26);
begin
  select copy."ulid" into v_copy from public."Bookings" as copy
  join public."Bookings" as original on original."ulid" = p_into_ulid
  where copy."calBookingId" = p_cal_uid and copy."ulid" <> p_into_ulid and copy."version" = 1
    and copy."coachUserUlid" = original."coachUserUlid" and copy."menteeUserUlid" = original."menteeUserUlid"
    and not exists (select from public."RescheduleAttempts" where "bookingUlid" = copy."ulid")
    and not exists (select from public."Notifications" where "bookingUlid" = copy."ulid")
  for update of copy;
  if found then
    delete from public."BookingCalRefs" where "bookingUlid" = v_copy;
    delete from public."Bookings" where "ulid" = v_copy;
  end if;
end $$;

-- Notes the time zones that a booking at Cal.com gives for its two people; null notes nothing. Returns the Clerk ids of
-- those whose row has changed.
create function public.booking_learn_time_zones(p_cal_uid text, p_coach_time_zone text, p_mentee_time_zone text)
returns setof text
language sql security definer set search_path = '' as $$
  select learned.* from public."Bookings" as seen
  cross join lateral (
    select public.user_learn_time_zone(seen."coachUserUlid", p_coach_time_zone, 'booking')
    union all
    select public.user_learn_time_zone(seen."menteeUserUlid", p_mentee_time_zone, 'booking')) as learned
  where seen."calBookingId" = p_cal_uid
$$;
comment on function public.booking_learn_time_zones is 'p_coach_time_zone and p_mentee_time_zone may be null.';

-- The same for several bookings: p_seen is an array of { calBookingUid, coach, mentee }.
create function public.bookings_learn_time_zones(p_seen jsonb) returns setof text
language sql security definer set search_path = '' as $$
  select learned.* from jsonb_to_recordset(p_seen) as seen ("calBookingUid" text, "coach" text, "mentee" text)
  cross join lateral public.booking_learn_time_zones(seen."calBookingUid", seen."coach", seen."mentee") as learned
$$;

-- The event type's rules for moves, for all upcoming bookings of a coach with that event type. Its title is theirs.
create function public.bookings_note_event_type(
  p_coach_user_ulid char(26), p_event_type_id integer, p_event_type jsonb
) returns void
language sql security definer set search_path = '' as $$
  update public."Bookings" set
    "eventType" = p_event_type,
    "title" = coalesce(nullif(left(p_event_type ->> 'title', 500), ''), "title")
  where "coachUserUlid" = p_coach_user_ulid and "eventTypeId" = p_event_type_id
    and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
    and "eventType" is distinct from p_event_type
$$;

grant execute on function public.bookings_page, public.bookings_by_cal_uids, public.booking_import_observed, public.booking_import_occurrence,
  public.bookings_learn_time_zones, public.bookings_note_event_type
  to service_role;
