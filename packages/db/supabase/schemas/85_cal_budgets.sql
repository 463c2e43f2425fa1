-- How many requests to Cal.com each credential has made lately, for all processes together.

create table public."CalBudgets" (
  -- Whose budget it is: a hash of a person, of a pair of people or of a token, or "anonymous …". Never a token.
  "key" text primary key,
  -- Requests that Cal.com allows in a minute; its default until an answer has named another number.
  "limit" integer not null default 120,
  -- Requests granted in each slice of two seconds, the newest first: "slice" counts the slices since 1970.
  "slice" bigint not null,
  "granted" integer[] not null,
  -- What others used of the same limit in Cal.com's current window, and when that ends.
  "othersUsed" integer not null default 0,
  "othersUntil" timestamptz(3),
  -- Cal.com refuses every request until then.
  "blockedUntil" timestamptz(3),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "CalBudgets_key_check" check (char_length("key") between 1 and 100),
  constraint "CalBudgets_limit_check" check ("limit" >= 0),
  constraint "CalBudgets_granted_check" check (cardinality("granted") = 35 and 0 <= all ("granted")),
  constraint "CalBudgets_others_check" check ("othersUsed" >= 0)
);
create index "CalBudgets_updatedAt_idx" on public."CalBudgets" ("updatedAt");
create index "CalBudgets_blocked_idx" on public."CalBudgets" ("blockedUntil") where "blockedUntil" is not null;
create trigger "CalBudgets_touch" before update on public."CalBudgets"
  for each row execute function public.touch_updated_at();
alter table public."CalBudgets" enable row level security;
grant select, insert, update, delete on public."CalBudgets" to service_role;

-- The key of a budget: a hash in base64url, as the servers make it.
create function public.budget_key(p_name text) returns text
language sql immutable set search_path = '' as $$
  select rtrim(translate(encode(sha256(convert_to(p_name, 'UTF8')), 'base64'), '+/', '-_'), '=')
$$;

-- Until one more request fits: when enough slices, or what others used, no longer count. In milliseconds.
create function public.cal_budget_wait(
  p_granted integer[], p_slice bigint, p_now bigint, p_ceiling integer, p_others integer, p_others_until bigint
) returns bigint
language plpgsql immutable set search_path = '' as $$
declare
  v_left integer := (select sum(each) from unnest(p_granted) as slices (each));
  v_ends bigint;
begin
  if p_ceiling <= 0 then
    return 60000;
  end if;
  for v_index in reverse cardinality(p_granted)..1 loop
    v_ends := (p_slice - v_index + 1 + cardinality(p_granted)) * 2000;
    if p_others > 0 and p_others_until <= v_ends and v_left < p_ceiling then
      return greatest(1, p_others_until - p_now);
    end if;
    v_left := v_left - p_granted[v_index];
    if v_left + (case when v_ends < p_others_until then p_others else 0 end) < p_ceiling then
      return greatest(1, v_ends - p_now);
    end if;
  end loop;
  return greatest(1, p_others_until - p_now);
end $$;

-- Grants requests of several budgets at once. p_asks: [{ key, permille, want, limit?, returned?: [{ slice, count }],
-- observed?: { used, leftMs }, blockedMs? }]. No more than permille/1000 of the limit is granted within 35 slices, 68
-- seconds or more, so requests sent within 8 seconds of their grant keep to it in every minute, whenever Cal.com's
-- windows begin. What an answer says was used of the limit, in a window that goes on for leftMs, counts where it is more.
-- [{ key, permille, granted, slice, limit, retryAfterMs, blockedMs }], by key.
create function public.cal_budget_lease(p_asks jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_ask jsonb;
  v_return jsonb;
  v_row public."CalBudgets";
  v_now bigint;
  v_slice bigint;
  v_shift integer;
  v_used integer;
  v_ceiling integer;
  v_others_until bigint;
  v_blocked_ms bigint;
  v_granted integer;
  v_wait bigint;
  v_answers jsonb := '[]';
begin
  -- In one order everywhere, so that two processes never wait for each other.
  for v_ask in select value from jsonb_array_elements(p_asks) order by (value ->> 'key') collate "C" loop
    insert into public."CalBudgets" ("key", "slice", "granted")
    values (v_ask ->> 'key', 0, array_fill(0, array[35])) on conflict ("key") do nothing;
    select * into v_row from public."CalBudgets" where "key" = v_ask ->> 'key' for update;
    v_now := floor(extract(epoch from pg_catalog.clock_timestamp()) * 1000);
    v_slice := greatest(v_now / 2000, v_row."slice");
    v_shift := least(v_slice - v_row."slice", 35);
    v_row."granted" := array_fill(0, array[v_shift]) || v_row."granted"[1:35 - v_shift];
    v_row."limit" := coalesce((v_ask ->> 'limit')::integer, v_row."limit");

    for v_return in select value from jsonb_array_elements(coalesce(v_ask -> 'returned', '[]')) loop
      v_shift := v_slice - (v_return ->> 'slice')::bigint + 1;
      if v_shift between 1 and 35 then
        v_row."granted"[v_shift] := greatest(0, v_row."granted"[v_shift] - (v_return ->> 'count')::integer);
      end if;
    end loop;

    v_used := (select sum(each) from unnest(v_row."granted") as slices (each));
    if v_ask -> 'observed' is not null then
      v_row."othersUsed" := greatest(0, (v_ask -> 'observed' ->> 'used')::integer - v_used);
      v_row."othersUntil" := to_timestamp((v_now + (v_ask -> 'observed' ->> 'leftMs')::bigint) / 1000.0);
    end if;
    if v_ask -> 'blockedMs' is not null then
      v_row."blockedUntil" := greatest(v_row."blockedUntil",
        to_timestamp((v_now + (v_ask ->> 'blockedMs')::bigint) / 1000.0));
    end if;
    v_others_until := coalesce(round(extract(epoch from v_row."othersUntil") * 1000), 0);
    if v_others_until <= v_now then
      v_row."othersUsed" := 0;
    end if;
    v_blocked_ms := greatest(0,
      coalesce(round(extract(epoch from v_row."blockedUntil") * 1000), 0)::bigint - v_now);

    v_ceiling := v_row."limit"::bigint * (v_ask ->> 'permille')::integer / 1000;
    v_granted := case when v_blocked_ms > 0 then 0
      else greatest(0, least((v_ask ->> 'want')::integer, v_ceiling - v_used - v_row."othersUsed")) end;
    v_wait := case
      when v_granted > 0 or (v_ask ->> 'want')::integer = 0 then 0
      when v_blocked_ms > 0 then v_blocked_ms
      else public.cal_budget_wait(
        v_row."granted", v_slice, v_now, v_ceiling, v_row."othersUsed", v_others_until) end;
    v_row."granted"[1] := v_row."granted"[1] + v_granted;
    update public."CalBudgets" set
      "limit" = v_row."limit", "slice" = v_slice, "granted" = v_row."granted",
      "othersUsed" = v_row."othersUsed", "othersUntil" = v_row."othersUntil", "blockedUntil" = v_row."blockedUntil"
    where "key" = v_row."key";
    v_answers := v_answers || jsonb_build_object(
      'key', v_row."key", 'permille', v_ask -> 'permille', 'granted', v_granted, 'slice', v_slice,
      'limit', v_row."limit", 'retryAfterMs', v_wait, 'blockedMs', v_blocked_ms);
  end loop;
  return v_answers;
end $$;

-- How many credentials Cal.com refuses right now.
create function public.cal_budgets_blocked() returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public."CalBudgets" where "blockedUntil" > pg_catalog.now()
$$;

-- Deletes, a batch at a time, budgets of which nothing was taken for p_keep_ms; their limits are learned again.
create function public.cal_budget_prune(p_keep_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."CalBudgets" where "key" in (
      select "key" from public."CalBudgets"
      where "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;

grant execute on function public.cal_budget_lease, public.cal_budgets_blocked, public.cal_budget_prune to service_role;
