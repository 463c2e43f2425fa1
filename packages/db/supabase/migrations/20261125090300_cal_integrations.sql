-- A person's connection to Cal.com. The token is ciphertext: no plaintext ever reaches the database.
-- A disconnected person keeps the row, so that "generation" never repeats and a late write finds it changed.

create table public."CalIntegrations" (
  "ulid" char(26) primary key,
  "userUlid" char(26) not null unique,
  "kind" text not null,
  "status" text not null,
  -- One Cal.com account belongs to one person here.
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
    "sealedToken" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$')
);

create trigger "CalIntegrations_touch" before update on public."CalIntegrations"
  for each row execute function public.touch_updated_at();

create function public.cal_integration_save(
  p_ulid char(26), p_user_ulid char(26), p_kind text, p_sealed_token text, p_key_id text,
  p_cal_user_id integer, p_cal_username text, p_cal_email text
) returns setof public."CalIntegrations"
language sql security definer set search_path = '' as $$
  insert into public."CalIntegrations" as mine (
    "ulid", "userUlid", "kind", "status", "calUserId", "calUsername", "calEmail", "sealedToken", "keyId")
  values (p_ulid, p_user_ulid, p_kind, 'connected', p_cal_user_id, p_cal_username, p_cal_email,
    p_sealed_token, p_key_id)
  on conflict ("userUlid") do update set
    "kind" = excluded."kind", "status" = 'connected', "calUserId" = excluded."calUserId",
    "calUsername" = excluded."calUsername", "calEmail" = excluded."calEmail",
    "sealedToken" = excluded."sealedToken", "keyId" = excluded."keyId",
    "generation" = mine."generation" + 1,
    "connectedAt" = pg_catalog.now(), "provenAt" = pg_catalog.now()
  returning *
$$;

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

create function public.cal_integration_disconnect(p_user_ulid char(26))
returns boolean language sql security definer set search_path = '' as $$
  with gone as (
    update public."CalIntegrations" set
      "status" = 'disconnected', "sealedToken" = null, "keyId" = null, "calUserId" = null,
      "calUsername" = null, "calEmail" = null, "generation" = "generation" + 1
    where "userUlid" = p_user_ulid and "status" <> 'disconnected'
    returning 1)
  select exists (select from gone)
$$;
