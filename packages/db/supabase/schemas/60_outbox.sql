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
  -- The request that the row was last sent in, with others. As long as the provider may have taken it, the whole batch
  -- is claimed again: it recognizes a repetition only when the request is the same.
  "batchKey" text,
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
create index "Outbox_batch_idx" on public."Outbox" ("batchKey") where "doneAt" is null and "deadAt" is null;
create trigger "Outbox_touch" before update on public."Outbox"
  for each row execute function public.touch_updated_at();
alter table public."Outbox" enable row level security;
grant select, insert, update, delete on public."Outbox" to service_role;

-- Claims the rows of one request: those of a batch that was sent before, or up to p_limit others, under a new key.
create function public.outbox_claim_batch(p_limit integer, p_lease_ms bigint) returns setof public."Outbox"
language plpgsql security definer set search_path = '' as $$
declare
  v_batch text;
  v_new constant text := pg_catalog.gen_random_uuid()::text;
  v_now timestamptz;
begin
  -- One at a time: two would tear a batch apart.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('outbox_claim_batch', 0));
  v_now := pg_catalog.clock_timestamp();
  select due."batchKey" into v_batch from public."Outbox" due
  where due."doneAt" is null and due."deadAt" is null and due."availableAt" <= v_now
    and (due."leaseUntil" is null or due."leaseUntil" <= v_now)
  order by due."availableAt" limit 1;
  if not found then return; end if;
  -- A batch is claimed whole as soon as one of its rows is due: if a part of it were sent under its key, the provider
  -- would take the rest, sent later, for a repetition.
  return query
    update public."Outbox" as mine set
      "fence" = mine."fence" + 1,
      "tries" = mine."tries" + 1,
      "leaseUntil" = v_now + public.to_interval(p_lease_ms),
      "batchKey" = coalesce(v_batch, v_new)
    where mine."ulid" in (
      select due."ulid" from public."Outbox" due
      where due."doneAt" is null and due."deadAt" is null and due."batchKey" is not distinct from v_batch
        and (v_batch is not null or due."availableAt" <= v_now
          and (due."leaseUntil" is null or due."leaseUntil" <= v_now))
      order by due."availableAt" limit case when v_batch is null then p_limit end
      for update)
    returning mine.*;
end $$;

-- Settles claimed rows in one statement, so that a batch is known as a whole or not at all. p_rows: [{ "ulid", "fence",
-- "outcome", "delayMs", "error" }]. Outcomes: done; dead (given up); unknown (sent again as the same batch); failed
-- (tried again with any others); limited (the same, and the try does not count). Gives how many rows were ours.
create function public.outbox_settle(p_rows jsonb) returns integer
language sql security definer set search_path = '' as $$
  with settled as (
    update public."Outbox" as mine set
      "doneAt" = case when known."outcome" = 'done' then pg_catalog.clock_timestamp() end,
      "deadAt" = case when known."outcome" = 'dead' then pg_catalog.clock_timestamp() end,
      "availableAt" = case when known."delayMs" is null then mine."availableAt"
        else pg_catalog.clock_timestamp() + public.to_interval(known."delayMs") end,
      "tries" = mine."tries" - (known."outcome" = 'limited')::integer,
      "batchKey" = case when known."outcome" in ('done', 'unknown') then mine."batchKey" end,
      "leaseUntil" = null,
      "lastError" = left(known."error", 500)
    from jsonb_to_recordset(p_rows) as known (
      "ulid" char(26), "fence" integer, "outcome" text, "delayMs" bigint, "error" text)
    where mine."ulid" = known."ulid" and mine."fence" = known."fence"
      and mine."doneAt" is null and mine."deadAt" is null
    returning 1)
  select count(*)::integer from settled
$$;

-- The functions below are what the servers of the version before call; they go with the version after.

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
      and due."batchKey" is null
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

grant execute on function
  public.outbox_claim_batch, public.outbox_settle,
  public.outbox_claim, public.outbox_done, public.outbox_retry, public.outbox_bury
  to service_role;
