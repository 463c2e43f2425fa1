set check_function_bodies = off;

create or replace function public.outbox_settle (
  p_rows jsonb
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."Outbox" as mine set
      "doneAt" = case when known."outcome" = 'done' then pg_catalog.clock_timestamp() end,
      "deadAt" = case when known."outcome" = 'dead' then pg_catalog.clock_timestamp() end,
      "availableAt" = case when known."delayMs" is null then mine."availableAt"
        else pg_catalog.clock_timestamp() + public.to_interval(known."delayMs") end,
      "tries" = mine."tries" - (known."outcome" = 'limited')::integer,
      "batchKey" = case when known."outcome" in ('done', 'unknown')
        or (known."outcome" = 'limited' and mine."tries" > 1) then mine."batchKey" end,
      "leaseUntil" = null,
      "lastError" = left(known."error", 500)
    from jsonb_to_recordset(p_rows) as known (
      "ulid" char(26), "fence" integer, "outcome" text, "delayMs" bigint, "error" text)
    where mine."ulid" = known."ulid" and mine."fence" = known."fence"
      and mine."doneAt" is null and mine."deadAt" is null
    returning 1)
  select count(*)::integer from settled
$function$;

reset check_function_bodies;
