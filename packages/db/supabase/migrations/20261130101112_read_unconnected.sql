set check_function_bodies = off;

alter table "public"."Bookings"
  add column "calReadAt" timestamp(3) with time zone;

create or replace function public.booking_claim_unconnected (
  p_plan jsonb,
  p_confirm_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
  with waiting as (
    select mine."ulid", mine."startTime", mine."calReadAt",
      extract(epoch from pg_catalog.clock_timestamp()
        - greatest(mine."calReadAt", connection."updatedAt", mine."createdAt")) * 1000
      / case when mine."missingSince" is null then entry."everyMs" else least(p_confirm_ms, entry."everyMs") end as turns
    from public."Bookings" as mine
    left join public."CalIntegrations" as connection on connection."userUlid" = mine."coachUserUlid"
    cross join lateral (
      select plan."everyMs"
      from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint, "withinMs" bigint)
      where plan."withinMs" is null
        or mine."startTime" <= pg_catalog.clock_timestamp() + public.to_interval(plan."withinMs")
      order by plan."withinMs" limit 1) as entry
    where mine."status" in ('accepted', 'pending') and not mine."gone"
      and mine."endTime" > pg_catalog.clock_timestamp()
      and mine."startTime" > pg_catalog.clock_timestamp() - interval '24 hours'
      and connection."status" is distinct from 'connected'
  ), next as (
    select mine."ulid" from waiting
    join public."Bookings" as mine using ("ulid")
    -- Of two workers one finds it changed.
    where waiting.turns >= 1 and mine."calReadAt" is not distinct from waiting."calReadAt"
    order by waiting.turns desc, waiting."startTime" limit 1
    for update of mine skip locked)
  update public."Bookings" as mine set "calReadAt" = pg_catalog.clock_timestamp()
  from next where mine."ulid" = next."ulid"
  returning jsonb_build_object('ulid', mine."ulid", 'calBookingId', mine."calBookingId",
    'menteeUserUlid', mine."menteeUserUlid")
$function$;

revoke all on function "public"."booking_claim_unconnected"(jsonb, bigint) from public;

grant execute on function "public"."booking_claim_unconnected"(jsonb, bigint) to "service_role";

reset check_function_bodies;
