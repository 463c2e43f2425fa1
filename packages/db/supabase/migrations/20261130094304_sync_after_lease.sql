set check_function_bodies = off;

create or replace function public.coach_sync_take (
  p_user_ulid character,
  p_lease_ms bigint
)
  returns jsonb
  language sql
  set search_path to ''
  AS $function$
  update public."CalIntegrations" set
    "syncFence" = "syncFence" + 1,
    "syncLeaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms),
    -- After the lease, so that an earlier time says that the account was asked for during the sync.
    "nextSyncAt" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms + 1000),
    "syncCursor" = case when "wholeSyncWanted" then null else "syncCursor" end,
    "wholeSyncWanted" = false
  where "userUlid" = p_user_ulid
  returning jsonb_build_object('userUlid', "userUlid", 'fence', "syncFence", 'cursor', "syncCursor",
    'wholeAgeMs', floor(extract(epoch from pg_catalog.clock_timestamp() - "wholeSyncAt") * 1000))
$function$;

reset check_function_bodies;
