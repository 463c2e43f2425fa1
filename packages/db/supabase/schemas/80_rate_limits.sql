-- Rate-limit counters shared by all servers. Moves are not counted here: their attempts are.

create table public."RateLimits" (
  -- What is limited and for which user: a ulid or a hash, never personal data.
  "key" text primary key,
  -- The counts of the window that starts at "windowStart" and of the window before it.
  "windowStart" timestamptz(3) not null,
  "count" integer not null,
  "previousCount" integer not null,
  "updatedAt" timestamptz(3) not null default now(),
  constraint "RateLimits_key_check" check (char_length("key") between 1 and 200),
  constraint "RateLimits_counts_check" check ("count" >= 0 and "previousCount" >= 0)
);
-- A fifth of the table, the default, would be millions of dead rows.
alter table public."RateLimits" set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index "RateLimits_updatedAt_idx" on public."RateLimits" ("updatedAt");
create trigger "RateLimits_touch" before update on public."RateLimits"
  for each row execute function public.touch_updated_at();
alter table public."RateLimits" enable row level security;
grant select, insert, update, delete on public."RateLimits" to service_role;

-- Counts one request if it is within the limit. The window slides: the previous window counts in proportion to how
-- much of it lies within the last p_window_ms, as if its requests had been spread evenly.
create function public.rate_limit_take(p_key text, p_limit integer, p_window_ms bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_now bigint := floor(extract(epoch from pg_catalog.clock_timestamp()) * 1000);
  v_start bigint := v_now - v_now % p_window_ms;
  v_row_start bigint;
  v_row public."RateLimits";
  v_share double precision; -- of the current window, that has passed when the next request fits
begin
  insert into public."RateLimits" ("key", "windowStart", "count", "previousCount")
  values (p_key, to_timestamp(v_start / 1000.0), 0, 0) on conflict ("key") do nothing;
  select * into v_row from public."RateLimits" where "key" = p_key for update;
  v_row_start := round(extract(epoch from v_row."windowStart") * 1000);
  if v_row_start > v_start then -- a concurrent call has already started the next window
    v_start := v_row_start;
    v_now := greatest(v_now, v_start);
  elsif v_row_start < v_start then
    v_row."previousCount" := case when v_row_start = v_start - p_window_ms then v_row."count" else 0 end;
    v_row."count" := 0;
  end if;

  if v_row."count" + 1 > p_limit then -- not before the next window, in which these are the previous count
    v_share := 1 + greatest(0, 1 - (p_limit - 1) / greatest(v_row."count", 1)::double precision);
  elsif v_row."previousCount" > 0 then
    v_share := greatest(0, 1 - (p_limit - 1 - v_row."count") / v_row."previousCount"::double precision);
  else
    v_share := 0;
  end if;
  if v_now < v_start + v_share * p_window_ms then
    return jsonb_build_object('allowed', false,
      'retryAfterMs', ceil(v_start + v_share * p_window_ms - v_now)::bigint);
  end if;
  update public."RateLimits" set
    "windowStart" = to_timestamp(v_start / 1000.0), "count" = v_row."count" + 1,
    "previousCount" = v_row."previousCount"
  where "key" = p_key;
  return jsonb_build_object('allowed', true);
end $$;

-- Deletes, a batch at a time, counters that have not changed for p_keep_ms.
create function public.rate_limit_prune(p_keep_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."RateLimits" where "key" in (
      select "key" from public."RateLimits"
      where "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;

grant execute on function public.rate_limit_take, public.rate_limit_prune to service_role;
