set check_function_bodies = off;

alter table "public"."User"
  alter column "timeZone" drop default;

alter table "public"."User"
  add column "timeZoneFrom" text;

alter table "public"."User"
  alter column "timeZone" drop not null;

-- 'UTC' was the default for people whose zone was not known.
update "public"."User" set "timeZone" = null where "timeZone" = 'UTC';

create or replace function public.booking_learn_time_zones (
  p_cal_uid text,
  p_coach_time_zone text,
  p_mentee_time_zone text
)
  returns SETOF text
  language sql
  security definer
  set search_path to ''
  AS $function$
  select learned.* from public."Bookings" as seen
  cross join lateral (
    select public.user_learn_time_zone(seen."coachUserUlid", p_coach_time_zone, 'booking')
    union all
    select public.user_learn_time_zone(seen."menteeUserUlid", p_mentee_time_zone, 'booking')) as learned
  where seen."calBookingId" = p_cal_uid
$function$;

create or replace function public.time_zone_replaces (
  p_from text,
  p_known_from text
)
  returns boolean
  language sql
  immutable
  set search_path to ''
  AS $function$
  select coalesce(array_position(weakest_first, p_from) > array_position(weakest_first, p_known_from), true)
    or (p_from = p_known_from and p_from in ('choice', 'cal'))
  from (values (array['browser', 'booking', 'cal', 'choice'])) as ranks (weakest_first)
$function$;

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
begin
  update public."User" set
    "clerkUserId" = 'deleted:' || "ulid", "email" = lower("ulid") || '@deleted.invalid',
    "name" = 'Deleted user', "timeZone" = null, "timeZoneFrom" = null
  where "clerkUserId" = p_clerk_user_id
  returning "ulid" into v_ulid;
  if v_ulid is null then
    return false;
  end if;
  perform public.cal_integration_disconnect(v_ulid);
  delete from public."OAuthStates" where "userUlid" = v_ulid;
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $function$;

create or replace function public.user_learn_time_zone (
  p_user_ulid character,
  p_time_zone text,
  p_from text
)
  returns SETOF text
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."User" set "timeZone" = p_time_zone, "timeZoneFrom" = p_from
  where "ulid" = p_user_ulid and p_time_zone is not null
    and "clerkUserId" <> 'deleted:' || "ulid"
    and public.time_zone_replaces(p_from, "timeZoneFrom")
    and ("timeZone", "timeZoneFrom") is distinct from (p_time_zone, p_from)
  returning "clerkUserId"
$function$;

alter table "public"."User"
  add constraint "User_timeZoneFrom_check"
    check (("timeZoneFrom" = ANY (ARRAY['choice'::text, 'cal'::text, 'booking'::text, 'browser'::text])));

comment on function "public"."booking_learn_time_zones"(text, text, text) is 'p_coach_time_zone and p_mentee_time_zone may be null.';

comment on function "public"."user_learn_time_zone"(character, text, text) is 'p_time_zone may be null.';

revoke all on function "public"."booking_learn_time_zones"(text, text, text) from public;

grant execute on function "public"."booking_learn_time_zones"(text, text, text) to "service_role";

revoke all on function "public"."time_zone_replaces"(text, text) from public;

revoke all on function "public"."user_learn_time_zone"(character, text, text) from public;

grant execute on function "public"."user_learn_time_zone"(character, text, text) to "service_role";

reset check_function_bodies;
