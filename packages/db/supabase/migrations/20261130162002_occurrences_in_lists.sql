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
      "endTime", "status", "askedAt", "version", "upstreamChanged", "seriesPosition", "seriesRhythm", "eventType",
      "replacedPerson", "gone", "calSeriesUid" is not null as "isOccurrence", null as "calDetails", "calDetails" ->> 'joinUrl' as "joinUrl", "acknowledgedVersion",
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
    select "kind", "actorRole", "toStartTime", "toEndTime" from public."RescheduleAttempts"
    where "bookingUlid" = shown."ulid" and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
    limit 1) as moving on true
$function$;

reset check_function_bodies;
