set check_function_bodies = off;

create or replace function public.booking_claim_unconnected (
  p_plan jsonb,
  p_confirm_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
  with longest as (
    select max(plan."everyMs") as "everyMs" from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint)
  ), waiting as (
    select mine."ulid", mine."startTime", mine."calReadAt",
      extract(epoch from pg_catalog.clock_timestamp()
        - greatest(mine."calReadAt", connection."updatedAt", mine."createdAt")) * 1000 as waited_ms,
      case
        when mine."gone" then longest."everyMs"
        when mine."missingSince" is not null then least(p_confirm_ms, entry."everyMs")
        else entry."everyMs"
      end as every_ms
    from public."Bookings" as mine
    left join public."CalIntegrations" as connection on connection."userUlid" = mine."coachUserUlid"
    cross join lateral (
      select plan."everyMs"
      from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint, "withinMs" bigint)
      where plan."withinMs" is null
        or mine."startTime" <= pg_catalog.clock_timestamp() + public.to_interval(plan."withinMs")
      order by plan."withinMs" limit 1) as entry
    cross join longest
    where mine."status" in ('accepted', 'pending')
      and mine."endTime" > pg_catalog.clock_timestamp()
      and mine."startTime" > pg_catalog.clock_timestamp() - interval '24 hours'
      and connection."status" is distinct from 'connected'
  ), next as (
    select mine."ulid", waiting.waited_ms - waiting.every_ms as late_ms from waiting
    join public."Bookings" as mine using ("ulid")
    -- Of two workers one finds it changed.
    where waiting.waited_ms >= waiting.every_ms and mine."calReadAt" is not distinct from waiting."calReadAt"
    order by waiting.waited_ms / waiting.every_ms desc, waiting."startTime" limit 1
    for update of mine skip locked)
  update public."Bookings" as mine set "calReadAt" = pg_catalog.clock_timestamp()
  from next where mine."ulid" = next."ulid"
  returning jsonb_build_object('ulid', mine."ulid", 'calBookingId', mine."calBookingId",
    'menteeUserUlid', mine."menteeUserUlid", 'lateMs', floor(next.late_ms))
$function$;

reset check_function_bodies;
