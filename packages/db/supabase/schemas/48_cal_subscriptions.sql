-- The webhook subscription of each connection at Cal.com. Rows are claimed as in the outbox. A row outlives its
-- connection, with the sealed token, until the subscription is deleted at Cal.com, for a day at most.

create table public."CalSubscriptions" (
  -- Of "CalIntegrations", and part of the subscriber URL: another account gets another one.
  "connectionUlid" char(26) primary key,
  "userUlid" char(26) not null,
  -- waiting: not there so far. refused: Cal.com does not allow it. removing: the connection has ended.
  "state" text not null default 'waiting',
  "problem" text,
  -- What Cal.com signs with. Null until a subscription is about to be created, and once the connection has ended.
  "sealedSecret" text,
  -- The account and the token of the connection that has ended.
  "calUserId" integer,
  "tokenKind" text,
  "sealedToken" text,
  -- What the secret or the token is encrypted with.
  "keyId" text,
  "removeUntil" timestamptz(3),
  "nextRunAt" timestamptz(3) not null default now(),
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamptz(3),
  "lastError" text,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "CalSubscriptions_userUlid_fkey" foreign key ("userUlid") references public."User" ("ulid"),
  constraint "CalSubscriptions_connectionUlid_check" check ("connectionUlid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "CalSubscriptions_state_check" check ("state" in ('waiting', 'live', 'refused', 'removing')),
  constraint "CalSubscriptions_problem_check" check (
    ("problem" is not null) = ("state" = 'refused') and "problem" in ('notAllowed', 'addressRefused')),
  constraint "CalSubscriptions_secret_check" check (
    (coalesce("sealedSecret", "sealedToken") is null) = ("keyId" is null)
    and ("state" <> 'live' or "sealedSecret" is not null)
    and ("state" <> 'removing' or "sealedSecret" is null)),
  constraint "CalSubscriptions_token_check" check (
    ("state" = 'removing') = ("sealedToken" is not null)
    and ("sealedToken" is null) = ("tokenKind" is null)
    and ("sealedToken" is null) = ("removeUntil" is null)
    and ("sealedToken" is null) = ("calUserId" is null)
    and "tokenKind" in ('apiKey', 'oauth')),
  constraint "CalSubscriptions_ciphertext_check" check (
    "sealedSecret" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$'
    and "sealedToken" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$')
);
create unique index "CalSubscriptions_user_key" on public."CalSubscriptions" ("userUlid") where "state" <> 'removing';
create index "CalSubscriptions_user_idx" on public."CalSubscriptions" ("userUlid");
create index "CalSubscriptions_account_idx" on public."CalSubscriptions" ("calUserId") where "state" = 'removing';
create index "CalSubscriptions_due_idx" on public."CalSubscriptions" ("nextRunAt");
create index "CalSubscriptions_key_idx" on public."CalSubscriptions" ("keyId", "connectionUlid")
  where "keyId" is not null;
create trigger "CalSubscriptions_touch" before update on public."CalSubscriptions"
  for each row execute function public.touch_updated_at();
alter table public."CalSubscriptions" enable row level security;
grant select, insert, update, delete on public."CalSubscriptions" to service_role;

-- A connection has a new token: its subscription is checked now, which also deletes older ones of the same account. What
-- a check with the token before comes to does not count any more; the next one starts when its lease has ended.
create function public.cal_subscription_want(
  p_connection_ulid char(26), p_user_ulid char(26), p_cal_user_id integer
) returns void
language sql set search_path = '' as $$
  delete from public."CalSubscriptions" where "state" = 'removing' and "calUserId" = p_cal_user_id;
  insert into public."CalSubscriptions" as mine ("connectionUlid", "userUlid") values (p_connection_ulid, p_user_ulid)
  on conflict ("connectionUlid") do update set
    "state" = case mine."state" when 'refused' then 'waiting' else mine."state" end, "problem" = null,
    "nextRunAt" = pg_catalog.clock_timestamp(), "fence" = mine."fence" + 1, "tries" = 0
$$;

-- A connection ends: its token is kept to delete the subscription. Where creating one may be on its way, deleting
-- starts after that has ended. Without a secret none was ever created.
create function public.cal_subscription_end(
  p_connection_ulid char(26), p_cal_user_id integer, p_token_kind text, p_sealed_token text, p_key_id text
) returns void
language sql set search_path = '' as $$
  delete from public."CalSubscriptions" where "connectionUlid" = p_connection_ulid and "state" <> 'removing'
    and "sealedSecret" is null;
  update public."CalSubscriptions" set
    "state" = 'removing', "problem" = null, "sealedSecret" = null, "keyId" = p_key_id,
    "calUserId" = p_cal_user_id, "tokenKind" = p_token_kind, "sealedToken" = p_sealed_token,
    "removeUntil" = pg_catalog.clock_timestamp() + interval '1 day',
    "nextRunAt" = greatest("leaseUntil", pg_catalog.clock_timestamp()),
    "leaseUntil" = null, "fence" = "fence" + 1, "tries" = 0, "lastError" = null
  where "connectionUlid" = p_connection_ulid and "state" <> 'removing'
$$;

create function public.cal_subscription_claim(p_limit integer, p_lease_ms bigint)
returns setof public."CalSubscriptions"
language sql security definer set search_path = '' as $$
  update public."CalSubscriptions" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."connectionUlid" in (
    select due."connectionUlid" from public."CalSubscriptions" due
    where due."nextRunAt" <= pg_catalog.now()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.now())
    order by due."nextRunAt" limit p_limit for update skip locked)
  returning mine.*
$$;

-- The functions below change nothing and return false once another worker has claimed the row, or the connection ended.

create function public.cal_subscription_keep_secret(
  p_connection_ulid char(26), p_fence integer, p_sealed_secret text, p_key_id text
) returns boolean
language sql security definer set search_path = '' as $$
  with kept as (
    update public."CalSubscriptions" set "sealedSecret" = p_sealed_secret, "keyId" = p_key_id
    where "connectionUlid" = p_connection_ulid and "fence" = p_fence and "state" <> 'removing'
    returning 1)
  select exists (select from kept)
$$;

-- Cal.com has answered; it is asked again in p_delay_ms.
create function public.cal_subscription_settle(
  p_connection_ulid char(26), p_fence integer, p_state text, p_problem text, p_delay_ms bigint
) returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."CalSubscriptions" set
      "state" = p_state, "problem" = p_problem, "tries" = 0, "leaseUntil" = null, "lastError" = null,
      "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms)
    where "connectionUlid" = p_connection_ulid and "fence" = p_fence and "state" <> 'removing'
    returning 1)
  select exists (select from settled)
$$;
comment on function public.cal_subscription_settle is 'p_problem may be null.';

-- Cal.com has not answered. 'givenUp': the subscription could not be deleted for a day, and the token is gone.
create function public.cal_subscription_retry(
  p_connection_ulid char(26), p_fence integer, p_delay_ms bigint, p_error text
) returns text
language plpgsql security definer set search_path = '' as $$
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
end $$;

create function public.cal_subscription_removed(p_connection_ulid char(26), p_fence integer) returns boolean
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."CalSubscriptions"
    where "connectionUlid" = p_connection_ulid and "fence" = p_fence and "state" = 'removing'
    returning 1)
  select exists (select from gone)
$$;

-- Cal.com has issued other tokens while the subscription was being deleted.
create function public.cal_subscription_keep_token(
  p_connection_ulid char(26), p_fence integer, p_sealed_token text, p_key_id text
) returns boolean
language sql security definer set search_path = '' as $$
  with kept as (
    update public."CalSubscriptions" set "sealedToken" = p_sealed_token, "keyId" = p_key_id
    where "connectionUlid" = p_connection_ulid and "fence" = p_fence and "state" = 'removing'
    returning 1)
  select exists (select from kept)
$$;

grant execute on function
  public.cal_subscription_claim, public.cal_subscription_keep_secret, public.cal_subscription_settle,
  public.cal_subscription_retry, public.cal_subscription_removed, public.cal_subscription_keep_token
  to service_role;
