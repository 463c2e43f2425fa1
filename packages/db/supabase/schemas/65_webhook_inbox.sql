-- Webhook calls received from Cal.com. A call is a hint to read the bookings it names again; its content is not
-- stored. A call that arrives twice is one row. Claims work as in the outbox.

create table public."WebhookInbox" (
  -- A hash of the connection and the raw body: Cal.com's calls carry no id.
  "dedupeKey" text primary key,
  -- Of "CalIntegrations", as the address of the call has it: whose bookings it may name. Null: from a server of the
  -- version before.
  "connectionUlid" char(26),
  "trigger" text not null,
  "calUids" text[] not null,
  "availableAt" timestamptz(3) not null default now(),
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamptz(3),
  "doneAt" timestamptz(3),
  "deadAt" timestamptz(3),
  "lastError" text,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "WebhookInbox_dedupeKey_check" check (char_length("dedupeKey") between 1 and 200),
  constraint "WebhookInbox_trigger_check" check (char_length("trigger") between 1 and 100),
  constraint "WebhookInbox_calUids_check" check (
    cardinality("calUids") <= 50 and char_length(array_to_string("calUids", '')) <= 5000),
  constraint "WebhookInbox_settled_check" check ("doneAt" is null or "deadAt" is null)
);
-- A fifth of the table, the default, would be millions of dead rows.
alter table public."WebhookInbox" set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index "WebhookInbox_due_idx" on public."WebhookInbox" ("availableAt")
  where "doneAt" is null and "deadAt" is null;
create index "WebhookInbox_connection_idx" on public."WebhookInbox" ("connectionUlid", "availableAt")
  where "doneAt" is null and "deadAt" is null;
create index "WebhookInbox_settled_idx" on public."WebhookInbox" ("updatedAt")
  where "doneAt" is not null or "deadAt" is not null;
create trigger "WebhookInbox_touch" before update on public."WebhookInbox"
  for each row execute function public.touch_updated_at();
alter table public."WebhookInbox" enable row level security;
grant select, insert, update, delete on public."WebhookInbox" to service_role;

-- Stores a call, unless p_cap calls of its connection are waiting: the next sync of the account, which is then due, tells
-- what it would have told. Returns 'received', 'repeated' or 'coalesced'.
create function public.webhook_inbox_accept(
  p_connection_ulid char(26), p_dedupe_key text, p_trigger text, p_cal_uids text[], p_cap integer
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_waiting integer;
begin
  select count(*) into v_waiting from (
    select from public."WebhookInbox"
    where "connectionUlid" = p_connection_ulid and "doneAt" is null and "deadAt" is null limit p_cap) as waiting;
  if v_waiting >= p_cap then
    perform public.coach_sync_hurry(array_agg("userUlid"::text), 3000, false)
    from public."CalIntegrations" where "ulid" = p_connection_ulid;
    return 'coalesced';
  end if;
  insert into public."WebhookInbox" ("connectionUlid", "dedupeKey", "trigger", "calUids")
  values (p_connection_ulid, p_dedupe_key, p_trigger, p_cal_uids)
  on conflict ("dedupeKey") do nothing;
  return case when found then 'received' else 'repeated' end;
end $$;

-- Due calls in turn: the oldest of each connection before the second of any. A JSON array of { dedupeKey,
-- connectionUlid, userUlid, trigger, calUids, tries, fence }; userUlid is null when the connection has ended.
create function public.webhook_inbox_claim_in_turn(p_limit integer, p_lease_ms bigint) returns jsonb
language sql security definer set search_path = '' as $$
  with due as (
    select "dedupeKey" from (
      select "dedupeKey", "availableAt",
        row_number() over (partition by "connectionUlid" order by "availableAt") as turn
      from public."WebhookInbox"
      where "doneAt" is null and "deadAt" is null and "availableAt" <= pg_catalog.now()
        and ("leaseUntil" is null or "leaseUntil" <= pg_catalog.now())) as waiting
    order by turn, "availableAt" limit p_limit
  ), locked as (
    select "dedupeKey" from public."WebhookInbox"
    where "dedupeKey" in (select "dedupeKey" from due) and "doneAt" is null and "deadAt" is null
      and ("leaseUntil" is null or "leaseUntil" <= pg_catalog.clock_timestamp())
    for update skip locked
  ), claimed as (
    update public."WebhookInbox" as mine set
      "fence" = mine."fence" + 1,
      "tries" = mine."tries" + 1,
      "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
    where mine."dedupeKey" in (select "dedupeKey" from locked)
    returning mine.*)
  select coalesce(jsonb_agg(jsonb_build_object(
    'dedupeKey', claimed."dedupeKey", 'connectionUlid', claimed."connectionUlid",
    'userUlid', connection."userUlid", 'trigger', claimed."trigger", 'calUids', claimed."calUids",
    'tries', claimed."tries", 'fence', claimed."fence") order by claimed."availableAt"), '[]')
  from claimed
  left join public."CalIntegrations" as connection
    on connection."ulid" = claimed."connectionUlid" and connection."status" <> 'disconnected'
$$;

-- What the servers of the version before receive and claim with; the two go with the version after.

create function public.webhook_inbox_receive(p_dedupe_key text, p_trigger text, p_cal_uids text[])
returns boolean
language sql security definer set search_path = '' as $$
  with received as (
    insert into public."WebhookInbox" ("dedupeKey", "trigger", "calUids")
    values (p_dedupe_key, p_trigger, p_cal_uids)
    on conflict ("dedupeKey") do nothing
    returning 1)
  select exists (select from received)
$$;

create function public.webhook_inbox_claim(p_limit integer, p_lease_ms bigint)
returns setof public."WebhookInbox"
language sql security definer set search_path = '' as $$
  update public."WebhookInbox" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."dedupeKey" in (
    select due."dedupeKey" from public."WebhookInbox" due
    where due."doneAt" is null and due."deadAt" is null
      and due."availableAt" <= pg_catalog.clock_timestamp()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
    order by due."availableAt" limit p_limit for update skip locked)
  returning mine.*
$$;

create function public.webhook_inbox_done(p_dedupe_key text, p_fence integer) returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."WebhookInbox" set
      "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = null
    where "dedupeKey" = p_dedupe_key and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$$;

create function public.webhook_inbox_retry(
  p_dedupe_key text, p_fence integer, p_delay_ms bigint, p_error text
) returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."WebhookInbox" set
      "availableAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms),
      "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "dedupeKey" = p_dedupe_key and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$$;

create function public.webhook_inbox_bury(p_dedupe_key text, p_fence integer, p_error text)
returns boolean
language sql security definer set search_path = '' as $$
  with settled as (
    update public."WebhookInbox" set
      "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "dedupeKey" = p_dedupe_key and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$$;

-- Deletes the oldest settled calls, a batch at a time. One that is replayed later is handled once more, which changes nothing.
create function public.webhook_inbox_prune(p_keep_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."WebhookInbox" where "dedupeKey" in (
      select "dedupeKey" from public."WebhookInbox"
      where ("doneAt" is not null or "deadAt" is not null)
        and "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;

grant execute on function
  public.webhook_inbox_accept, public.webhook_inbox_claim_in_turn, public.webhook_inbox_receive,
  public.webhook_inbox_claim, public.webhook_inbox_done, public.webhook_inbox_retry, public.webhook_inbox_bury,
  public.webhook_inbox_prune
  to service_role;
