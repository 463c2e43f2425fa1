set check_function_bodies = off;

create or replace function public.cal_subscription_want (
  p_connection_ulid character,
  p_user_ulid character,
  p_cal_user_id integer
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  delete from public."CalSubscriptions" where "state" = 'removing' and "calUserId" = p_cal_user_id;
  insert into public."CalSubscriptions" as mine ("connectionUlid", "userUlid") values (p_connection_ulid, p_user_ulid)
  on conflict ("connectionUlid") do update set
    "state" = case mine."state" when 'refused' then 'waiting' else mine."state" end, "problem" = null,
    "nextRunAt" = pg_catalog.clock_timestamp(), "fence" = mine."fence" + 1, "tries" = 0
$function$;

reset check_function_bodies;

-- Accounts that were connected before they had subscriptions.
insert into public."CalSubscriptions" ("connectionUlid", "userUlid")
select "ulid", "userUlid" from public."CalIntegrations" where "status" <> 'disconnected'
on conflict do nothing;
