set check_function_bodies = off;

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
end $function$;

reset check_function_bodies;
