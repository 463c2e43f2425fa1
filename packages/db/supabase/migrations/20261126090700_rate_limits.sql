-- How often somebody did something lately, for all servers together. Moves are not counted here: their
-- attempts are the count.

create table public."RateLimits" (
  -- What is limited and for whom, with nothing in it that must not be known: a ulid, or a hash.
  "key" text primary key,
  -- Counts of the window that "windowStart" begins and of the one before it.
  "windowStart" timestamptz(3) not null,
  "count" integer not null,
  "previousCount" integer not null,
  "updatedAt" timestamptz(3) not null default now(),
  constraint "RateLimits_key_check" check (char_length("key") between 1 and 200),
  constraint "RateLimits_counts_check" check ("count" >= 0 and "previousCount" >= 0)
);
create index "RateLimits_updatedAt_idx" on public."RateLimits" ("updatedAt");
create trigger "RateLimits_touch" before update on public."RateLimits"
  for each row execute function public.touch_updated_at();

-- Counts one more, if that stays within the limit. The window slides: the one before counts as far as
-- it still lies within the last p_window_ms, as if its events had come evenly.
create function public.rate_limit_take(p_key text, p_limit integer, p_window_ms bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_now bigint := floor(extract(epoch from pg_catalog.clock_timestamp()) * 1000);
  v_start bigint := v_now - v_now % p_window_ms;
  v_row_start bigint;
  v_row public."RateLimits";
  v_share double precision; -- of the present window, that is over when a further one fits
begin
  insert into public."RateLimits" ("key", "windowStart", "count", "previousCount")
  values (p_key, to_timestamp(v_start / 1000.0), 0, 0) on conflict ("key") do nothing;
  select * into v_row from public."RateLimits" where "key" = p_key for update;
  v_row_start := round(extract(epoch from v_row."windowStart") * 1000);
  if v_row_start > v_start then -- another server's call came first, in a window that has just begun
    v_start := v_row_start;
    v_now := greatest(v_now, v_start);
  elsif v_row_start < v_start then
    v_row."previousCount" := case when v_row_start = v_start - p_window_ms then v_row."count" else 0 end;
    v_row."count" := 0;
  end if;

  if v_row."count" + 1 > p_limit then -- not before the next window, where these count in their turn
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

-- Forgets counts that nobody has added to for so long that they count no more.
create function public.rate_limit_prune(p_keep_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."RateLimits"
    where "updatedAt" <= pg_catalog.clock_timestamp() - public.to_interval(p_keep_ms)
    returning 1)
  select count(*)::integer from gone
$$;

alter table public."RateLimits" enable row level security;
revoke all on public."RateLimits" from public, anon, authenticated;
revoke all on function public.rate_limit_take, public.rate_limit_prune from public, anon, authenticated;
grant all on public."RateLimits" to service_role;
grant execute on function public.rate_limit_take, public.rate_limit_prune to service_role;
