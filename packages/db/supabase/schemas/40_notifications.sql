-- In-app notifications.

create table public."Notifications" (
  "ulid" char(26) primary key,
  "userUlid" char(26) not null,
  "bookingUlid" char(26) not null,
  "version" integer not null,
  "kind" text not null,
  -- Null when the change was made in Cal.com itself.
  "actorUserUlid" char(26),
  "actorRole" text,
  "oldStartTime" timestamptz(3) not null,
  "oldEndTime" timestamptz(3) not null,
  "newStartTime" timestamptz(3) not null,
  "newEndTime" timestamptz(3) not null,
  "reason" text,
  "conflictOverridden" boolean not null default false,
  -- What was overridden; null where it was not recorded, or nothing could be.
  "overriddenVerdict" text,
  -- What else was seen at Cal.com; null where the kind says it all.
  "note" text,
  "readAt" timestamptz(3),
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "Notifications_userUlid_fkey" foreign key ("userUlid") references public."User" ("ulid"),
  constraint "Notifications_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid"),
  constraint "Notifications_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User" ("ulid"),
  constraint "Notifications_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "Notifications_kind_check" check ("kind" in (
    'bookingMoved', 'bookingMovedAwaitingConfirmation', 'bookingChangedUpstream', 'bookingConfirmedUpstream',
    'bookingDeclinedUpstream', 'bookingCancelledUpstream', 'consentAsked', 'coachNotConnected')),
  constraint "Notifications_note_check" check ("note" in (
    'newHost', 'formerHost', 'coachReplaced', 'menteeReplaced', 'cancelledToo')),
  constraint "Notifications_overriddenVerdict_check" check ("overriddenVerdict" in (
    'none', 'menteeBusy', 'outsideMenteeHours', 'menteeUnknown')),
  constraint "Notifications_actorRole_check" check ("actorRole" in ('coach', 'mentee')),
  constraint "Notifications_actor_check" check (("actorUserUlid" is null) = ("actorRole" is null))
);
-- A fifth of the table, the default, would be millions of dead rows.
alter table public."Notifications" set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create unique index "Notifications_once_key" on public."Notifications" ("userUlid", "bookingUlid", "version", "kind")
  where "note" is null;
create index "Notifications_newest_idx" on public."Notifications" ("userUlid", "createdAt" desc, "ulid" desc);
create index "Notifications_booking_idx" on public."Notifications" ("bookingUlid");
create index "Notifications_unread_idx" on public."Notifications" ("userUlid") where "readAt" is null;
create index "Notifications_consent_idx" on public."Notifications" ("userUlid") where "kind" = 'consentAsked';
create index "Notifications_read_idx" on public."Notifications" ("readAt") where "readAt" is not null;
create trigger "Notifications_touch" before update on public."Notifications"
  for each row execute function public.touch_updated_at();
alter table public."Notifications" enable row level security;
grant select, insert, update, delete on public."Notifications" to service_role;

-- Deletes, a batch at a time, what was read p_keep_ms ago. 'cancelledToo' stays: it is told once. Returns how many.
create function public.notifications_prune(p_keep_ms bigint) returns integer
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public."Notifications" where "ulid" in (
      select "ulid" from public."Notifications"
      where "readAt" <= pg_catalog.now() - public.to_interval(p_keep_ms) and "note" is distinct from 'cancelledToo'
      order by "readAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;
grant execute on function public.notifications_prune to service_role;

-- Notifies both participants, in the app and by mail, unless nothing has changed; one who was erased has no address, and
-- a mentee from whom the booking is hidden hears nothing of it. The actor's own notification is a receipt, already read.
-- p_new_ulids: two for the notifications, two for the outbox rows.
create function public.tell_participants_noting(
  p_booking public."Bookings", p_previous public."Bookings", p_attempt public."RescheduleAttempts",
  p_kind text, p_note text, p_new_ulids text[]
) returns void
language plpgsql set search_path = '' as $$
declare
  v_people char(26)[] := array[p_booking."coachUserUlid", p_booking."menteeUserUlid"];
  v_key text;
  v_from char(26);
begin
  if coalesce(cardinality(p_new_ulids), 0) < 4 then
    raise exception 'four new ulids are needed' using errcode = '22023';
  end if;
  if p_note is null and (p_previous."startTime", p_previous."endTime", p_previous."status")
    = (p_booking."startTime", p_booking."endTime", p_booking."status") then
    return;
  end if;
  for i in 1 .. 2 loop
    continue when i = 2 and p_booking."hiddenFromMentee";
    insert into public."Notifications" (
      "ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
      "oldStartTime", "oldEndTime", "newStartTime", "newEndTime", "reason", "conflictOverridden",
      "overriddenVerdict", "note", "readAt")
    values (
      p_new_ulids[i], v_people[i], p_booking."ulid", p_booking."version", p_kind,
      p_attempt."actorUserUlid", p_attempt."actorRole",
      p_previous."startTime", p_previous."endTime", p_booking."startTime", p_booking."endTime",
      p_attempt."reason", coalesce(p_attempt."overrideConflict", false),
      p_attempt."overriddenVerdict", p_note,
      case when v_people[i] = p_attempt."actorUserUlid" then pg_catalog.now() end);
    continue when public.is_erased(v_people[i]);
    v_key := pg_catalog.concat_ws(':', 'mail', p_kind, p_booking."ulid", p_booking."version", v_people[i], p_note,
      case when p_note is not null then p_new_ulids[i] end);
    v_from := case when v_people[i] is distinct from p_attempt."actorUserUlid" then v_people[3 - i] end;
    if p_note is null then
      perform public.outbox_add_change(
        p_new_ulids[2 + i], v_key, p_new_ulids[i], v_people[i], v_from, p_previous, p_booking);
    else
      perform public.outbox_add(
        p_new_ulids[2 + i], v_key, p_new_ulids[i], 'note', v_people[i], v_from, p_booking."ulid");
    end if;
  end loop;
end $$;

create function public.tell_participants(
  p_booking public."Bookings", p_previous public."Bookings", p_attempt public."RescheduleAttempts",
  p_kind text, p_new_ulids text[]
) returns void
language plpgsql set search_path = '' as $$
begin
  perform public.tell_participants_noting(p_booking, p_previous, p_attempt, p_kind, null, p_new_ulids);
end $$;

-- Tells by mail the user who no longer hosts a booking. In the app the booking is no longer theirs to see.
-- p_new_ulids: one for the notification, one for the outbox row.
create function public.tell_former_host(
  p_booking public."Bookings", p_former_ulid char(26), p_new_ulids text[]
) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public."Notifications" (
    "ulid", "userUlid", "bookingUlid", "version", "kind", "oldStartTime", "oldEndTime", "newStartTime", "newEndTime",
    "note", "readAt")
  values (
    p_new_ulids[1], p_former_ulid, p_booking."ulid", p_booking."version", 'bookingChangedUpstream',
    p_booking."startTime", p_booking."endTime", p_booking."startTime", p_booking."endTime", 'formerHost',
    pg_catalog.now());
  if public.is_erased(p_former_ulid) then return; end if;
  perform public.outbox_add(
    p_new_ulids[2], pg_catalog.concat_ws(':', 'mail', 'formerHost', p_booking."ulid", p_new_ulids[1]),
    p_new_ulids[1], 'note', p_former_ulid, p_booking."menteeUserUlid", p_booking."ulid");
end $$;
