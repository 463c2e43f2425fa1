set check_function_bodies = off;

alter table "public"."Bookings"
  add column "calSeriesUid" text;

alter table "public"."Bookings"
  add column "seriesPosition" integer;

alter table "public"."Bookings"
  add column "seriesRhythm" text;

alter table "public"."CalIntegrations"
  add column "leftAlone" jsonb not null default '[]'::jsonb;

create or replace function public.booking_import_occurrence (
  p_ulid character,
  p_cal_uid text,
  p_earlier_cal_uids text[],
  p_coach_user_ulid character,
  p_mentee_user_ulid character,
  p_title text,
  p_event_type_id integer,
  p_duration_minutes integer,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_status text,
  p_series_uid text,
  p_series_position integer,
  p_series_rhythm text
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_imported jsonb := public.booking_import_observed(
    p_ulid, p_cal_uid, p_earlier_cal_uids, p_coach_user_ulid, p_mentee_user_ulid, p_title, p_event_type_id,
    p_duration_minutes, p_start_time, p_end_time, p_status);
begin
  update public."Bookings" set
    "calSeriesUid" = p_series_uid, "seriesPosition" = p_series_position, "seriesRhythm" = p_series_rhythm
  where "ulid" = v_imported ->> 'bookingUlid' and "calSeriesUid" is null;
  return v_imported;
end $function$;

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
      "refreshOwner" = null, "refreshUntil" = null, "leftAlone" = '[]', "generation" = "generation" + 1
    where "userUlid" = p_user_ulid and "status" <> 'disconnected'
    returning 1)
  select exists (select from gone)
$function$;

create or replace function public.cal_integration_note_left_alone (
  p_user_ulid character,
  p_generation integer,
  p_left_alone jsonb
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with noted as (
    update public."CalIntegrations" set "leftAlone" = p_left_alone
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
      and "leftAlone" <> p_left_alone
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
    "refreshOwner" = null, "refreshUntil" = null, "leftAlone" = '[]',
    "generation" = mine."generation" + 1,
    "connectedAt" = pg_catalog.now(), "provenAt" = pg_catalog.now()
  returning *
$function$;

create or replace function public.users_find_by_addresses (
  p_addresses text[]
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('address', found.address, 'user', to_jsonb(mine))
    order by mine."ulid", found.address), '[]')
  from (
    select lower("email") as address, "ulid" from public.users_find_by_emails(p_addresses)
    union
    select lower("calEmail"), "userUlid" from public."CalIntegrations" as connection
    where lower("calEmail") in (select lower(wanted) from unnest(p_addresses) as addresses (wanted))
      and not exists (select from public."User" where lower("email") = lower(connection."calEmail"))
  ) as found
  join public."User" as mine on mine."ulid" = found."ulid"
$function$;

alter table "public"."Bookings"
  add constraint "Bookings_calSeriesUid_check"
    check (((char_length("calSeriesUid") >= 1) AND (char_length("calSeriesUid") <= 200)));

alter table "public"."Bookings"
  add constraint "Bookings_seriesPosition_check" check (("seriesPosition" >= 1));

alter table "public"."Bookings"
  add constraint "Bookings_seriesRhythm_check"
    check
    (("seriesRhythm" = ANY (ARRAY['daily'::text, 'weekly'::text, 'fortnightly'::text, 'monthly'::text,
    'yearly'::text])));

alter table "public"."Bookings"
  add constraint "Bookings_series_check" check ((("calSeriesUid" IS
    NOT NULL) OR (COALESCE(("seriesPosition")::text, "seriesRhythm") IS NULL)));

alter table "public"."CalIntegrations"
  add constraint "CalIntegrations_leftAlone_check"
    check (((jsonb_typeof("leftAlone") = 'array'::text) AND (("sealedToken" IS
    NOT NULL) OR ("leftAlone" = '[]'::jsonb))));

create index "CalIntegrations_calEmail_idx" on public."CalIntegrations" using btree (lower("calEmail"));

comment on function
  "public"."booking_import_occurrence"(character, text, text[], character, character, text, integer, integer, timestamp
  with time zone, timestamp with time zone, text, text, integer, text) is 'p_series_position and p_series_rhythm may be null.';

revoke all
  on function
    "public"."booking_import_occurrence"(character, text, text[], character, character, text, integer, integer,
    timestamp with time zone, timestamp with time zone, text, text, integer, text)
  from public;

grant execute
  on function
    "public"."booking_import_occurrence"(character, text, text[], character, character, text, integer, integer,
    timestamp with time zone, timestamp with time zone, text, text, integer, text)
  to "service_role";

revoke all on function "public"."cal_integration_note_left_alone"(character, integer, jsonb) from public;

grant execute on function "public"."cal_integration_note_left_alone"(character, integer, jsonb) to "service_role";

revoke all on function "public"."users_find_by_addresses"(text[]) from public;

grant execute on function "public"."users_find_by_addresses"(text[]) to "service_role";

reset check_function_bodies;
