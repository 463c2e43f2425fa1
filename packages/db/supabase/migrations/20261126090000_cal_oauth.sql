-- Connections by OAuth: an access token that ends soon, the refresh token that replaces both, and the
-- states of people who are on their way through Cal.com's consent page.

alter table public."CalIntegrations"
  add column "accessExpiresAt" timestamptz(3),
  -- As the token endpoint writes them: separated by spaces.
  add column "scopes" text,
  -- Who refreshes now. Cal.com may end every other refresh token of a person when it makes a new one.
  add column "refreshOwner" text,
  add column "refreshUntil" timestamptz(3),
  add constraint "CalIntegrations_expiry_check" check (
    ("accessExpiresAt" is not null) = ("kind" = 'oauth' and "sealedToken" is not null)),
  add constraint "CalIntegrations_refresh_check" check (
    ("refreshOwner" is null) = ("refreshUntil" is null)
    and ("refreshOwner" is null or "accessExpiresAt" is not null));

create function public.cal_integration_save_token(
  p_ulid char(26), p_user_ulid char(26), p_kind text, p_sealed_token text, p_key_id text,
  p_cal_user_id integer, p_cal_username text, p_cal_email text,
  p_access_expires_at timestamptz, p_scopes text
) returns setof public."CalIntegrations"
language sql security definer set search_path = '' as $$
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
    "refreshOwner" = null, "refreshUntil" = null,
    "generation" = mine."generation" + 1,
    "connectedAt" = pg_catalog.now(), "provenAt" = pg_catalog.now()
  returning *
$$;

-- Kept for servers of the version before.
create or replace function public.cal_integration_save(
  p_ulid char(26), p_user_ulid char(26), p_kind text, p_sealed_token text, p_key_id text,
  p_cal_user_id integer, p_cal_username text, p_cal_email text
) returns setof public."CalIntegrations"
language sql security definer set search_path = '' as $$
  select * from public.cal_integration_save_token(p_ulid, p_user_ulid, p_kind, p_sealed_token, p_key_id,
    p_cal_user_id, p_cal_username, p_cal_email, null, null)
$$;

create or replace function public.cal_integration_disconnect(p_user_ulid char(26))
returns boolean language sql security definer set search_path = '' as $$
  with gone as (
    update public."CalIntegrations" set
      "status" = 'disconnected', "sealedToken" = null, "keyId" = null, "calUserId" = null,
      "calUsername" = null, "calEmail" = null, "accessExpiresAt" = null, "scopes" = null,
      "refreshOwner" = null, "refreshUntil" = null, "generation" = "generation" + 1
    where "userUlid" = p_user_ulid and "status" <> 'disconnected'
    returning 1)
  select exists (select from gone)
$$;

-- Of all who want to replace the tokens of one generation, one may ask Cal.com at a time.
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

-- The tokens Cal.com gave for those of p_generation. Not tied to the lease: whoever holds newer tokens
-- of the same generation must not lose them only because the answer was slow.
create function public.cal_integration_store_refreshed(
  p_user_ulid char(26), p_generation integer, p_sealed_token text, p_key_id text,
  p_access_expires_at timestamptz, p_scopes text
) returns setof public."CalIntegrations"
language sql security definer set search_path = '' as $$
  update public."CalIntegrations" as mine set
    "sealedToken" = p_sealed_token, "keyId" = p_key_id, "accessExpiresAt" = p_access_expires_at,
    "scopes" = coalesce(p_scopes, mine."scopes"), "status" = 'connected',
    "refreshOwner" = null, "refreshUntil" = null, "generation" = mine."generation" + 1
  where mine."userUlid" = p_user_ulid and mine."generation" = p_generation
    and mine."kind" = 'oauth' and mine."status" <> 'disconnected'
  returning mine.*
$$;

create function public.cal_integration_release_refresh(p_user_ulid char(26), p_owner text)
returns boolean language sql security definer set search_path = '' as $$
  with freed as (
    update public."CalIntegrations" set "refreshOwner" = null, "refreshUntil" = null
    where "userUlid" = p_user_ulid and "refreshOwner" = p_owner
    returning 1)
  select exists (select from freed)
$$;

create table public."OAuthStates" (
  -- Of the state in the person's address bar; the state itself is not kept.
  "stateHash" text primary key,
  "userUlid" char(26) not null,
  -- The PKCE verifier as a JWE; null for a confidential client.
  "sealedVerifier" text,
  "returnTo" text not null,
  "expiresAt" timestamptz(3) not null,
  "createdAt" timestamptz(3) not null default now(),
  constraint "OAuthStates_userUlid_fkey" foreign key ("userUlid") references public."User" ("ulid"),
  constraint "OAuthStates_stateHash_check" check ("stateHash" ~ '^[A-Za-z0-9_-]{40,128}$'),
  constraint "OAuthStates_returnTo_check" check (char_length("returnTo") <= 2000),
  constraint "OAuthStates_ciphertext_check" check (
    "sealedVerifier" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$')
);
create index "OAuthStates_expiry_idx" on public."OAuthStates" ("expiresAt");
create index "OAuthStates_user_idx" on public."OAuthStates" ("userUlid");

create function public.oauth_state_create(
  p_state_hash text, p_user_ulid char(26), p_sealed_verifier text, p_return_to text, p_ttl_ms bigint
) returns void
language sql security definer set search_path = '' as $$
  delete from public."OAuthStates" where "expiresAt" <= pg_catalog.clock_timestamp();
  insert into public."OAuthStates" ("stateHash", "userUlid", "sealedVerifier", "returnTo", "expiresAt")
  values (p_state_hash, p_user_ulid, p_sealed_verifier, p_return_to,
    pg_catalog.clock_timestamp() + public.to_interval(p_ttl_ms))
$$;

-- Gives a state once, and not after its time.
create function public.oauth_state_take(p_state_hash text) returns setof public."OAuthStates"
language sql security definer set search_path = '' as $$
  with taken as (delete from public."OAuthStates" where "stateHash" = p_state_hash returning *)
  select * from taken where "expiresAt" > pg_catalog.clock_timestamp()
$$;

alter table public."OAuthStates" enable row level security;
revoke all on public."OAuthStates" from public, anon, authenticated;
revoke all on function
  public.cal_integration_save_token, public.cal_integration_lease_refresh,
  public.cal_integration_store_refreshed, public.cal_integration_release_refresh,
  public.oauth_state_create, public.oauth_state_take
  from public, anon, authenticated;
grant all on public."OAuthStates" to service_role;
grant execute on function
  public.cal_integration_save_token, public.cal_integration_lease_refresh,
  public.cal_integration_store_refreshed, public.cal_integration_release_refresh,
  public.oauth_state_create, public.oauth_state_take
  to service_role;
