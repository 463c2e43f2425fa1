-- Scheduled work, done by any number of workers. A job is a row under its kind and key, claimed by one worker for the
-- length of its lease and deleted when it is done. What the work is about is stored in other tables: a lost job delays
-- it and loses nothing.

create table public."Jobs" (
  "kind" text not null,
  "key" text not null,
  "runAt" timestamptz(3) not null default now(),
  -- When to run again; set by an enqueue while the job is running.
  "againAt" timestamptz(3),
  -- Where the last run stopped, in the job's own format.
  "cursor" text,
  -- Claims since the last success.
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
-- Room in each page, so that an update of columns without an index stays there and touches no index.
alter table public."Jobs" set (fillfactor = 70);
-- By kind first: what is due of one class is found without reading past the others.
create index "Jobs_due_idx" on public."Jobs" ("kind", "runAt") where "deadAt" is null;
create index "Jobs_dead_idx" on public."Jobs" ("deadAt") where "deadAt" is not null;
create trigger "Jobs_touch" before update on public."Jobs"
  for each row execute function public.touch_updated_at();
alter table public."Jobs" enable row level security;
grant select, insert, update, delete on public."Jobs" to service_role;

-- A job that waits stays as it is, with its time. One that is running runs once more afterwards. A dead one starts
-- over. False when nothing changed.
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

-- Claims due jobs class by class. p_classes: [{ "kinds": [text], "places": integer }]; each class gets up to its places,
-- oldest first, however many jobs of another class are due.
create function public.job_claim_by_class(p_classes jsonb, p_lease_ms bigint) returns setof public."Jobs"
language sql security definer set search_path = '' as $$
  update public."Jobs" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where (mine."kind", mine."key") in (
    select due."kind", due."key"
    from jsonb_to_recordset(p_classes) as class ("kinds" text[], "places" integer)
    cross join lateral (
      select job."kind", job."key" from public."Jobs" job
      where job."deadAt" is null and job."kind" = any (class."kinds")
        and job."runAt" <= pg_catalog.now()
        and (job."leaseUntil" is null or job."leaseUntil" <= pg_catalog.now())
      order by job."runAt" limit class."places" for update skip locked) due)
  returning mine.*
$$;

-- What the servers of the version before claim with; goes with the version after.
create function public.job_claim(p_kinds text[], p_limit integer, p_lease_ms bigint)
returns setof public."Jobs"
language sql security definer set search_path = '' as $$
  select * from public.job_claim_by_class(
    jsonb_build_array(jsonb_build_object('kinds', p_kinds, 'places', p_limit)), p_lease_ms)
$$;

-- The functions below change nothing and return false once another worker has claimed the job.

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

-- p_again_ms: when a recurring job is due again; null for one that is finished.
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
comment on function public.job_done is 'p_again_ms and p_cursor may be null.';

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

-- Gives the job up, unless it was enqueued again during this run.
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

-- Deletes jobs that were given up p_keep_ms ago. Returns how many.
create function public.job_prune(p_keep_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."Jobs" where "deadAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
    returning 1)
  select count(*)::integer from gone
$$;

grant execute on function
  public.job_prune, public.job_enqueue, public.job_claim_by_class, public.job_claim, public.job_renew, public.job_done,
  public.job_retry, public.job_bury
  to service_role;
