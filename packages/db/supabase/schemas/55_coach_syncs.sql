-- When each coach's bookings are read at Cal.com. A connected account is a row that any number of workers claim, one at
-- a time, each under a lease; a write with an older fence changes nothing.

-- Takes up to p_limit accounts that are due, those with the shortest interval first: their meetings are the soonest, and
-- an interval of 0 says that they were asked for.
-- One range of the index for each interval that occurs.
create function public.coach_sync_claim(p_limit integer, p_lease_ms bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_claimed jsonb := '[]';
  v_part jsonb;
  v_every integer := -1;
  v_now constant timestamptz := pg_catalog.clock_timestamp();
begin
  while jsonb_array_length(v_claimed) < p_limit loop
    select min("syncEveryMs") into v_every from public."CalIntegrations"
    where "status" = 'connected' and "syncEveryMs" > v_every;
    exit when v_every is null;
    with due as (
      select "userUlid" from public."CalIntegrations"
      where "status" = 'connected' and "syncEveryMs" = v_every and "nextSyncAt" <= v_now
        and ("syncLeaseUntil" is null or "syncLeaseUntil" <= v_now)
      order by "nextSyncAt" limit p_limit - jsonb_array_length(v_claimed) for update skip locked)
    select coalesce(jsonb_agg(public.coach_sync_take("userUlid", p_lease_ms)), '[]') into v_part from due;
    v_claimed := v_claimed || v_part;
  end loop;
  return v_claimed;
end $$;

-- The same for one account, due or not; null while it is being read.
create function public.coach_sync_claim_one(p_user_ulid char(26), p_lease_ms bigint) returns jsonb
language sql security definer set search_path = '' as $$
  with mine as (
    select "userUlid" from public."CalIntegrations"
    where "userUlid" = p_user_ulid and "status" = 'connected'
      and ("syncLeaseUntil" is null or "syncLeaseUntil" <= pg_catalog.clock_timestamp())
    for update skip locked)
  select public.coach_sync_take("userUlid", p_lease_ms) from mine
$$;

-- { userUlid, fence, cursor, wholeAgeMs }. What is wanted from here on is wanted of the next sync.
create function public.coach_sync_take(p_user_ulid char(26), p_lease_ms bigint) returns jsonb
language sql set search_path = '' as $$
  update public."CalIntegrations" set
    "syncFence" = "syncFence" + 1,
    "syncLeaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms),
    -- After the lease, so that an earlier time says that the account was asked for during the sync.
    "nextSyncAt" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms + 1000),
    "syncCursor" = case when "wholeSyncWanted" then null else "syncCursor" end,
    "wholeSyncWanted" = false
  where "userUlid" = p_user_ulid
  returning jsonb_build_object('userUlid', "userUlid", 'fence', "syncFence", 'cursor', "syncCursor",
    'wholeAgeMs', floor(extract(epoch from pg_catalog.clock_timestamp() - "wholeSyncAt") * 1000))
$$;

-- The account's bookings were read. p_plan: [{ everyMs, withinMs, delayMs }], the soonest meetings first; the first
-- entry counts whose withinMs (null: any) the next meeting is within. p_left_alone is null unless the whole list was
-- read. Returns false when the claim is lost.
create function public.coach_sync_done(
  p_user_ulid char(26), p_fence integer, p_cursor timestamptz, p_skipped_rows integer, p_left_alone jsonb,
  p_left_addresses text[], p_plan jsonb
) returns boolean
language sql security definer set search_path = '' as $$
  with next_meeting as (
    select min("startTime") as at from public."Bookings"
    where "coachUserUlid" = p_user_ulid and "status" in ('accepted', 'pending') and not "gone"
      and "endTime" > pg_catalog.clock_timestamp() and "startTime" > pg_catalog.clock_timestamp() - interval '24 hours'
  ), entry as (
    select "everyMs", "delayMs" from next_meeting
    cross join jsonb_to_recordset(p_plan) as plan ("everyMs" integer, "withinMs" bigint, "delayMs" bigint)
    where "withinMs" is null or at <= pg_catalog.clock_timestamp() + public.to_interval("withinMs")
    order by "withinMs" limit 1
  ), settled as (
    update public."CalIntegrations" set
      "syncedAt" = pg_catalog.clock_timestamp(), "skippedRows" = p_skipped_rows, "syncLeaseUntil" = null,
      "syncCursor" = case when p_cursor is not null then least(p_cursor, pg_catalog.clock_timestamp()) end,
      "wholeSyncAt" = case when p_left_alone is null then "wholeSyncAt" else pg_catalog.clock_timestamp() end,
      "leftAlone" = coalesce(p_left_alone, "leftAlone"),
      "leftAddresses" = case when p_left_alone is null then "leftAddresses" else p_left_addresses end,
      -- An account that was asked for during the sync stays due, and before all others.
      "syncEveryMs" = case when "nextSyncAt" < "syncLeaseUntil" then 0 else "everyMs" end,
      "syncPromisedAt" = pg_catalog.clock_timestamp() + public.to_interval("everyMs"),
      "nextSyncAt" = least(
        case when "nextSyncAt" < "syncLeaseUntil" then "nextSyncAt" end,
        pg_catalog.clock_timestamp() + public.to_interval("delayMs"))
    from entry
    where "userUlid" = p_user_ulid and "syncFence" = p_fence and "status" = 'connected'
    returning 1)
  select exists (select from settled)
$$;
comment on function public.coach_sync_done is 'p_cursor and p_left_alone may be null.';

-- The account could not be read: it is tried again in p_delay_ms, and its promise stays as it was.
create function public.coach_sync_failed(p_user_ulid char(26), p_fence integer, p_delay_ms bigint) returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."CalIntegrations" set
      "syncLeaseUntil" = null,
      "nextSyncAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms)
    where "userUlid" = p_user_ulid and "syncFence" = p_fence
    returning 1)
  select exists (select from settled)
$$;

-- Reads these accounts in p_delay_ms at the latest, before any other that is due; all of their list when p_is_whole.
create function public.coach_sync_hurry(p_user_ulids text[], p_delay_ms bigint, p_is_whole boolean) returns void
language sql security definer set search_path = '' as $$
  update public."CalIntegrations" set
    "nextSyncAt" = least("nextSyncAt", pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms)),
    "syncEveryMs" = 0,
    "wholeSyncWanted" = "wholeSyncWanted" or p_is_whole
  where "userUlid" = any (p_user_ulids::char(26)[]) and "status" = 'connected'
$$;

-- The accounts in whose bookings an address was left alone, which are due now. Returns their users.
create function public.coach_sync_hurry_for_address(p_address_hash text) returns setof text
language sql security definer set search_path = '' as $$
  update public."CalIntegrations" set
    "nextSyncAt" = least("nextSyncAt", pg_catalog.clock_timestamp()), "syncEveryMs" = 0, "wholeSyncWanted" = true
  where "leftAddresses" @> array[p_address_hash] and "status" = 'connected'
  returning "userUlid"
$$;

-- Takes one upcoming booking whose coach is not connected, to be read on its own: of those that are due the one that has
-- waited longest in proportion to its interval, so that each has its turn and the soonest have it most often.
-- p_plan: [{ everyMs, withinMs }], the soonest meetings first, withinMs null for any. One that Cal.com did not know is
-- looked at again after p_confirm_ms, and once it is gone at the longest interval. null when none is due; lateMs is how
-- long it has been due. Of more than 1,000 meetings to come each call looks at the soonest 1,000 and at as many others
-- from a place in time that goes round: so its cost is the same with a million.
create function public.booking_claim_unconnected(p_plan jsonb, p_confirm_ms bigint) returns jsonb
language sql security definer set search_path = '' as $$
  with longest as (
    select max(plan."everyMs") as "everyMs" from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint)
  ), place as (
    select pg_catalog.now() + (max("startTime") - pg_catalog.now())
      * (floor(extract(epoch from pg_catalog.now()) / 60) * 0.618034 % 1)::double precision as at
    from public."Bookings" where "status" in ('accepted', 'pending')
  ), looked_at as (
    (select "ulid", "coachUserUlid", "startTime", "createdAt", "calReadAt", "missingSince", "gone" from public."Bookings"
    where "status" in ('accepted', 'pending') and "endTime" > pg_catalog.now()
      and "startTime" > pg_catalog.now() - interval '24 hours'
    order by "startTime", "ulid" limit 1000)
    union
    (select "ulid", "coachUserUlid", "startTime", "createdAt", "calReadAt", "missingSince", "gone" from public."Bookings"
    where "status" in ('accepted', 'pending') and "endTime" > pg_catalog.now()
      and "startTime" > (select greatest(at, pg_catalog.now()) from place)
    order by "startTime", "ulid" limit 1000)
  ), waiting as (
    select mine."ulid", mine."startTime", mine."calReadAt",
      extract(epoch from pg_catalog.clock_timestamp()
        - greatest(mine."calReadAt", connection."updatedAt", mine."createdAt")) * 1000 as waited_ms,
      case
        when mine."gone" then longest."everyMs"
        when mine."missingSince" is not null then least(p_confirm_ms, entry."everyMs")
        else entry."everyMs"
      end as every_ms
    from looked_at as mine
    -- One look into the index for each: joined, all accounts would be read.
    left join lateral (
      select "status", "updatedAt" from public."CalIntegrations"
      where "userUlid" = mine."coachUserUlid" limit 1) as connection on true
    cross join lateral (
      select plan."everyMs"
      from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint, "withinMs" bigint)
      where plan."withinMs" is null
        or mine."startTime" <= pg_catalog.clock_timestamp() + public.to_interval(plan."withinMs")
      order by plan."withinMs" limit 1) as entry
    cross join longest
    where connection."status" is distinct from 'connected'
  ), next as (
    select mine."ulid", waiting.waited_ms - waiting.every_ms as late_ms from waiting
    join public."Bookings" as mine using ("ulid")
    -- Of two workers one finds it changed.
    where waiting.waited_ms >= waiting.every_ms and mine."calReadAt" is not distinct from waiting."calReadAt"
    order by waiting.waited_ms / waiting.every_ms desc, waiting."startTime" limit 1
    for update of mine skip locked)
  update public."Bookings" as mine set "calReadAt" = pg_catalog.clock_timestamp()
  from next where mine."ulid" = next."ulid"
  returning jsonb_build_object('ulid', mine."ulid", 'calBookingId', mine."calBookingId",
    'menteeUserUlid', mine."menteeUserUlid", 'lateMs', floor(next.late_ms))
$$;

-- A meeting that comes within two days is read at Cal.com as often as that asks for.
create function public.booking_hurry_sync() returns trigger
language plpgsql set search_path = '' as $$
begin
  update public."CalIntegrations" set "nextSyncAt" = pg_catalog.clock_timestamp() + interval '2 minutes'
  where "userUlid" = new."coachUserUlid" and "status" = 'connected'
    and "nextSyncAt" > pg_catalog.clock_timestamp() + interval '2 minutes';
  return null;
end $$;
create trigger "Bookings_hurry_sync_insert" after insert on public."Bookings"
  for each row when (new."startTime" < now() + interval '48 hours') execute function public.booking_hurry_sync();
create trigger "Bookings_hurry_sync" after update of "startTime", "coachUserUlid" on public."Bookings"
  for each row when (new."startTime" < now() + interval '48 hours'
    and (new."startTime", new."coachUserUlid") is distinct from (old."startTime", old."coachUserUlid"))
  execute function public.booking_hurry_sync();

-- How late the account is that has waited longest for its promised sync, in milliseconds, and how many rows could not
-- be read. { lagMs, skippedRows }; lagMs is null without any account.
create function public.sync_lag() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'lagMs', (
      select greatest(0, floor(extract(epoch from pg_catalog.now() - min("syncPromisedAt")) * 1000))::bigint
      from public."CalIntegrations" where "status" = 'connected'),
    'skippedRows', (
      select coalesce(sum("skippedRows"), 0) from public."CalIntegrations"
      where "status" = 'connected' and "skippedRows" > 0))
$$;

grant execute on function
  public.coach_sync_claim, public.coach_sync_claim_one, public.coach_sync_done, public.coach_sync_failed,
  public.coach_sync_hurry, public.coach_sync_hurry_for_address, public.sync_lag,
  public.booking_claim_unconnected
  to service_role;
