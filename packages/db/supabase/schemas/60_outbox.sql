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
  -- Who reads it, about which booking. No foreign keys, and null in rows of older servers.
  "userUlid" char(26),
  "bookingUlid" char(26),
  -- Whose doing it reports, as far as the limits count it: the other person; null where the reader did it.
  "fromUserUlid" char(26),
  -- change: the time or status of a booking, merged with what follows; note: anything else seen at Cal.com; ask: a
  -- person asks another one for something.
  "kind" text,
  -- When it was first sent, where the limits count it.
  "countedAt" timestamptz(3),
  "doneAt" timestamptz(3),
  "deadAt" timestamptz(3),
  -- Of a row that is done: why nothing was sent.
  "lastError" text,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "Outbox_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "Outbox_topic_check" check ("topic" = 'mail'),
  constraint "Outbox_payload_check" check (jsonb_typeof("payload" -> 'notificationUlid') = 'string'),
  constraint "Outbox_kind_check" check ("kind" in ('change', 'note', 'ask')),
  constraint "Outbox_settled_check" check ("doneAt" is null or "deadAt" is null)
);
-- A fifth of the table, the default, would be millions of dead rows.
alter table public."Outbox" set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index "Outbox_due_idx" on public."Outbox" ("availableAt") where "doneAt" is null and "deadAt" is null;
create index "Outbox_batch_idx" on public."Outbox" ("batchKey") where "doneAt" is null and "deadAt" is null;
create index "Outbox_dead_idx" on public."Outbox" ("createdAt") where "deadAt" is not null;
create index "Outbox_settled_idx" on public."Outbox" ("updatedAt") where "doneAt" is not null or "deadAt" is not null;
create index "Outbox_counted_idx" on public."Outbox" ("userUlid", "countedAt") where "countedAt" is not null;
create index "Outbox_waiting_idx" on public."Outbox" ("bookingUlid", "userUlid")
  where "doneAt" is null and "deadAt" is null;
create trigger "Outbox_touch" before update on public."Outbox"
  for each row execute function public.touch_updated_at();
alter table public."Outbox" enable row level security;
grant select, insert, update, delete on public."Outbox" to service_role;

-- Adds a mail that leaves at once. p_from may be null: then no limit counts it.
create function public.outbox_add(
  p_ulid char(26), p_dedupe_key text, p_notification_ulid char(26), p_kind text,
  p_to char(26), p_from char(26), p_booking_ulid char(26)
) returns void
language sql set search_path = '' as $$
  insert into public."Outbox" (
    "ulid", "dedupeKey", "topic", "payload", "kind", "userUlid", "fromUserUlid", "bookingUlid")
  values (p_ulid, p_dedupe_key, 'mail', jsonb_build_object('notificationUlid', p_notification_ulid), p_kind,
    p_to, p_from, p_booking_ulid)
$$;

-- Adds the mail about a change of a booking. It waits 15 s: what follows for the same reader becomes one mail with it,
-- from what the booking was before the first change to what it is after the last, at most 60 s after the first one. A
-- booking that is back at what it was is no news. What a provider may have taken is not changed any more.
create function public.outbox_add_change(
  p_ulid char(26), p_dedupe_key text, p_notification_ulid char(26), p_to char(26), p_from char(26),
  p_before public."Bookings", p_after public."Bookings"
) returns void
language plpgsql set search_path = '' as $$
declare
  v_now constant timestamptz := pg_catalog.clock_timestamp();
  v_waiting public."Outbox";
  v_first jsonb;
begin
  select * into v_waiting from public."Outbox"
  where "bookingUlid" = p_after."ulid" and "userUlid" = p_to and "kind" = 'change'
    and "doneAt" is null and "deadAt" is null and "batchKey" is null and "leaseUntil" is null
  order by "createdAt" desc limit 1 for update;
  if not found then
    insert into public."Outbox" (
      "ulid", "dedupeKey", "topic", "kind", "userUlid", "fromUserUlid", "bookingUlid", "availableAt", "payload")
    values (p_ulid, p_dedupe_key, 'mail', 'change', p_to, p_from, p_after."ulid", v_now + interval '15 seconds',
      jsonb_build_object('notificationUlid', p_notification_ulid, 'first', jsonb_build_object(
        'startTime', p_before."startTime", 'endTime', p_before."endTime", 'status', p_before."status")));
    return;
  end if;
  v_first := v_waiting."payload" -> 'first';
  if ((v_first ->> 'startTime')::timestamptz, (v_first ->> 'endTime')::timestamptz, v_first ->> 'status')
    = (p_after."startTime", p_after."endTime", p_after."status") then
    update public."Outbox" set "doneAt" = v_now, "lastError" = 'Nothing has changed in the end.'
    where "ulid" = v_waiting."ulid";
    return;
  end if;
  update public."Outbox" set
    "payload" = jsonb_build_object('notificationUlid', p_notification_ulid, 'first', v_first),
    "fromUserUlid" = coalesce(p_from, "fromUserUlid"),
    "availableAt" = greatest("availableAt",
      least(v_now + interval '15 seconds', "createdAt" + interval '60 seconds'))
  where "ulid" = v_waiting."ulid";
end $$;

-- From when on the limits let a mail leave; null: now. 10 in an hour about what one person did, 30 in a day in all.
create function public.outbox_free_at(p_mail public."Outbox", p_now timestamptz) returns timestamptz
language sql stable set search_path = '' as $$
  select max(taken."freeAt") from (
    (select "countedAt" + interval '1 hour' as "freeAt" from public."Outbox"
      where "userUlid" = p_mail."userUlid" and "countedAt" > p_now - interval '1 hour'
        and "fromUserUlid" = p_mail."fromUserUlid"
      order by "countedAt" desc offset 9 limit 1)
    union all
    (select "countedAt" + interval '1 day' from public."Outbox"
      where "userUlid" = p_mail."userUlid" and "countedAt" > p_now - interval '1 day'
      order by "countedAt" desc offset 29 limit 1)) as taken
$$;

-- Keeps a mail that is due to the limits: returns whether it may leave. Otherwise it waits, and is given up after a
-- day, or at once when the same person has asked in the last week: less an hour, for a mail leaves after its question.
create function public.outbox_admit(p_mail public."Outbox", p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_free_at timestamptz;
begin
  if p_mail."countedAt" is not null or p_mail."fromUserUlid" is null then
    return true;
  end if;
  if p_mail."kind" = 'ask' and exists (
    select from public."Outbox" where "userUlid" = p_mail."userUlid" and "countedAt" > p_now - interval '167 hours'
      and "fromUserUlid" = p_mail."fromUserUlid" and "kind" = 'ask') then
    v_free_at := p_now + interval '7 days';
  else
    v_free_at := public.outbox_free_at(p_mail, p_now);
  end if;
  if v_free_at is null then
    update public."Outbox" set "countedAt" = p_now where "ulid" = p_mail."ulid";
    return true;
  end if;
  update public."Outbox" set
    "availableAt" = v_free_at,
    "doneAt" = case when v_free_at > p_mail."createdAt" + interval '1 day' then p_now end,
    "lastError" = 'The limit for mail was reached.'
  where "ulid" = p_mail."ulid";
  return false;
end $$;

-- Whether a mail about a change waits for an earlier one about the same booking to the same reader, which may be sent
-- again: the last one that arrives has to say how the booking is.
create function public.outbox_is_overtaking(p_mail public."Outbox") returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from public."Outbox" earlier
    where p_mail."kind" = 'change' and earlier."bookingUlid" = p_mail."bookingUlid" and earlier."userUlid" = p_mail."userUlid"
      and earlier."doneAt" is null and earlier."deadAt" is null and earlier."kind" = 'change'
      and (earlier."createdAt", earlier."ulid") < (p_mail."createdAt", p_mail."ulid"))
$$;

-- Claims the rows of one request: those of a batch that was sent before, or up to p_limit others that the limits let
-- leave, under a new key.
create function public.outbox_claim_batch(p_limit integer, p_lease_ms bigint) returns setof public."Outbox"
language plpgsql security definer set search_path = '' as $$
declare
  v_batch text;
  v_new constant text := pg_catalog.gen_random_uuid()::text;
  v_now timestamptz;
  v_due public."Outbox";
  v_ulids char(26)[] := array[]::char(26)[];
begin
  -- One at a time: two would tear a batch apart, and exceed the limits.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('outbox_claim_batch', 0));
  v_now := pg_catalog.clock_timestamp();
  select due."batchKey" into v_batch from public."Outbox" due
  where due."doneAt" is null and due."deadAt" is null and due."availableAt" <= v_now
    and (due."leaseUntil" is null or due."leaseUntil" <= v_now)
    and not public.outbox_is_overtaking(due)
  order by due."availableAt" limit 1;
  if not found then return; end if;
  if v_batch is null then
    for v_due in
      select * from public."Outbox" due
      where due."doneAt" is null and due."deadAt" is null and due."batchKey" is null and due."availableAt" <= v_now
        and (due."leaseUntil" is null or due."leaseUntil" <= v_now)
        and not public.outbox_is_overtaking(due)
      order by due."availableAt" for update skip locked
    loop
      if public.outbox_admit(v_due, v_now) then
        v_ulids := v_ulids || v_due."ulid";
      end if;
      exit when cardinality(v_ulids) >= p_limit;
    end loop;
  else
    -- A batch is claimed whole as soon as one of its rows is due: if a part of it were sent under its key, the provider
    -- would take the rest, sent later, for a repetition.
    v_ulids := array(
      select due."ulid" from public."Outbox" due
      where due."doneAt" is null and due."deadAt" is null and due."batchKey" = v_batch for update);
  end if;
  return query
    update public."Outbox" as mine set
      "fence" = mine."fence" + 1,
      "tries" = mine."tries" + 1,
      "leaseUntil" = v_now + public.to_interval(p_lease_ms),
      "batchKey" = coalesce(v_batch, v_new)
    where mine."ulid" = any (v_ulids)
    returning mine.*;
end $$;

-- Settles claimed rows in one statement, so that a batch is known as a whole or not at all. p_rows: [{ "ulid", "fence",
-- "outcome", "delayMs", "error" }]. Outcomes: done; dead (given up); unknown (sent again as the same batch); failed
-- (tried again with any others); limited (the same, and the try does not count; under its key after an earlier try,
-- which may have been taken). Gives how many rows were ours.
create function public.outbox_settle(p_rows jsonb) returns integer
language sql security definer set search_path = '' as $$
  with settled as (
    update public."Outbox" as mine set
      "doneAt" = case when known."outcome" = 'done' then pg_catalog.clock_timestamp() end,
      "deadAt" = case when known."outcome" = 'dead' then pg_catalog.clock_timestamp() end,
      "availableAt" = case when known."delayMs" is null then mine."availableAt"
        else pg_catalog.clock_timestamp() + public.to_interval(known."delayMs") end,
      "tries" = mine."tries" - (known."outcome" = 'limited')::integer,
      "batchKey" = case when known."outcome" in ('done', 'unknown')
        or (known."outcome" = 'limited' and mine."tries" > 1) then mine."batchKey" end,
      "leaseUntil" = null,
      "lastError" = left(known."error", 500)
    from jsonb_to_recordset(p_rows) as known (
      "ulid" char(26), "fence" integer, "outcome" text, "delayMs" bigint, "error" text)
    where mine."ulid" = known."ulid" and mine."fence" = known."fence"
      and mine."doneAt" is null and mine."deadAt" is null
    returning 1)
  select count(*)::integer from settled
$$;

-- Deletes, a batch at a time, mail that was settled p_keep_ms ago, sent or given up. Returns how many.
create function public.outbox_prune(p_keep_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."Outbox" where "ulid" in (
      select "ulid" from public."Outbox"
      where ("doneAt" is not null or "deadAt" is not null)
        and "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
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
  public.outbox_claim_batch, public.outbox_settle, public.outbox_prune,
  public.outbox_claim, public.outbox_done, public.outbox_retry, public.outbox_bury
  to service_role;
