set check_function_bodies = off;

create or replace function public.cal_integration_disconnect (
  p_user_ulid character
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  -- First, so that the token that is kept is the last one.
  select from public."CalIntegrations" where "userUlid" = p_user_ulid for update;
  select public.cal_subscription_end("ulid", "calUserId", "kind", "sealedToken", "keyId")
  from public."CalIntegrations" where "userUlid" = p_user_ulid and "status" <> 'disconnected';
  -- While Cal.com is asked for other tokens, deleting waits for them.
  update public."CalSubscriptions" as ended set "nextRunAt" = greatest(ended."nextRunAt", mine."refreshUntil")
  from public."CalIntegrations" as mine
  where mine."userUlid" = p_user_ulid and mine."status" <> 'disconnected'
    and ended."connectionUlid" = mine."ulid" and ended."state" = 'removing';
  with gone as (
    update public."CalIntegrations" set
      "status" = 'disconnected', "sealedToken" = null, "keyId" = null, "calUserId" = null,
      "calUsername" = null, "calEmail" = null, "accessExpiresAt" = null, "scopes" = null,
      "refreshOwner" = null, "refreshUntil" = null, "leftAlone" = '[]', "syncedAt" = null, "skippedRows" = 0,
      "syncCursor" = null, "syncLeaseUntil" = null, "syncFence" = "syncFence" + 1, "leftAddresses" = '{}',
      "generation" = "generation" + 1
    where "userUlid" = p_user_ulid and "status" <> 'disconnected'
    returning 1)
  select exists (select from gone)
$function$;

create or replace function public.cal_integration_store_refreshed (
  p_user_ulid character,
  p_generation integer,
  p_sealed_token text,
  p_key_id text,
  p_access_expires_at timestamp with time zone,
  p_scopes text
)
  returns SETOF public."CalIntegrations"
  language sql
  security definer
  set search_path to ''
  AS $function$
  select from public."CalIntegrations" where "userUlid" = p_user_ulid for update;
  update public."CalSubscriptions" as ended set
    "sealedToken" = p_sealed_token, "keyId" = p_key_id, "fence" = ended."fence" + 1, "tries" = 0
  from public."CalIntegrations" as mine
  where mine."userUlid" = p_user_ulid and mine."generation" = p_generation + 1 and mine."status" = 'disconnected'
    and ended."connectionUlid" = mine."ulid" and ended."state" = 'removing' and ended."tokenKind" = 'oauth';
  update public."CalIntegrations" as mine set
    "sealedToken" = p_sealed_token, "keyId" = p_key_id, "accessExpiresAt" = p_access_expires_at,
    "scopes" = coalesce(p_scopes, mine."scopes"), "status" = 'connected',
    "refreshOwner" = null, "refreshUntil" = null, "generation" = mine."generation" + 1
  where mine."userUlid" = p_user_ulid and mine."generation" = p_generation
    and mine."kind" = 'oauth' and mine."status" <> 'disconnected'
  returning mine.*
$function$;

reset check_function_bodies;
