-- A user's connection to Cal.com, by API key or OAuth. Tokens are stored encrypted: the database never sees plaintext.
-- Disconnecting keeps the row, so that "generation" never repeats and a late write is recognised as stale.

create table public."CalIntegrations" (
  "ulid" char(26) primary key,
  "userUlid" char(26) not null unique,
  "kind" text not null,
  "status" text not null,
  -- One Cal.com account belongs to one user.
  "calUserId" integer unique,
  "calUsername" text,
  "calEmail" text,
  "sealedToken" text,
  "keyId" text,
  "generation" integer not null default 1,
  "connectedAt" timestamptz(3) not null default now(),
  "provenAt" timestamptz(3) not null default now(),
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  "accessExpiresAt" timestamptz(3),
  -- Separated by spaces, as the token endpoint writes them.
  "scopes" text,
  -- The holder of the refresh lease. Cal.com may revoke a user's other refresh tokens when it issues a new one.
  "refreshOwner" text,
  "refreshUntil" timestamptz(3),
  -- The bookings that the last sync left alone, as [{ name, count, reason }]; names of people without an account.
  "leftAlone" jsonb not null default '[]',
  -- When the account's bookings were last read, and how many rows of them could not be.
  "syncedAt" timestamptz(3),
  "skippedRows" integer not null default 0,
  -- When the bookings are read next, and by when that was promised: see 55_coach_syncs.sql.
  "nextSyncAt" timestamptz(3) not null default now() + interval '10 seconds',
  "syncPromisedAt" timestamptz(3) not null default now() + interval '5 minutes',
  "syncEveryMs" integer not null default 300000,
  -- Cal.com's time of the latest change that was read; null: the next sync reads the whole list.
  "syncCursor" timestamptz(3),
  "wholeSyncAt" timestamptz(3),
  "wholeSyncWanted" boolean not null default false,
  "syncFence" integer not null default 0,
  "syncLeaseUntil" timestamptz(3),
  -- Hashes of the addresses of people without an account in the bookings left alone.
  "leftAddresses" text[] not null default '{}',
  -- What was last read of the account, only so that the next process need not wait for it: it decides nothing.
  "calFacts" jsonb,
  constraint "CalIntegrations_userUlid_fkey" foreign key ("userUlid") references public."User" ("ulid"),
  constraint "CalIntegrations_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "CalIntegrations_kind_check" check ("kind" in ('apiKey', 'oauth')),
  constraint "CalIntegrations_status_check" check ("status" in ('connected', 'needsReconnect', 'disconnected')),
  constraint "CalIntegrations_sealed_check" check (
    ("status" = 'disconnected') = ("sealedToken" is null)
    and ("sealedToken" is null) = ("keyId" is null)
    and ("sealedToken" is null) = ("calUserId" is null)),
  -- Five parts, the first of which is a JSON object in base64url: a JWE, never a bare token.
  constraint "CalIntegrations_ciphertext_check" check (
    "sealedToken" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$'),
  constraint "CalIntegrations_expiry_check" check (
    ("accessExpiresAt" is not null) = ("kind" = 'oauth' and "sealedToken" is not null)),
  constraint "CalIntegrations_refresh_check" check (
    ("refreshOwner" is null) = ("refreshUntil" is null)
    and ("refreshOwner" is null or "accessExpiresAt" is not null)),
  constraint "CalIntegrations_leftAlone_check" check (
    jsonb_typeof("leftAlone") = 'array' and ("sealedToken" is not null or "leftAlone" = '[]')),
  constraint "CalIntegrations_calFacts_check" check (
    "calFacts" is null or (jsonb_typeof("calFacts") = 'object' and "sealedToken" is not null
      and octet_length("calFacts"::text) <= 50000))
);
-- Room in each page, so that an update of columns without an index stays there and touches no index.
alter table public."CalIntegrations" set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index "CalIntegrations_calAddress_idx" on public."CalIntegrations" (lower("calEmail" collate "C"));
create index "CalIntegrations_key_idx" on public."CalIntegrations" ("keyId", "userUlid") where "keyId" is not null;
create index "CalIntegrations_sync_idx" on public."CalIntegrations" ("syncEveryMs", "nextSyncAt")
  where "status" = 'connected';
create index "CalIntegrations_promise_idx" on public."CalIntegrations" ("syncPromisedAt")
  where "status" = 'connected';
create index "CalIntegrations_leftAddresses_idx" on public."CalIntegrations" using gin ("leftAddresses");
create index "CalIntegrations_skipped_idx" on public."CalIntegrations" ("skippedRows")
  where "status" = 'connected' and "skippedRows" > 0;
create trigger "CalIntegrations_touch" before update on public."CalIntegrations"
  for each row execute function public.touch_updated_at();
alter table public."CalIntegrations" enable row level security;
grant select, insert, update, delete on public."CalIntegrations" to service_role;

create function public.cal_integration_save_token(
  p_ulid char(26), p_user_ulid char(26), p_kind text, p_sealed_token text, p_key_id text,
  p_cal_user_id integer, p_cal_username text, p_cal_email text,
  p_access_expires_at timestamptz, p_scopes text
) returns setof public."CalIntegrations"
language sql security definer set search_path = '' as $$
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
$$;
comment on function public.cal_integration_save_token
  is 'p_cal_username, p_cal_email, p_access_expires_at and p_scopes may be null.';

create function public.cal_integration_mark_proven(p_user_ulid char(26), p_generation integer)
returns boolean language sql security definer set search_path = '' as $$
  with marked as (
    update public."CalIntegrations" set "provenAt" = pg_catalog.now(), "status" = 'connected'
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
    returning 1)
  select exists (select from marked)
$$;

create function public.cal_integration_mark_needs_reconnect(p_user_ulid char(26), p_generation integer)
returns boolean language sql security definer set search_path = '' as $$
  with marked as (
    update public."CalIntegrations" set "status" = 'needsReconnect'
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
    returning 1)
  select exists (select from marked)
$$;

-- What a process has read of the account of this generation.
create function public.cal_integration_note_facts(p_user_ulid char(26), p_generation integer, p_facts jsonb)
returns boolean language sql security definer set search_path = '' as $$
  with noted as (
    update public."CalIntegrations" set "calFacts" = p_facts
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
      and "calFacts" is distinct from p_facts
    returning 1)
  select exists (select from noted)
$$;

-- Servers of the version before call these two; coach_sync_done does both.
create function public.cal_integration_note_left_alone(
  p_user_ulid char(26), p_generation integer, p_left_alone jsonb
) returns boolean language sql security definer set search_path = '' as $$
  with noted as (
    update public."CalIntegrations" set "leftAlone" = p_left_alone
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
      and "leftAlone" <> p_left_alone
    returning 1)
  select exists (select from noted)
$$;

create function public.cal_integration_note_sync(
  p_user_ulid char(26), p_generation integer, p_skipped_rows integer
) returns boolean language sql security definer set search_path = '' as $$
  with noted as (
    update public."CalIntegrations" set "syncedAt" = pg_catalog.now(), "skippedRows" = p_skipped_rows
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
    returning 1)
  select exists (select from noted)
$$;

-- A request that was admitted before its user was erased stores no token after that.
create function public.cal_integration_refuse_erased() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if public.is_erased(new."userUlid") then
    raise exception 'the user was erased' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger "CalIntegrations_refuse_erased" before insert or update of "sealedToken" on public."CalIntegrations"
  for each row when (new."sealedToken" is not null) execute function public.cal_integration_refuse_erased();

-- The address of the connected account is the user's, unless it is another user's already.
create function public.cal_integration_claim_address() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_address text := public.fold_address(new."calEmail");
begin
  delete from public."UserAddresses"
  where "userUlid" = new."userUlid" and "source" = 'cal' and "address" is distinct from v_address;
  if char_length(v_address) > 320 or position('@' in v_address) < 2 or v_address like '%.invalid' then
    return null;
  end if;
  insert into public."UserAddresses" ("address", "userUlid", "source")
  select v_address, new."userUlid", 'cal' where v_address is not null
  on conflict ("address") do nothing;
  if found then
    perform public.bookings_rebind(new."userUlid", array[v_address]);
  end if;
  return null;
end $$;
create trigger "CalIntegrations_claim_address_insert" after insert on public."CalIntegrations"
  for each row execute function public.cal_integration_claim_address();
create trigger "CalIntegrations_claim_address" after update of "calEmail" on public."CalIntegrations"
  for each row when (old."calEmail" is distinct from new."calEmail")
  execute function public.cal_integration_claim_address();

-- An address that Clerk no longer says is a user's may still be that of a connected account.
create function public.user_address_released() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public."UserAddresses" ("address", "userUlid", "source")
  select old."address", "userUlid", 'cal' from public."CalIntegrations"
  where lower("calEmail" collate "C") = old."address" limit 1
  on conflict ("address") do nothing;
  return null;
end $$;
create trigger "UserAddresses_released" after delete on public."UserAddresses"
  for each row execute function public.user_address_released();

-- The token is kept elsewhere until the subscription of the connection is deleted at Cal.com.
create function public.cal_integration_disconnect(p_user_ulid char(26))
returns boolean language sql security definer set search_path = '' as $$
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
$$;

-- Of all processes that want to refresh the tokens of one generation, one at a time may call Cal.com.
create function public.cal_integration_lease_refresh(
  p_user_ulid char(26), p_owner text, p_generation integer, p_lease_ms bigint
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_mine public."CalIntegrations";
  v_now timestamptz(3);
begin
  select * into v_mine from public."CalIntegrations" where "userUlid" = p_user_ulid for update;
  if v_mine."accessExpiresAt" is null then
    return jsonb_build_object('won', false, 'why', 'noConnection');
  end if;
  if v_mine."generation" <> p_generation then
    return jsonb_build_object('won', false, 'why', 'refreshed', 'generation', v_mine."generation");
  end if;
  v_now := pg_catalog.clock_timestamp();
  if v_mine."refreshUntil" > v_now then
    return jsonb_build_object('won', false, 'why', 'leased', 'leaseUntil', v_mine."refreshUntil");
  end if;
  update public."CalIntegrations" set
    "refreshOwner" = p_owner, "refreshUntil" = v_now + public.to_interval(p_lease_ms)
  where "userUlid" = p_user_ulid returning * into v_mine;
  return jsonb_build_object('won', true, 'leaseUntil', v_mine."refreshUntil");
end $$;

-- Stores the tokens that Cal.com issued for those of p_generation. Not tied to the lease: newer tokens of the same
-- generation must not be lost because the response was slow. Where the connection has ended with those of p_generation,
-- which Cal.com may have revoked, its subscription is deleted with the new ones.
create function public.cal_integration_store_refreshed(
  p_user_ulid char(26), p_generation integer, p_sealed_token text, p_key_id text,
  p_access_expires_at timestamptz, p_scopes text
) returns setof public."CalIntegrations"
language sql security definer set search_path = '' as $$
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
$$;
comment on function public.cal_integration_store_refreshed is 'p_scopes may be null.';

create function public.cal_integration_release_refresh(p_user_ulid char(26), p_owner text)
returns boolean language sql security definer set search_path = '' as $$
  with freed as (
    update public."CalIntegrations" set "refreshOwner" = null, "refreshUntil" = null
    where "userUlid" = p_user_ulid and "refreshOwner" = p_owner
    returning 1)
  select exists (select from freed)
$$;

-- One row for each user who is on Cal.com's consent page.
create table public."OAuthStates" (
  -- A hash of the state parameter, which itself is not stored.
  "stateHash" text primary key,
  "userUlid" char(26) not null,
  -- The PKCE verifier as a JWE; null for a confidential client.
  "sealedVerifier" text,
  "returnTo" text not null,
  -- The meeting from which the account is connected: its coach may then see when the user is busy.
  "shareForBookingUlid" char(26),
  "expiresAt" timestamptz(3) not null,
  "createdAt" timestamptz(3) not null default now(),
  constraint "OAuthStates_userUlid_fkey" foreign key ("userUlid") references public."User" ("ulid"),
  constraint "OAuthStates_stateHash_check" check ("stateHash" ~ '^[A-Za-z0-9_-]{40,128}$'),
  constraint "OAuthStates_returnTo_check" check (char_length("returnTo") <= 2000),
  constraint "OAuthStates_ciphertext_check" check (
    "sealedVerifier" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$')
);
alter table public."OAuthStates" enable row level security;
grant select, insert, update, delete on public."OAuthStates" to service_role;

create function public.oauth_state_create(
  p_state_hash text, p_user_ulid char(26), p_sealed_verifier text, p_return_to text, p_ttl_ms bigint
) returns void
language sql security definer set search_path = '' as $$
  delete from public."OAuthStates" where "expiresAt" <= pg_catalog.clock_timestamp();
  insert into public."OAuthStates" ("stateHash", "userUlid", "sealedVerifier", "returnTo", "expiresAt")
  values (p_state_hash, p_user_ulid, p_sealed_verifier, p_return_to,
    pg_catalog.clock_timestamp() + public.to_interval(p_ttl_ms))
$$;
comment on function public.oauth_state_create is 'p_sealed_verifier may be null.';

-- The same for an account that is connected from a meeting.
create function public.oauth_state_create_for_meeting(
  p_state_hash text, p_user_ulid char(26), p_sealed_verifier text, p_return_to text, p_ttl_ms bigint,
  p_booking_ulid char(26)
) returns void
language sql security definer set search_path = '' as $$
  select public.oauth_state_create(p_state_hash, p_user_ulid, p_sealed_verifier, p_return_to, p_ttl_ms);
  update public."OAuthStates" set "shareForBookingUlid" = p_booking_ulid where "stateHash" = p_state_hash
$$;
comment on function public.oauth_state_create_for_meeting is 'p_sealed_verifier may be null.';

-- Returns a state once, and only before it expires.
create function public.oauth_state_take(p_state_hash text) returns setof public."OAuthStates"
language sql security definer set search_path = '' as $$
  with taken as (delete from public."OAuthStates" where "stateHash" = p_state_hash returning *)
  select * from taken where "expiresAt" > pg_catalog.clock_timestamp()
$$;

grant execute on function
  public.cal_integration_save_token, public.cal_integration_mark_proven, public.cal_integration_mark_needs_reconnect,
  public.cal_integration_disconnect, public.cal_integration_lease_refresh, public.cal_integration_store_refreshed,
  public.cal_integration_release_refresh, public.oauth_state_create, public.oauth_state_create_for_meeting,
  public.oauth_state_take, public.cal_integration_note_left_alone, public.cal_integration_note_sync,
  public.cal_integration_note_facts
  to service_role;

-- How many meetings a user still hosts, with how many people, and how many they attend: { hosted, people, attended }.
create function public.user_upcoming_counts(p_user_ulid char(26)) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'hosted', count(*) filter (where "coachUserUlid" = p_user_ulid),
    'people', count(distinct "menteeUserUlid") filter (where "coachUserUlid" = p_user_ulid),
    'attended', count(*) filter (where "menteeUserUlid" = p_user_ulid))
  from public."Bookings"
  where ("coachUserUlid" = p_user_ulid or "menteeUserUlid" = p_user_ulid)
    and "startTime" > pg_catalog.now() and "status" in ('accepted', 'pending') and not "gone"
$$;
grant execute on function public.user_upcoming_counts to service_role;
