set check_function_bodies = off;

create or replace function public.coach_sync_done (
  p_user_ulid character,
  p_fence integer,
  p_cursor timestamp with time zone,
  p_skipped_rows integer,
  p_left_alone jsonb,
  p_left_addresses text[],
  p_plan jsonb
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with next_meeting as (
    select min("startTime") as at from public."Bookings"
    where "coachUserUlid" = p_user_ulid and "status" in ('accepted', 'pending') and not "gone"
      and "endTime" > pg_catalog.clock_timestamp() and "startTime" > pg_catalog.clock_timestamp() - interval '24 hours'
  ), entry as (
    select "everyMs", "delayMs" from next_meeting
    cross join jsonb_to_recordset(p_plan) as plan ("everyMs" integer, "withinMs" bigint, "delayMs" bigint)
    where "withinMs" is null or at <= pg_catalog.clock_timestamp() + public.to_interval("withinMs")
    order by "withinMs" limit 1
  ), settled as (
    update public."CalIntegrations" set
      "syncedAt" = pg_catalog.clock_timestamp(), "skippedRows" = p_skipped_rows, "syncLeaseUntil" = null,
      "syncCursor" = case when p_cursor is not null then least(p_cursor, pg_catalog.clock_timestamp()) end,
      "wholeSyncAt" = case when p_left_alone is null then "wholeSyncAt" else pg_catalog.clock_timestamp() end,
      "leftAlone" = coalesce(p_left_alone, "leftAlone"),
      "leftAddresses" = case when p_left_alone is null then "leftAddresses" else p_left_addresses end,
      -- An account that was asked for during the sync stays due, and before all others.
      "syncEveryMs" = case when "nextSyncAt" < "syncLeaseUntil" then 0 else "everyMs" end,
      "syncPromisedAt" = pg_catalog.clock_timestamp() + public.to_interval("everyMs"),
      "nextSyncAt" = least(
        case when "nextSyncAt" < "syncLeaseUntil" then "nextSyncAt" end,
        pg_catalog.clock_timestamp() + public.to_interval("delayMs"))
    from entry
    where "userUlid" = p_user_ulid and "syncFence" = p_fence and "status" = 'connected'
    returning 1)
  select exists (select from settled)
$function$;

reset check_function_bodies;
