set check_function_bodies = off;

drop index "public"."CalIntegrations_sync_idx";

alter table "public"."CalIntegrations"
  add column "nextSyncAt" timestamp(3) with time zone not null default (now() + '00:00:10'::interval);

alter table "public"."CalIntegrations"
  add column "syncPromisedAt" timestamp(3) with time zone not null default (now() + '00:05:00'::interval);

alter table "public"."CalIntegrations"
  add column "syncEveryMs" integer not null default 300000;

alter table "public"."CalIntegrations"
  add column "syncCursor" timestamp(3) with time zone;

alter table "public"."CalIntegrations"
  add column "wholeSyncAt" timestamp(3) with time zone;

alter table "public"."CalIntegrations"
  add column "wholeSyncWanted" boolean not null default false;

alter table "public"."CalIntegrations"
  add column "syncFence" integer not null default 0;

alter table "public"."CalIntegrations"
  add column "syncLeaseUntil" timestamp(3) with time zone;

alter table "public"."CalIntegrations"
  add column "leftAddresses" text[] not null default '{}'::text[];

create or replace function public.booking_hurry_sync()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  update public."CalIntegrations" set "nextSyncAt" = pg_catalog.clock_timestamp() + interval '2 minutes'
  where "userUlid" = new."coachUserUlid" and "status" = 'connected'
    and "nextSyncAt" > pg_catalog.clock_timestamp() + interval '2 minutes';
  return null;
end $function$;

create or replace function public.bookings_by_cal_uids (
  p_cal_uids text[]
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('calUid', wanted.uid, 'booking', to_jsonb(found))), '[]')
  from unnest(p_cal_uids) as wanted (uid)
  join public."Bookings" as found on found."ulid" = coalesce(
    (select "ulid" from public."Bookings" where "calBookingId" = wanted.uid),
    (select "bookingUlid" from public."BookingCalRefs" where "calBookingUid" = wanted.uid))
$function$;

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
      "syncCursor" = null, "syncLeaseUntil" = null, "syncFence" = "syncFence" + 1, "leftAddresses" = '{}',
      "generation" = "generation" + 1
    where "userUlid" = p_user_ulid and "status" <> 'disconnected'
    returning 1)
  select exists (select from gone)
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
    -- The request that connects reads the bookings itself; a worker does when it could not.
    "nextSyncAt" = pg_catalog.now() + interval '10 seconds', "syncPromisedAt" = pg_catalog.now() + interval '5 minutes',
    "syncCursor" = null, "syncLeaseUntil" = null, "syncFence" = mine."syncFence" + 1, "leftAddresses" = '{}',
    "generation" = mine."generation" + 1,
    "connectedAt" = pg_catalog.now(), "provenAt" = pg_catalog.now()
  returning *
$function$;

create or replace function public.coach_sync_claim (
  p_limit integer,
  p_lease_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_claimed jsonb := '[]';
  v_part jsonb;
  v_every integer := 0;
begin
  while jsonb_array_length(v_claimed) < p_limit loop
    select min("syncEveryMs") into v_every from public."CalIntegrations"
    where "status" = 'connected' and "syncEveryMs" > v_every;
    exit when v_every is null;
    with due as (
      select "userUlid" from public."CalIntegrations"
      where "status" = 'connected' and "syncEveryMs" = v_every and "nextSyncAt" <= pg_catalog.clock_timestamp()
        and ("syncLeaseUntil" is null or "syncLeaseUntil" <= pg_catalog.clock_timestamp())
      order by "nextSyncAt" limit p_limit - jsonb_array_length(v_claimed) for update skip locked)
    select coalesce(jsonb_agg(public.coach_sync_take("userUlid", p_lease_ms)), '[]') into v_part from due;
    v_claimed := v_claimed || v_part;
  end loop;
  return v_claimed;
end $function$;

create or replace function public.coach_sync_claim_one (
  p_user_ulid character,
  p_lease_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
  with mine as (
    select "userUlid" from public."CalIntegrations"
    where "userUlid" = p_user_ulid and "status" = 'connected'
      and ("syncLeaseUntil" is null or "syncLeaseUntil" <= pg_catalog.clock_timestamp())
    for update skip locked)
  select public.coach_sync_take("userUlid", p_lease_ms) from mine
$function$;

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
      "syncCursor" = least(p_cursor, pg_catalog.clock_timestamp()),
      "wholeSyncAt" = case when p_left_alone is null then "wholeSyncAt" else pg_catalog.clock_timestamp() end,
      "leftAlone" = coalesce(p_left_alone, "leftAlone"),
      "leftAddresses" = case when p_left_alone is null then "leftAddresses" else p_left_addresses end,
      "syncEveryMs" = "everyMs",
      "syncPromisedAt" = pg_catalog.clock_timestamp() + public.to_interval("everyMs"),
      -- An account that was wanted again during the sync stays due.
      "nextSyncAt" = least(
        case when "nextSyncAt" < "syncLeaseUntil" then "nextSyncAt" end,
        pg_catalog.clock_timestamp() + public.to_interval("delayMs"))
    from entry
    where "userUlid" = p_user_ulid and "syncFence" = p_fence and "status" = 'connected'
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.coach_sync_failed (
  p_user_ulid character,
  p_fence integer,
  p_delay_ms bigint
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."CalIntegrations" set
      "syncLeaseUntil" = null,
      "nextSyncAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms)
    where "userUlid" = p_user_ulid and "syncFence" = p_fence
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.coach_sync_hurry (
  p_user_ulids text[],
  p_delay_ms bigint,
  p_is_whole boolean
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."CalIntegrations" set
    "nextSyncAt" = least("nextSyncAt", pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms)),
    "wholeSyncWanted" = "wholeSyncWanted" or p_is_whole
  where "userUlid" = any (p_user_ulids) and "status" = 'connected'
$function$;

create or replace function public.coach_sync_hurry_for_address (
  p_address_hash text
)
  returns SETOF text
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."CalIntegrations" set
    "nextSyncAt" = least("nextSyncAt", pg_catalog.clock_timestamp()), "wholeSyncWanted" = true
  where "leftAddresses" @> array[p_address_hash] and "status" = 'connected'
  returning "userUlid"
$function$;

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
    "nextSyncAt" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms),
    "syncCursor" = case when "wholeSyncWanted" then null else "syncCursor" end,
    "wholeSyncWanted" = false
  where "userUlid" = p_user_ulid
  returning jsonb_build_object('userUlid', "userUlid", 'fence', "syncFence", 'cursor', "syncCursor",
    'wholeAgeMs', floor(extract(epoch from pg_catalog.clock_timestamp() - "wholeSyncAt") * 1000))
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
      select greatest(0, floor(extract(epoch from pg_catalog.now() - min("syncPromisedAt")) * 1000))::bigint
      from public."CalIntegrations" where "status" = 'connected'),
    'skippedRows', (
      select coalesce(sum("skippedRows"), 0) from public."CalIntegrations"
      where "status" = 'connected' and "skippedRows" > 0))
$function$;

create index "CalIntegrations_leftAddresses_idx" on public."CalIntegrations" using gin ("leftAddresses");

create index "CalIntegrations_promise_idx" on public."CalIntegrations" using btree ("syncPromisedAt")
  where (status = 'connected'::text);

create index "CalIntegrations_sync_idx" on public."CalIntegrations" using btree ("syncEveryMs", "nextSyncAt")
  where (status = 'connected'::text);

create trigger "Bookings_hurry_sync_insert"
  after insert on public."Bookings"
  for each row
  when ((new."startTime" < (now() + '48:00:00'::interval)))
  execute function public.booking_hurry_sync();

create trigger "Bookings_hurry_sync"
  after update of "startTime", "coachUserUlid" on public."Bookings"
  for each row
  when
    (((new."startTime" < (now() + '48:00:00'::interval)) AND ((new."startTime" IS DISTINCT FROM old."startTime") OR
    (new."coachUserUlid" IS DISTINCT FROM old."coachUserUlid"))))
  execute function public.booking_hurry_sync();

comment on function "public"."coach_sync_done"(character, integer, timestamp
  with time zone, integer, jsonb, text[], jsonb) is 'p_cursor and p_left_alone may be null.';

revoke all on function "public"."booking_hurry_sync"() from public;

revoke all on function "public"."bookings_by_cal_uids"(text[]) from public;

grant execute on function "public"."bookings_by_cal_uids"(text[]) to "service_role";

revoke all on function "public"."coach_sync_claim"(integer, bigint) from public;

grant execute on function "public"."coach_sync_claim"(integer, bigint) to "service_role";

revoke all on function "public"."coach_sync_claim_one"(character, bigint) from public;

grant execute on function "public"."coach_sync_claim_one"(character, bigint) to "service_role";

revoke all
  on function "public"."coach_sync_done"(character, integer, timestamp with time zone, integer, jsonb, text[], jsonb)
  from public;

grant execute
  on function "public"."coach_sync_done"(character, integer, timestamp with time zone, integer, jsonb, text[], jsonb)
  to "service_role";

revoke all on function "public"."coach_sync_failed"(character, integer, bigint) from public;

grant execute on function "public"."coach_sync_failed"(character, integer, bigint) to "service_role";

revoke all on function "public"."coach_sync_hurry"(text[], bigint, boolean) from public;

grant execute on function "public"."coach_sync_hurry"(text[], bigint, boolean) to "service_role";

revoke all on function "public"."coach_sync_hurry_for_address"(text) from public;

grant execute on function "public"."coach_sync_hurry_for_address"(text) to "service_role";

revoke all on function "public"."coach_sync_take"(character, bigint) from public;

reset check_function_bodies;
