-- Delivery: at least once, by any number of deliverers. A row is out to one of them for the length of its lease.

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
