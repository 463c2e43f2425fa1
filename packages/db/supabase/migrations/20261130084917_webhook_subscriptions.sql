set check_function_bodies = off;

create table "public"."CalSubscriptions" (
  "connectionUlid" character(26) not null,
  "userUlid" character(26) not null,
  "state" text not null default 'waiting'::text,
  "problem" text,
  "sealedSecret" text,
  "calUserId" integer,
  "tokenKind" text,
  "sealedToken" text,
  "keyId" text,
  "removeUntil" timestamp(3) with time zone,
  "nextRunAt" timestamp(3) with time zone not null default now(),
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamp(3) with time zone,
  "lastError" text,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "CalSubscriptions_ciphertext_check"
    check
    ((("sealedSecret" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$'::text) AND
    ("sealedToken" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$'::text))),
  constraint "CalSubscriptions_connectionUlid_check" check (("connectionUlid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'::text)),
  constraint "CalSubscriptions_pkey" primary key ("connectionUlid"),
  constraint "CalSubscriptions_problem_check" check ((((problem IS
    NOT NULL) = (state = 'refused'::text)) AND (problem = ANY (ARRAY['notAllowed'::text, 'addressRefused'::text])))),
  constraint "CalSubscriptions_secret_check"
    check
    ((((COALESCE("sealedSecret", "sealedToken") IS NULL) = ("keyId" IS NULL)) AND ((state <> 'live'::text) OR
    ("sealedSecret" IS NOT NULL)) AND ((state <> 'removing'::text) OR ("sealedSecret" IS NULL)))),
  constraint "CalSubscriptions_state_check"
    check ((state = ANY (ARRAY['waiting'::text, 'live'::text, 'refused'::text, 'removing'::text]))),
  constraint "CalSubscriptions_token_check" check ((((state = 'removing'::text) = ("sealedToken" IS
    NOT NULL)) AND (("sealedToken" IS NULL) = ("tokenKind" IS NULL)) AND
    (("sealedToken" IS NULL) = ("removeUntil" IS NULL)) AND (("sealedToken" IS NULL) = ("calUserId" IS NULL)) AND
    ("tokenKind" = ANY (ARRAY['apiKey'::text, 'oauth'::text]))))
);

alter table "public"."CalSubscriptions"
  enable row level security;

alter table "public"."WebhookInbox"
  add column "connectionUlid" character(26);

create or replace function public.cal_integration_disconnect (
  p_user_ulid character
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  select public.cal_subscription_end("ulid", "calUserId", "kind", "sealedToken", "keyId")
  from public."CalIntegrations" where "userUlid" = p_user_ulid and "status" <> 'disconnected' for update;
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
    "generation" = mine."generation" + 1,
    "connectedAt" = pg_catalog.now(), "provenAt" = pg_catalog.now();
  select public.cal_subscription_want("ulid", "userUlid", "calUserId")
  from public."CalIntegrations" where "userUlid" = p_user_ulid;
  select * from public."CalIntegrations" where "userUlid" = p_user_ulid;
$function$;

create or replace function public.cal_subscription_claim (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."CalSubscriptions"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."CalSubscriptions" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."connectionUlid" in (
    select due."connectionUlid" from public."CalSubscriptions" due
    where due."nextRunAt" <= pg_catalog.clock_timestamp()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
    order by due."nextRunAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.cal_subscription_end (
  p_connection_ulid character,
  p_cal_user_id integer,
  p_token_kind text,
  p_sealed_token text,
  p_key_id text
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  delete from public."CalSubscriptions" where "connectionUlid" = p_connection_ulid and "state" <> 'removing'
    and "sealedSecret" is null;
  update public."CalSubscriptions" set
    "state" = 'removing', "problem" = null, "sealedSecret" = null, "keyId" = p_key_id,
    "calUserId" = p_cal_user_id, "tokenKind" = p_token_kind, "sealedToken" = p_sealed_token,
    "removeUntil" = pg_catalog.clock_timestamp() + interval '1 day',
    "nextRunAt" = greatest("leaseUntil", pg_catalog.clock_timestamp()),
    "leaseUntil" = null, "fence" = "fence" + 1, "tries" = 0, "lastError" = null
  where "connectionUlid" = p_connection_ulid and "state" <> 'removing'
$function$;

create or replace function public.cal_subscription_keep_secret (
  p_connection_ulid character,
  p_fence integer,
  p_sealed_secret text,
  p_key_id text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with kept as (
    update public."CalSubscriptions" set "sealedSecret" = p_sealed_secret, "keyId" = p_key_id
    where "connectionUlid" = p_connection_ulid and "fence" = p_fence and "state" <> 'removing'
    returning 1)
  select exists (select from kept)
$function$;

create or replace function public.cal_subscription_keep_token (
  p_connection_ulid character,
  p_fence integer,
  p_sealed_token text,
  p_key_id text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with kept as (
    update public."CalSubscriptions" set "sealedToken" = p_sealed_token, "keyId" = p_key_id
    where "connectionUlid" = p_connection_ulid and "fence" = p_fence and "state" = 'removing'
    returning 1)
  select exists (select from kept)
$function$;

create or replace function public.cal_subscription_removed (
  p_connection_ulid character,
  p_fence integer
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."CalSubscriptions"
    where "connectionUlid" = p_connection_ulid and "fence" = p_fence and "state" = 'removing'
    returning 1)
  select exists (select from gone)
$function$;

create or replace function public.cal_subscription_retry (
  p_connection_ulid character,
  p_fence integer,
  p_delay_ms bigint,
  p_error text
)
  returns text
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  delete from public."CalSubscriptions"
  where "connectionUlid" = p_connection_ulid and "fence" = p_fence
    and "removeUntil" <= pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms);
  if found then
    return 'givenUp';
  end if;
  update public."CalSubscriptions" set
    "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms),
    "leaseUntil" = null, "lastError" = left(p_error, 500)
  where "connectionUlid" = p_connection_ulid and "fence" = p_fence;
  return case when found then 'waiting' else 'stale' end;
end $function$;

create or replace function public.cal_subscription_settle (
  p_connection_ulid character,
  p_fence integer,
  p_state text,
  p_problem text,
  p_delay_ms bigint
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."CalSubscriptions" set
      "state" = p_state, "problem" = p_problem, "tries" = 0, "leaseUntil" = null, "lastError" = null,
      "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms)
    where "connectionUlid" = p_connection_ulid and "fence" = p_fence and "state" <> 'removing'
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.cal_subscription_want (
  p_connection_ulid character,
  p_user_ulid character,
  p_cal_user_id integer
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  delete from public."CalSubscriptions" where "state" = 'removing' and "calUserId" = p_cal_user_id;
  insert into public."CalSubscriptions" as mine ("connectionUlid", "userUlid") values (p_connection_ulid, p_user_ulid)
  on conflict ("connectionUlid") do update set
    "state" = case mine."state" when 'refused' then 'waiting' else mine."state" end, "problem" = null,
    "nextRunAt" = pg_catalog.clock_timestamp(), "tries" = 0
$function$;

create or replace function public.webhook_inbox_accept (
  p_connection_ulid character,
  p_dedupe_key text,
  p_trigger text,
  p_cal_uids text[],
  p_cap integer
)
  returns text
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_waiting integer;
begin
  select count(*) into v_waiting from (
    select from public."WebhookInbox"
    where "connectionUlid" = p_connection_ulid and "doneAt" is null and "deadAt" is null limit p_cap) as waiting;
  if v_waiting >= p_cap then
    perform public.coach_sync_hurry(array_agg("userUlid"::text), 3000, false)
    from public."CalIntegrations" where "ulid" = p_connection_ulid;
    return 'coalesced';
  end if;
  insert into public."WebhookInbox" ("connectionUlid", "dedupeKey", "trigger", "calUids")
  values (p_connection_ulid, p_dedupe_key, p_trigger, p_cal_uids)
  on conflict ("dedupeKey") do nothing;
  return case when found then 'received' else 'repeated' end;
end $function$;

create or replace function public.webhook_inbox_claim_in_turn (
  p_limit integer,
  p_lease_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
  with due as (
    select "dedupeKey" from (
      select "dedupeKey", "availableAt",
        row_number() over (partition by "connectionUlid" order by "availableAt") as turn
      from public."WebhookInbox"
      where "doneAt" is null and "deadAt" is null and "availableAt" <= pg_catalog.clock_timestamp()
        and ("leaseUntil" is null or "leaseUntil" <= pg_catalog.clock_timestamp())) as waiting
    order by turn, "availableAt" limit p_limit
  ), locked as (
    select "dedupeKey" from public."WebhookInbox"
    where "dedupeKey" in (select "dedupeKey" from due) and "doneAt" is null and "deadAt" is null
      and ("leaseUntil" is null or "leaseUntil" <= pg_catalog.clock_timestamp())
    for update skip locked
  ), claimed as (
    update public."WebhookInbox" as mine set
      "fence" = mine."fence" + 1,
      "tries" = mine."tries" + 1,
      "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
    where mine."dedupeKey" in (select "dedupeKey" from locked)
    returning mine.*)
  select coalesce(jsonb_agg(jsonb_build_object(
    'dedupeKey', claimed."dedupeKey", 'connectionUlid', claimed."connectionUlid",
    'userUlid', connection."userUlid", 'trigger', claimed."trigger", 'calUids', claimed."calUids",
    'tries', claimed."tries", 'fence', claimed."fence") order by claimed."availableAt"), '[]')
  from claimed
  left join public."CalIntegrations" as connection
    on connection."ulid" = claimed."connectionUlid" and connection."status" <> 'disconnected'
$function$;

alter table "public"."CalSubscriptions"
  add constraint "CalSubscriptions_userUlid_fkey" foreign key ("userUlid") references public."User"(ulid);

create index "CalSubscriptions_account_idx" on public."CalSubscriptions" using btree ("calUserId")
  where (state = 'removing'::text);

create index "CalSubscriptions_due_idx" on public."CalSubscriptions" using btree ("nextRunAt");

create index "CalSubscriptions_key_idx" on public."CalSubscriptions" using btree ("keyId", "connectionUlid")
  where ("keyId" is not null);

create index "CalSubscriptions_user_idx" on public."CalSubscriptions" using btree ("userUlid");

create unique index "CalSubscriptions_user_key" on public."CalSubscriptions" using btree ("userUlid")
  where (state <> 'removing'::text);

create index "WebhookInbox_connection_idx" on public."WebhookInbox" using btree ("connectionUlid", "availableAt")
  where (("doneAt" is null) AND ("deadAt" is null));

create trigger "CalSubscriptions_touch"
  before update on public."CalSubscriptions"
  for each row
  execute function public.touch_updated_at();

comment on function "public"."cal_subscription_settle"(character, integer, text, text, bigint) is
  'p_problem may be null.';

revoke all on function "public"."cal_subscription_claim"(integer, bigint) from public;

grant execute on function "public"."cal_subscription_claim"(integer, bigint) to "service_role";

revoke all on function "public"."cal_subscription_end"(character, integer, text, text, text) from public;

revoke all on function "public"."cal_subscription_keep_secret"(character, integer, text, text) from public;

grant execute on function "public"."cal_subscription_keep_secret"(character, integer, text, text) to "service_role";

revoke all on function "public"."cal_subscription_keep_token"(character, integer, text, text) from public;

grant execute on function "public"."cal_subscription_keep_token"(character, integer, text, text) to "service_role";

revoke all on function "public"."cal_subscription_removed"(character, integer) from public;

grant execute on function "public"."cal_subscription_removed"(character, integer) to "service_role";

revoke all on function "public"."cal_subscription_retry"(character, integer, bigint, text) from public;

grant execute on function "public"."cal_subscription_retry"(character, integer, bigint, text) to "service_role";

revoke all on function "public"."cal_subscription_settle"(character, integer, text, text, bigint) from public;

grant execute on function "public"."cal_subscription_settle"(character, integer, text, text, bigint) to "service_role";

revoke all on function "public"."cal_subscription_want"(character, character, integer) from public;

revoke all on function "public"."webhook_inbox_accept"(character, text, text, text[], integer) from public;

grant execute on function "public"."webhook_inbox_accept"(character, text, text, text[], integer) to "service_role";

revoke all on function "public"."webhook_inbox_claim_in_turn"(integer, bigint) from public;

grant execute on function "public"."webhook_inbox_claim_in_turn"(integer, bigint) to "service_role";

grant delete, insert, select, update on table "public"."CalSubscriptions" to "service_role";

reset check_function_bodies;

-- Accounts that are connected already get their subscription now.
INSERT INTO "public"."CalSubscriptions" ("connectionUlid", "userUlid")
SELECT "ulid", "userUlid" FROM "public"."CalIntegrations" WHERE "status" = 'connected';
