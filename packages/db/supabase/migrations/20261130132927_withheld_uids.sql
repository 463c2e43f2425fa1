set check_function_bodies = off;

revoke all ("calBookingId") on table "public"."Bookings" from "authenticated";

revoke all ("calSeriesUid") on table "public"."Bookings" from "authenticated";

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
        "endTime", "status", "version", "upstreamChanged", "seriesPosition", "seriesRhythm", "eventType",
        "replacedPerson", "gone", "createdAt", "updatedAt"
      from public."Bookings" where "ulid" = wanted.ulid) as page
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."coachUserUlid") as coach
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."menteeUserUlid") as mentee);
end $function$;

reset check_function_bodies;
