set check_function_bodies = off;

alter table "public"."ChangeFeed"
  add column "menteeUserUlid" character(26);

create or replace function public.feed_booking_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid", "menteeUserUlid")
  values
    ('booking', new."ulid", new."coachUserUlid", new."menteeUserUlid"),
    ('slots', new."ulid", new."coachUserUlid", new."menteeUserUlid");
  return null;
end $function$;

reset check_function_bodies;
