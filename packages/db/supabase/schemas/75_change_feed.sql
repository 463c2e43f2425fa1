-- Changes, for the processes that push updates to open pages. Triggers write a row in the transaction of the change.
-- A row says where to look, not what is there.

create table public."ChangeFeed" (
  "id" bigint generated always as identity primary key,
  -- booking: the booking itself; slots: what its coach can offer, and when its mentee is free; notification: one user's.
  "kind" text not null,
  "bookingUlid" char(26) not null,
  "coachUserUlid" char(26),
  "userUlid" char(26),
  "createdAt" timestamptz(3) not null default clock_timestamp(),
  -- Null for a notification, and in older rows.
  "menteeUserUlid" char(26),
  constraint "ChangeFeed_kind_check" check ("kind" in ('booking', 'slots', 'notification')),
  constraint "ChangeFeed_whose_check" check (
    ("kind" = 'notification') = ("userUlid" is not null)
    and ("kind" = 'notification') = ("coachUserUlid" is null))
);
-- A fifth of the table, the default, would be millions of dead rows.
alter table public."ChangeFeed" set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index "ChangeFeed_createdAt_idx" on public."ChangeFeed" ("createdAt");
alter table public."ChangeFeed" enable row level security;
grant select, insert, update, delete on public."ChangeFeed" to service_role;

create function public.feed_booking_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid", "menteeUserUlid")
  values
    ('booking', new."ulid", new."coachUserUlid", new."menteeUserUlid"),
    ('slots', new."ulid", new."coachUserUlid", new."menteeUserUlid");
  return null;
end $$;
create trigger "Bookings_feed_new" after insert on public."Bookings"
  for each row execute function public.feed_booking_change();
create trigger "Bookings_feed" after update on public."Bookings"
  for each row when (
    old."calBookingId" is distinct from new."calBookingId"
    or old."startTime" is distinct from new."startTime" or old."endTime" is distinct from new."endTime"
    or old."status" is distinct from new."status" or old."title" is distinct from new."title"
    or old."coachUserUlid" is distinct from new."coachUserUlid"
    or old."menteeUserUlid" is distinct from new."menteeUserUlid" or old."gone" is distinct from new."gone"
    or old."replacedPerson" is distinct from new."replacedPerson"
    or old."acknowledgedAt" is distinct from new."acknowledgedAt")
  execute function public.feed_booking_change();

create function public.feed_notification() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public."ChangeFeed" ("kind", "bookingUlid", "userUlid")
  values ('notification', new."bookingUlid", new."userUlid");
  return null;
end $$;
create trigger "Notifications_feed" after insert on public."Notifications"
  for each row execute function public.feed_notification();

-- Wakes the processes that listen, once for each commit; nothing is lost without them, for they poll.
create function public.signal_changes() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_catalog.pg_notify('reslot_changes', '');
  return null;
end $$;
create trigger "ChangeFeed_signal" after insert on public."ChangeFeed"
  for each statement execute function public.signal_changes();

-- Rows after an id, oldest first, at most p_limit, as a JSON array. All rows of the last p_overlap_ms come again, for
-- transactions that commit late with a smaller id. One value: an answer of many rows would be cut at 1,000.
create function public.change_feed_page(p_after_id bigint, p_overlap_ms bigint, p_limit integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(page) order by page."id"), '[]') from (
    select * from public."ChangeFeed"
    where "id" <= p_after_id and "createdAt" > pg_catalog.now() - public.to_interval(p_overlap_ms)
    union all
    (select * from public."ChangeFeed" where "id" > p_after_id order by "id" limit p_limit)) as page
$$;

-- The same for servers of the version before.
create function public.change_feed_read(p_after_id bigint, p_overlap_ms bigint, p_limit integer)
returns setof public."ChangeFeed"
language sql stable security definer set search_path = '' as $$
  (select * from public."ChangeFeed"
    where "id" <= p_after_id and "createdAt" > pg_catalog.now() - public.to_interval(p_overlap_ms)
    order by "id")
  union all
  (select * from public."ChangeFeed" where "id" > p_after_id order by "id" limit p_limit)
$$;

-- Deletes the oldest rows, a batch at a time.
create function public.change_feed_prune(p_keep_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."ChangeFeed" where "id" in (
      select "id" from public."ChangeFeed"
      where "createdAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "createdAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;

grant execute on function public.change_feed_page, public.change_feed_read, public.change_feed_prune to service_role;
