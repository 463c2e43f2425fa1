set check_function_bodies = off;

create or replace function public.cal_integration_refuse_erased()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if public.is_erased(new."userUlid") then
    raise exception 'the user was erased' using errcode = '23514';
  end if;
  return new;
end $function$;

create trigger "CalIntegrations_refuse_erased"
  before insert or update of "sealedToken" on public."CalIntegrations"
  for each row
  when ((new."sealedToken" IS NOT NULL))
  execute function public.cal_integration_refuse_erased();

revoke all on function "public"."cal_integration_refuse_erased"() from public;

reset check_function_bodies;
