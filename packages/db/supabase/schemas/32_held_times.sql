-- Times that a plan of several moves is about to use. While they are held, no other meeting of the coach is moved there
-- by Reslot; Cal.com knows nothing of them, so a stranger may still book one. A plan that dies frees its times by itself:
-- only its worker renews them.

create table public."HeldTimes" (
  -- The plan.
  "holderUlid" char(26) not null,
  "bookingUlid" char(26) not null,
  "coachUserUlid" char(26) not null,
  -- With the buffers of the meeting's event type.
  "startTime" timestamptz(3) not null,
  "endTime" timestamptz(3) not null,
  "until" timestamptz(3) not null,
  constraint "HeldTimes_pkey" primary key ("holderUlid", "bookingUlid"),
  constraint "HeldTimes_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid"),
  constraint "HeldTimes_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User" ("ulid"),
  constraint "HeldTimes_times_check" check ("endTime" > "startTime"),
  constraint "HeldTimes_coach_excl" exclude using gist (
    "coachUserUlid" with =, tstzrange("startTime", "endTime") with &&)
);
alter table public."HeldTimes" enable row level security;
grant select, insert, update, delete on public."HeldTimes" to service_role;

-- Holds all times of a plan, or none: "taken" names the bookings whose time is held by another plan, or is the target of
-- a move in flight of another meeting. Repeating it with the same times holds them longer; times that are not named any
-- more are freed. p_times: [{ bookingUlid, startTime, endTime }].
create function public.held_times_take(
  p_holder_ulid char(26), p_coach_user_ulid char(26), p_times jsonb, p_keep_ms bigint
) returns jsonb
language plpgsql security definer set search_path = '' as $$
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
    "bookingUlid" char(26), "startTime" timestamptz, "endTime" timestamptz)
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
    "bookingUlid" char(26), "startTime" timestamptz, "endTime" timestamptz);
  return pg_catalog.jsonb_build_object('kind', 'held', 'until', v_now + public.to_interval(p_keep_ms));
end $$;

-- Frees the times of a plan, or those of one of its bookings.
create function public.held_times_free(p_holder_ulid char(26), p_booking_ulid char(26)) returns void
language sql security definer set search_path = '' as $$
  delete from public."HeldTimes"
  where "holderUlid" = p_holder_ulid and (p_booking_ulid is null or "bookingUlid" = p_booking_ulid)
$$;
comment on function public.held_times_free is 'p_booking_ulid may be null.';

-- What a coach's plans hold now.
create function public.held_times_of(p_coach_user_ulid char(26)) returns setof public."HeldTimes"
language sql stable security definer set search_path = '' as $$
  select * from public."HeldTimes"
  where "coachUserUlid" = p_coach_user_ulid and "until" > pg_catalog.clock_timestamp()
  order by "startTime"
$$;

grant execute on function public.held_times_take, public.held_times_free, public.held_times_of to service_role;
