-- Work that is due at a time, done by any number of workers. A job is a row under its kind and key, and
-- out to one worker for the length of its lease; it is gone when it is done. What the work is about
-- stands in tables of its own: a lost job costs time, nothing else.

create table public."Jobs" (
  "kind" text not null,
  "key" text not null,
  "runAt" timestamptz(3) not null default now(),
  -- When it is due once more, asked for while somebody works on it.
  "againAt" timestamptz(3),
  -- Where the last run stopped, in the words of the job itself.
  "cursor" text,
  -- How often it was claimed since it last went well.
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamptz(3),
  "deadAt" timestamptz(3),
  "lastError" text,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "Jobs_pkey" primary key ("kind", "key"),
  constraint "Jobs_kind_check" check (char_length("kind") between 1 and 100),
  constraint "Jobs_key_check" check (char_length("key") <= 200),
  constraint "Jobs_cursor_check" check (char_length("cursor") <= 500)
);
create index "Jobs_due_idx" on public."Jobs" ("runAt") where "deadAt" is null;
create trigger "Jobs_touch" before update on public."Jobs"
  for each row execute function public.touch_updated_at();

-- While one of the same kind and key waits, nothing changes, and its time stays. While one runs, it is
-- done once more afterwards. One that was given up begins anew. False when nothing changed.
create function public.job_enqueue(p_kind text, p_key text, p_delay_ms bigint) returns boolean
language sql security definer set search_path = '' as $$
  with queued as (
    insert into public."Jobs" as mine ("kind", "key", "runAt")
    values (p_kind, p_key, pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms))
    on conflict ("kind", "key") do update set
      "againAt" = case when mine."deadAt" is null then excluded."runAt" end,
      "runAt" = case when mine."deadAt" is null then mine."runAt" else excluded."runAt" end,
      "tries" = case when mine."deadAt" is null then mine."tries" else 0 end,
      "deadAt" = null
    where mine."deadAt" is not null or (mine."leaseUntil" is not null and mine."againAt" is null)
    returning 1)
  select exists (select from queued)
$$;

create function public.job_claim(p_kinds text[], p_limit integer, p_lease_ms bigint)
returns setof public."Jobs"
language sql security definer set search_path = '' as $$
  update public."Jobs" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where (mine."kind", mine."key") in (
    select due."kind", due."key" from public."Jobs" due
    where due."deadAt" is null and due."kind" = any (p_kinds)
      and due."runAt" <= pg_catalog.clock_timestamp()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
    order by due."runAt" limit p_limit for update skip locked)
  returning mine.*
$$;

-- Each of these changes nothing and says false once somebody else has claimed the job.

create function public.job_renew(p_kind text, p_key text, p_fence integer, p_lease_ms bigint)
returns boolean
language sql security definer set search_path = '' as $$
  with renewed as (
    update public."Jobs" set
      "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
    where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null
    returning 1)
  select exists (select from renewed)
$$;

-- p_again_ms: when it is due anew, for work that never ends; null for work that is over.
create function public.job_done(
  p_kind text, p_key text, p_fence integer, p_again_ms bigint, p_cursor text
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public."Jobs" set
    "runAt" = least("againAt", pg_catalog.clock_timestamp() + public.to_interval(p_again_ms)),
    "againAt" = null, "cursor" = p_cursor, "tries" = 0, "leaseUntil" = null, "lastError" = null
  where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null
    and ("againAt" is not null or p_again_ms is not null);
  if found then return true; end if;
  delete from public."Jobs"
  where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null;
  return found;
end $$;

create function public.job_retry(
  p_kind text, p_key text, p_fence integer, p_delay_ms bigint, p_error text
) returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."Jobs" set
      "runAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms),
      "againAt" = null, "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null
    returning 1)
  select exists (select from settled)
$$;

-- Gives it up; not what was asked for meanwhile.
create function public.job_bury(p_kind text, p_key text, p_fence integer, p_error text)
returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."Jobs" set
      "deadAt" = case when "againAt" is null then pg_catalog.clock_timestamp() end,
      "runAt" = coalesce("againAt", "runAt"),
      "tries" = case when "againAt" is null then "tries" else 0 end,
      "againAt" = null, "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null
    returning 1)
  select exists (select from settled)
$$;

alter table public."Jobs" enable row level security;
revoke all on public."Jobs" from public, anon, authenticated;
revoke all on function
  public.job_enqueue, public.job_claim, public.job_renew, public.job_done, public.job_retry,
  public.job_bury
  from public, anon, authenticated;
grant all on public."Jobs" to service_role;
grant execute on function
  public.job_enqueue, public.job_claim, public.job_renew, public.job_done, public.job_retry,
  public.job_bury
  to service_role;
