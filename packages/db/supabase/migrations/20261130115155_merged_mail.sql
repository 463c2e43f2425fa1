set check_function_bodies = off;

create table "public"."MailSuppressions" (
  "addressHash" text not null,
  "reason" text not null,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "MailSuppressions_addressHash_check" check (("addressHash" ~ '^[\w-]{43}$'::text)),
  constraint "MailSuppressions_pkey" primary key ("addressHash", reason),
  constraint "MailSuppressions_reason_check"
    check ((reason = ANY (ARRAY['unsubscribed'::text, 'bounced'::text, 'complained'::text])))
);

alter table "public"."MailSuppressions"
  enable row level security;

alter table "public"."Outbox"
  add column "userUlid" character(26);

alter table "public"."Outbox"
  add column "bookingUlid" character(26);

alter table "public"."Outbox"
  add column "fromUserUlid" character(26);

alter table "public"."Outbox"
  add column "kind" text;

alter table "public"."Outbox"
  add column "countedAt" timestamp(3) with time zone;

create or replace function public.booking_set_upstream_status (
  p_cal_uid text,
  p_status text,
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_before public."Bookings";
  v_no_attempt public."RescheduleAttempts";
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found then
    return jsonb_build_object('changed', false, 'why', 'unknownBooking');
  end if;
  if v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('changed', false, 'why', 'notCurrent');
  end if;
  v_before := v_booking;
  perform public.booking_note_found(p_cal_uid);
  if p_status in (v_booking."status", 'pending') or v_booking."status" in ('cancelled', 'rejected') then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;

  update public."Bookings" set
    "status" = p_status,
    "upstreamChanged" = "upstreamChanged" or p_status in ('cancelled', 'rejected')
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if p_status in ('cancelled', 'rejected') then
    update public."RescheduleAttempts" set
      "state" = 'ABANDONED', "errorCode" = 'BOOKING_CANCELLED', "fence" = "fence" + 1
    where "bookingUlid" = v_booking."ulid" and "state" = 'PREPARED';
  end if;
  perform public.tell_participants(v_booking, v_before, v_no_attempt,
    case p_status
      when 'accepted' then 'bookingConfirmedUpstream'
      when 'rejected' then 'bookingDeclinedUpstream'
      else 'bookingCancelledUpstream'
    end, p_new_ulids);
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $function$;

create or replace function public.outbox_add (
  p_ulid character,
  p_dedupe_key text,
  p_notification_ulid character,
  p_kind text,
  p_to character,
  p_from character,
  p_booking_ulid character
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  insert into public."Outbox" (
    "ulid", "dedupeKey", "topic", "payload", "kind", "userUlid", "fromUserUlid", "bookingUlid")
  values (p_ulid, p_dedupe_key, 'mail', jsonb_build_object('notificationUlid', p_notification_ulid), p_kind,
    p_to, p_from, p_booking_ulid)
$function$;

create or replace function public.outbox_add_change (
  p_ulid character,
  p_dedupe_key text,
  p_notification_ulid character,
  p_to character,
  p_from character,
  p_before public."Bookings",
  p_after public."Bookings"
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
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
end $function$;

create or replace function public.outbox_admit (
  p_mail public."Outbox",
  p_now timestamp with time zone
)
  returns boolean
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_free_at timestamptz;
begin
  if p_mail."countedAt" is not null or p_mail."fromUserUlid" is null then
    return true;
  end if;
  if p_mail."kind" = 'ask' and exists (
    select from public."Outbox" where "userUlid" = p_mail."userUlid" and "countedAt" > p_now - interval '7 days'
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
end $function$;

create or replace function public.outbox_claim_batch (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."Outbox"
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
  order by due."availableAt" limit 1;
  if not found then return; end if;
  if v_batch is null then
    for v_due in
      select * from public."Outbox" due
      where due."doneAt" is null and due."deadAt" is null and due."batchKey" is null and due."availableAt" <= v_now
        and (due."leaseUntil" is null or due."leaseUntil" <= v_now)
      order by due."availableAt" for update
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
end $function$;

create or replace function public.outbox_free_at (
  p_mail public."Outbox",
  p_now timestamp with time zone
)
  returns timestamp with time zone
  language sql
  stable
  set search_path to ''
  AS $function$
  select max(taken."freeAt") from (
    (select "countedAt" + interval '1 hour' as "freeAt" from public."Outbox"
      where "userUlid" = p_mail."userUlid" and "countedAt" > p_now - interval '1 hour'
        and "fromUserUlid" = p_mail."fromUserUlid"
      order by "countedAt" desc offset 9 limit 1)
    union all
    (select "countedAt" + interval '1 day' from public."Outbox"
      where "userUlid" = p_mail."userUlid" and "countedAt" > p_now - interval '1 day'
      order by "countedAt" desc offset 29 limit 1)) as taken
$function$;

create or replace function public.tell_former_host (
  p_booking public."Bookings",
  p_former_ulid character,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  insert into public."Notifications" (
    "ulid", "userUlid", "bookingUlid", "version", "kind", "oldStartTime", "oldEndTime", "newStartTime", "newEndTime",
    "note", "readAt")
  values (
    p_new_ulids[1], p_former_ulid, p_booking."ulid", p_booking."version", 'bookingChangedUpstream',
    p_booking."startTime", p_booking."endTime", p_booking."startTime", p_booking."endTime", 'formerHost',
    pg_catalog.now());
  perform public.outbox_add(
    p_new_ulids[2], pg_catalog.concat_ws(':', 'mail', 'formerHost', p_booking."ulid", p_new_ulids[1]),
    p_new_ulids[1], 'note', p_former_ulid, p_booking."menteeUserUlid", p_booking."ulid");
end $function$;

create or replace function public.tell_participants_noting (
  p_booking public."Bookings",
  p_previous public."Bookings",
  p_attempt public."RescheduleAttempts",
  p_kind text,
  p_note text,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
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
end $function$;

alter table "public"."Outbox"
  add constraint "Outbox_kind_check" check ((kind = ANY (ARRAY['change'::text, 'note'::text, 'ask'::text])));

create index "Outbox_counted_idx" on public."Outbox" using btree ("userUlid", "countedAt")
  where ("countedAt" is not null);

create index "Outbox_waiting_idx" on public."Outbox" using btree ("bookingUlid", "userUlid")
  where (("doneAt" is null) AND ("deadAt" is null));

create trigger "MailSuppressions_touch"
  before update on public."MailSuppressions"
  for each row
  execute function public.touch_updated_at();

revoke all
  on function "public"."outbox_add"(character, text, character, text, character, character, character)
  from public;

revoke all
  on function
    "public"."outbox_add_change"(character, text, character, character, character, public."Bookings", public."Bookings")
  from public;

revoke all on function "public"."outbox_admit"(public."Outbox", timestamp with time zone) from public;

revoke all on function "public"."outbox_free_at"(public."Outbox", timestamp with time zone) from public;

grant delete, insert, select, update on table "public"."MailSuppressions" to "service_role";

reset check_function_bodies;
