set check_function_bodies = off;

create or replace function public.mail_known_senders (
  p_notification_ulids text[]
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'notificationUlid', note."ulid",
    'address', case note."userUlid" when about."coachUserUlid" then people."attendeeEmail" else people."hostEmail" end
  )), '[]')
  from public."Notifications" as note
  join public."Bookings" as about on about."ulid" = note."bookingUlid"
  left join public."BookingPeople" as people on people."bookingUlid" = about."ulid"
  where note."ulid" = any (p_notification_ulids::char(26)[])
    and note."userUlid" in (about."coachUserUlid", about."menteeUserUlid")
    and (
      exists (
        select from public."CalendarConsents" as consent
        where consent."menteeUserUlid" = note."userUlid" and consent."coachUserUlid" = about."coachUserUlid"
          and consent."state" = 'allowed')
      or exists (
        select from public."Bookings" as theirs
        join public."BookingEvents" as moved on moved."bookingUlid" = theirs."ulid"
        where theirs."coachUserUlid" = about."coachUserUlid" and theirs."menteeUserUlid" = about."menteeUserUlid"
          and moved."actorUserUlid" = note."userUlid"))
$function$;

reset check_function_bodies;
