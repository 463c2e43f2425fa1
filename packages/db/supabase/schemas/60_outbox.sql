-- Mail to send, written in the transaction that it reports. Delivery is at least once, by any number of workers.
-- A row is claimed by one worker for the length of its lease; a write with an older fence changes nothing.

create table public."Outbox" (
  "ulid" char(26) primary key,
  "dedupeKey" text not null unique,
  "topic" text not null,
  "payload" jsonb not null,
  "availableAt" timestamptz(3) not null default now(),
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamptz(3),
  "doneAt" timestamptz(3),
  "deadAt" timestamptz(3),
  "lastError" text,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "Outbox_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "Outbox_topic_check" check ("topic" = 'mail'),
  constraint "Outbox_payload_check" check (jsonb_typeof("payload" -> 'notificationUlid') = 'string'),
  constraint "Outbox_settled_check" check ("doneAt" is null or "deadAt" is null)
);
create index "Outbox_due_idx" on public."Outbox" ("availableAt") where "doneAt" is null and "deadAt" is null;
create trigger "Outbox_touch" before update on public."Outbox"
  for each row execute function public.touch_updated_at();
alter table public."Outbox" enable row level security;
grant select, insert, update, delete on public."Outbox" to service_role;

create function public.outbox_claim(p_limit integer, p_lease_ms bigint) returns setof public."Outbox"
language sql security definer set search_path = '' as $$
  update public."Outbox" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."ulid" in (
    select due."ulid" from public."Outbox" due
    where due."doneAt" is null and due."deadAt" is null
      and due."availableAt" <= pg_catalog.clock_timestamp()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
    order by due."availableAt" limit p_limit for update skip locked)
  returning mine.*
$$;

create function public.outbox_done(p_ulid char(26), p_fence integer) returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."Outbox" set "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = null
    where "ulid" = p_ulid and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$$;

create function public.outbox_retry(p_ulid char(26), p_fence integer, p_delay_ms bigint, p_error text)
returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."Outbox" set
      "availableAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms),
      "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "ulid" = p_ulid and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$$;

create function public.outbox_bury(p_ulid char(26), p_fence integer, p_error text) returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."Outbox" set
      "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "ulid" = p_ulid and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$$;

grant execute on function public.outbox_claim, public.outbox_done, public.outbox_retry, public.outbox_bury
  to service_role;
