set check_function_bodies = off;

alter table "public"."Outbox"
  add column "batchKey" text;

create or replace function public.outbox_claim (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."Outbox"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."Outbox" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."ulid" in (
    select due."ulid" from public."Outbox" due
    where due."doneAt" is null and due."deadAt" is null
      and due."availableAt" <= pg_catalog.clock_timestamp()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
      and due."batchKey" is null
    order by due."availableAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.outbox_claim_batch (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."Outbox"
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_batch text;
  v_new constant text := pg_catalog.gen_random_uuid()::text;
begin
  -- One at a time: two would tear a batch apart.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('outbox_claim_batch', 0));
  select due."batchKey" into v_batch from public."Outbox" due
  where due."doneAt" is null and due."deadAt" is null
    and due."availableAt" <= pg_catalog.clock_timestamp()
    and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
  order by due."availableAt" limit 1;
  if not found then return; end if;
  return query
    update public."Outbox" as mine set
      "fence" = mine."fence" + 1,
      "tries" = mine."tries" + 1,
      "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms),
      "batchKey" = coalesce(v_batch, v_new)
    where mine."ulid" in (
      select due."ulid" from public."Outbox" due
      where due."doneAt" is null and due."deadAt" is null and due."batchKey" is not distinct from v_batch
        and due."availableAt" <= pg_catalog.clock_timestamp()
        and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
      order by due."availableAt" limit case when v_batch is null then p_limit end
      for update skip locked)
    returning mine.*;
end $function$;

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
      "batchKey" = case when known."outcome" in ('done', 'unknown') then mine."batchKey" end,
      "leaseUntil" = null,
      "lastError" = left(known."error", 500)
    from jsonb_to_recordset(p_rows) as known (
      "ulid" char(26), "fence" integer, "outcome" text, "delayMs" bigint, "error" text)
    where mine."ulid" = known."ulid" and mine."fence" = known."fence"
      and mine."doneAt" is null and mine."deadAt" is null
    returning 1)
  select count(*)::integer from settled
$function$;

create index "Outbox_batch_idx" on public."Outbox" using btree ("batchKey")
  where (("doneAt" is null) AND ("deadAt" is null));

revoke all on function "public"."outbox_claim_batch"(integer, bigint) from public;

grant execute on function "public"."outbox_claim_batch"(integer, bigint) to "service_role";

revoke all on function "public"."outbox_settle"(jsonb) from public;

grant execute on function "public"."outbox_settle"(jsonb) to "service_role";

reset check_function_bodies;
