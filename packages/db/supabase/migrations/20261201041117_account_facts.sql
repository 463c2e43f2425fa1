set check_function_bodies = off;

alter table "public"."CalIntegrations"
  add column "calFacts" jsonb;

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
      "calFacts" = null, "generation" = "generation" + 1
    where "userUlid" = p_user_ulid and "status" <> 'disconnected'
    returning 1)
  select exists (select from gone)
$function$;

create or replace function public.cal_integration_note_facts (
  p_user_ulid character,
  p_generation integer,
  p_facts jsonb
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with noted as (
    update public."CalIntegrations" set "calFacts" = p_facts
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
      and "calFacts" is distinct from p_facts
    returning 1)
  select exists (select from noted)
$function$;

create or replace function public.cal_integration_save_token (
  p_ulid character,
  p_user_ulid character,
  p_kind text,
  p_sealed_token text,
  p_key_id text,
  p_cal_user_id integer,
  p_cal_username text,
  p_cal_email text,
  p_access_expires_at timestamp with time zone,
  p_scopes text
)
  returns SETOF public."CalIntegrations"
  language sql
  security definer
  set search_path to ''
  AS $function$
  select from public."User" where "ulid" = p_user_ulid for no key update;
  select public.cal_subscription_end("ulid", "calUserId", "kind", "sealedToken", "keyId")
  from public."CalIntegrations" where "userUlid" = p_user_ulid and "calUserId" <> p_cal_user_id;
  insert into public."CalIntegrations" as mine (
    "ulid", "userUlid", "kind", "status", "calUserId", "calUsername", "calEmail", "sealedToken", "keyId",
    "accessExpiresAt", "scopes")
  values (p_ulid, p_user_ulid, p_kind, 'connected', p_cal_user_id, p_cal_username, p_cal_email,
    p_sealed_token, p_key_id, p_access_expires_at, p_scopes)
  on conflict ("userUlid") do update set
    -- Another account is another connection.
    "ulid" = case mine."calUserId" when excluded."calUserId" then mine."ulid" else excluded."ulid" end,
    "kind" = excluded."kind", "status" = 'connected', "calUserId" = excluded."calUserId",
    "calUsername" = excluded."calUsername", "calEmail" = excluded."calEmail",
    "sealedToken" = excluded."sealedToken", "keyId" = excluded."keyId",
    "accessExpiresAt" = excluded."accessExpiresAt", "scopes" = excluded."scopes",
    "refreshOwner" = null, "refreshUntil" = null, "leftAlone" = '[]', "syncedAt" = null, "skippedRows" = 0,
    -- The request that connects reads the bookings itself; a worker does when it could not.
    "nextSyncAt" = pg_catalog.now() + interval '10 seconds', "syncPromisedAt" = pg_catalog.now() + interval '5 minutes',
    "syncCursor" = null, "syncLeaseUntil" = null, "syncFence" = mine."syncFence" + 1, "leftAddresses" = '{}',
    "calFacts" = null,
    "generation" = mine."generation" + 1,
    "connectedAt" = pg_catalog.now(), "provenAt" = pg_catalog.now();
  select public.cal_subscription_want("ulid", "userUlid", "calUserId")
  from public."CalIntegrations" where "userUlid" = p_user_ulid;
  select * from public."CalIntegrations" where "userUlid" = p_user_ulid;
$function$;

alter table "public"."CalIntegrations"
  add constraint "CalIntegrations_calFacts_check"
    check ((("calFacts" IS NULL) OR ((jsonb_typeof("calFacts") = 'object'::text) AND ("sealedToken" IS
    NOT NULL) AND (octet_length(("calFacts")::text) <= 50000))));

revoke all on function "public"."cal_integration_note_facts"(character, integer, jsonb) from public;

grant execute on function "public"."cal_integration_note_facts"(character, integer, jsonb) to "service_role";

reset check_function_bodies;
