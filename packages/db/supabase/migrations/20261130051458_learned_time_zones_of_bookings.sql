set check_function_bodies = off;

revoke all on function "public"."booking_learn_time_zones"(text, text, text) from "service_role";

create or replace function public.bookings_learn_time_zones (
  p_seen jsonb
)
  returns SETOF text
  language sql
  security definer
  set search_path to ''
  AS $function$
  select learned.* from jsonb_to_recordset(p_seen) as seen ("calBookingUid" text, "coach" text, "mentee" text)
  cross join lateral public.booking_learn_time_zones(seen."calBookingUid", seen."coach", seen."mentee") as learned
$function$;

revoke all on function "public"."bookings_learn_time_zones"(jsonb) from public;

grant execute on function "public"."bookings_learn_time_zones"(jsonb) to "service_role";

reset check_function_bodies;
