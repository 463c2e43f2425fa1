set check_function_bodies = off;

create or replace function public.user_upcoming_counts (
  p_user_ulid character
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'hosted', count(*) filter (where "coachUserUlid" = p_user_ulid),
    'people', count(distinct "menteeUserUlid") filter (where "coachUserUlid" = p_user_ulid),
    'attended', count(*) filter (where "menteeUserUlid" = p_user_ulid))
  from public."Bookings"
  where ("coachUserUlid" = p_user_ulid or "menteeUserUlid" = p_user_ulid)
    and "startTime" > pg_catalog.now() and "status" in ('accepted', 'pending') and not "gone"
$function$;

revoke all on function "public"."user_upcoming_counts"(character) from public;

grant execute on function "public"."user_upcoming_counts"(character) to "service_role";

reset check_function_bodies;
