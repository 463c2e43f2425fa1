set check_function_bodies = off;

create or replace function public.signal_changes()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  perform pg_catalog.pg_notify('reslot_changes', '');
  return null;
end $function$;

create trigger "ChangeFeed_signal"
  after insert on public."ChangeFeed"
  for each STATEMENT
  execute function public.signal_changes();

revoke all on function "public"."signal_changes"() from public;

reset check_function_bodies;
