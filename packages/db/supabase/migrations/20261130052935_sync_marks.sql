set check_function_bodies = off;

alter table "public"."CalIntegrations"
  add column "syncedAt" timestamp(3) with time zone;

alter table "public"."CalIntegrations"
  add column "skippedRows" integer not null default 0;

create or replace function public.cal_integration_disconnect (
  p_user_ulid character
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    update public."CalIntegrations" set
      "status" = 'disconnected', "sealedToken" = null, "keyId" = null, "calUserId" = null,
      "calUsername" = null, "calEmail" = null, "accessExpiresAt" = null, "scopes" = null,
      "refreshOwner" = null, "refreshUntil" = null, "leftAlone" = '[]', "syncedAt" = null, "skippedRows" = 0,
      "generation" = "generation" + 1
    where "userUlid" = p_user_ulid and "status" <> 'disconnected'
    returning 1)
  select exists (select from gone)
$function$;

create or replace function public.cal_integration_note_sync (
  p_user_ulid character,
  p_generation integer,
  p_skipped_rows integer
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with noted as (
    update public."CalIntegrations" set "syncedAt" = pg_catalog.now(), "skippedRows" = p_skipped_rows
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
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
  insert into public."CalIntegrations" as mine (
    "ulid", "userUlid", "kind", "status", "calUserId", "calUsername", "calEmail", "sealedToken", "keyId",
    "accessExpiresAt", "scopes")
  values (p_ulid, p_user_ulid, p_kind, 'connected', p_cal_user_id, p_cal_username, p_cal_email,
    p_sealed_token, p_key_id, p_access_expires_at, p_scopes)
  on conflict ("userUlid") do update set
    "kind" = excluded."kind", "status" = 'connected', "calUserId" = excluded."calUserId",
    "calUsername" = excluded."calUsername", "calEmail" = excluded."calEmail",
    "sealedToken" = excluded."sealedToken", "keyId" = excluded."keyId",
    "accessExpiresAt" = excluded."accessExpiresAt", "scopes" = excluded."scopes",
    "refreshOwner" = null, "refreshUntil" = null, "leftAlone" = '[]', "syncedAt" = null, "skippedRows" = 0,
    "generation" = mine."generation" + 1,
    "connectedAt" = pg_catalog.now(), "provenAt" = pg_catalog.now()
  returning *
$function$;

create or replace function public.sync_lag()
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'lagMs', (
      select greatest(0, floor(extract(epoch from
        pg_catalog.now() - coalesce("syncedAt", "connectedAt")) * 1000))::bigint
      from public."CalIntegrations" where "status" = 'connected'
      order by coalesce("syncedAt", "connectedAt") limit 1),
    'skippedRows', (
      select coalesce(sum("skippedRows"), 0) from public."CalIntegrations"
      where "status" = 'connected' and "skippedRows" > 0))
$function$;

create index "CalIntegrations_skipped_idx" on public."CalIntegrations" using btree ("skippedRows")
  where ((status = 'connected'::text) AND ("skippedRows" > 0));

create index "CalIntegrations_sync_idx" on public."CalIntegrations" using btree (COALESCE("syncedAt", "connectedAt"))
  where (status = 'connected'::text);

revoke all on function "public"."cal_integration_note_sync"(character, integer, integer) from public;

grant execute on function "public"."cal_integration_note_sync"(character, integer, integer) to "service_role";

revoke all on function "public"."sync_lag"() from public;

grant execute on function "public"."sync_lag"() to "service_role";

reset check_function_bodies;
